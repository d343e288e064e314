import { AsyncLocalStorage } from 'node:async_hooks'

/** A trace as it travels (W3C traceparent), taken apart. */
export type TraceContext = { traceId: string, spanId: string, sampled: boolean }

/** The piece of work that is going on, and what of its trace may go where. There is one only while a service is told to trace. */
export type Step = TraceContext & {
  /** Whether events on this topic carry the trace. */
  mayTravelOn: (topic: string) => boolean
  /** Makes a span of a call to another service; `send` gets the headers that go along. */
  call: <T>(service: string, method: string, send: (headers: Record<string, string>) => Promise<T>) => Promise<T>
}

const current = new AsyncLocalStorage<Step>()

/** Does the work as part of this step. Nothing is opened or closed. */
export const during = <T>(step: Step | undefined, work: () => T): T => step === undefined ? work() : current.run(step, work)

/** What is stored beside an event that is made now: its trace, or null where there is none or the topic may not carry it. */
export function traceparentFor (topic: string): string | null {
  const step = current.getStore()
  return step?.mayTravelOn(topic) === true ? textOf(step) : null // guard: no trace across the border
}

/** For log lines: which trace and span wrote them; nothing where there is none. */
export function traceFields (): { trace_id?: string, span_id?: string } {
  const step = current.getStore()
  return step === undefined ? {} : { trace_id: step.traceId, span_id: step.spanId }
}

/** Calls another service, as a span of the step that is going on, if there is one. */
export function callTraced<T> (service: string, method: string, send: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  const step = current.getStore()
  return step === undefined ? send({}) : step.call(service, method, send)
}

export const textOf = ({ traceId, spanId, sampled }: TraceContext): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`

/** Reads a traceparent; undefined for what is none. */
export function contextOf (text: string | readonly string[] | undefined): TraceContext | undefined {
  const parts = typeof text === 'string' ? /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-0([01])$/.exec(text) : null
  return parts === null ? undefined : { traceId: parts[1] ?? '', spanId: parts[2] ?? '', sampled: parts[3] === '1' }
}
