import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Attributes, type Context, type Link, type Span, type Tracer } from '@opentelemetry/api'
import type { Tracing } from './seam.ts'
import { contextOf, textOf, type Step, type TraceContext } from './trace.ts'

/** A span on the way, and the step of which work in it is part. */
export type OpenStep = Step & { span: Span }

export type Steps = {
  /** Begins a span; `parent` as it came with a request or an event. */
  open: (name: string, options: { kind: SpanKind, parent?: TraceContext | undefined, startTime?: number, attributes: Attributes, causes?: readonly TraceContext[] }) => OpenStep
  mayTravelOn: (topic: string) => boolean
  heedsCallers: boolean
}

/** More causes of one batch are not told: a span is to stay small. */
const MOST_LINKS = 100

export function stepsOf (tracer: Tracer, { topics, services, heedsCallers }: Tracing): Steps {
  const [travelling, told] = [new Set(topics), new Set(services)]
  const mayTravelOn = (topic: string) => travelling.has(topic)
  const open: Steps['open'] = (name, { kind, parent, startTime, attributes, causes = [] }) => {
    const links = causes.slice(0, MOST_LINKS).map((cause): Link => ({ context: spanContextOf(cause) }))
    const span = tracer.startSpan(name, { kind, attributes, links, ...startTime !== undefined && { startTime } }, parent === undefined ? ROOT_CONTEXT : remote(parent))
    const { traceId, spanId, traceFlags } = span.spanContext()
    const here: TraceContext = { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 }
    return { ...here, span, mayTravelOn, call: (service, method, send) => call(here, service, method, send) }
  }
  const call = async <T>(parent: TraceContext, service: string, method: string, send: (headers: Record<string, string>) => Promise<T>): Promise<T> => {
    const step = open(`${method} ${service}`, { kind: SpanKind.CLIENT, parent, attributes: { 'http.request.method': method, 'weft.peer': service } })
    return inside(step, () => send(told.has(service) ? { traceparent: textOf(step) } : {}))
  }
  return { open, mayTravelOn, heedsCallers }
}

/** Ends the span when the work ends; of an error only its kind, for a message may hold what was written. */
export async function inside<T> ({ span }: OpenStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    failed(span, error instanceof Error ? error.name : 'unknown')
    throw error
  } finally {
    span.end()
  }
}

export function failed (span: Span, kind: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', kind)
}

/** The traces of which these texts tell, each once. */
export function causesOf (texts: Iterable<string | undefined>): TraceContext[] {
  return [...new Set(texts)].map(contextOf).filter(cause => cause !== undefined)
}

const spanContextOf = ({ traceId, spanId, sampled }: TraceContext) =>
  ({ traceId, spanId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true })

const remote = (parent: TraceContext): Context => trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent))
