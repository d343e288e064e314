import { SpanKind, type Attributes, type Histogram } from '@opentelemetry/api'
import type { Batch, OutRecord, Transport } from '../transport/transport.ts'
import { causesOf, inside, type OpenStep, type Steps } from './steps.ts'
import { during, textOf, type TraceContext } from './trace.ts'

export type EventsOptions = { steps: Steps | undefined, system: string, batchSize: Histogram, endToEnd: Histogram }

/** The header of CloudEvents' extension for distributed tracing: the trace in which the event was made, whoever carried it since. */
const HEADER = 'ce_traceparent'
/** A batch of so many traces tells of the first ones only. */
const MOST_TRACES = 20

/** A transport that tells what it sends and hears. Records travel as they were, less a trace that their topic may not carry. */
export function watchEvents (transport: Transport, options: EventsOptions): Transport {
  return {
    ...transport,
    producer: async () => {
      const producer = await transport.producer()
      return { ...producer, send: records => sending(records.map(record => permitted(record, options)), options, producer.send) }
    },
    consumer: (consumerOptions, handle) => transport.consumer(consumerOptions, (batch, context) => processing(batch, options, () => handle(batch, context)))
  }
}

/** The relay sends what appendToOutbox let in; this holds for whatever else is in a row. */
function permitted (record: OutRecord, { steps }: EventsOptions): OutRecord {
  if (record.headers[HEADER] === undefined || steps?.mayTravelOn(record.topic) === true) return record
  return { ...record, headers: Object.fromEntries(Object.entries(record.headers).filter(([name]) => name !== HEADER)) }
}

/** One span a topic, which begins a trace of its own and points to those in which the events were made. */
async function sending (records: readonly OutRecord[], { steps, system, batchSize }: EventsOptions, send: (records: readonly OutRecord[]) => Promise<void>): Promise<void> {
  batchSize.record(records.length)
  if (steps === undefined) return send(records)
  const spans = [...Map.groupBy(records, record => record.topic)].map(([topic, mine]) =>
    steps.open(`send ${topic}`, { kind: SpanKind.PRODUCER, attributes: attributesOf(system, topic, mine.length), causes: causesOf(mine.map(tracedIn)) }))
  await insideAll(spans, () => send(records))
}

/**
 * A span for each trace of which the batch holds events, as a part of that trace: so it is seen to come to its effect. All have the batch's time,
 * for it is one transaction. What the effects do is part of the trace where there is one, else of a span of its own that points to all.
 */
async function processing (batch: Batch, { steps, system, endToEnd }: EventsOptions, work: () => Promise<void>): Promise<void> {
  if (steps === undefined) return work()
  const { topic, records } = batch
  const causes = steps.mayTravelOn(topic) ? causesOf(records.map(tracedIn)).slice(0, MOST_TRACES) : []
  const step = (count: number, parent?: TraceContext, all: readonly TraceContext[] = []) =>
    steps.open(`process ${topic}`, { kind: SpanKind.CONSUMER, parent, causes: all, attributes: attributesOf(system, topic, count) })
  const parts = causes.map(cause => step(records.filter(record => tracedIn(record) === textOf(cause)).length, cause))
  const whole = parts.length === 1 ? parts[0] : step(records.length, undefined, causes)
  await insideAll([...new Set([...parts, ...whole === undefined ? [] : [whole]])], () => during(whole, work))
  tellEndToEnd(batch, endToEnd)
}

/** From the event's own time to its effect. What comes from where times are days is passed over. */
function tellEndToEnd ({ topic, records }: Batch, endToEnd: Histogram): void {
  for (const { headers } of records) {
    const time = headers['ce_time'] ?? ''
    if (time.includes('T')) endToEnd.record(Math.max(0, Date.now() - Date.parse(time)) / 1_000, { 'messaging.destination.name': topic })
  }
}

const insideAll = (steps: readonly OpenStep[], work: () => Promise<void>): Promise<void> =>
  steps.reduce((inner, step) => () => inside(step, inner), work)()

const tracedIn = ({ headers }: Pick<OutRecord, 'headers'>): string | undefined => headers[HEADER]

/** OpenTelemetry's conventions for messages are still moving; these are as of 1.45. */
const attributesOf = (system: string, topic: string, count: number): Attributes =>
  ({ 'messaging.system.name': system, 'messaging.destination.name': topic, 'messaging.batch.message_count': count })
