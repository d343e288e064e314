import type { Consumer as KafkaConsumer, EachBatchPayload, IHeaders, Kafka, KafkaMessage } from 'kafkajs'
import { watchPartitions, type Watch } from './kafka-watch.ts'
import { pause, within } from './pace.ts'
import type { Consumer, ConsumerOptions, Handler, InRecord, Log } from './transport.ts'

const LONGEST_RETRY = 30_000

/**
 * One member of a group, kept alive: kafkajs gives a consumer up for good after some errors and lets a partition stand still after others,
 * so a consumer that crashed or stalls is thrown away and a new one made.
 */
export function kafkaConsumer (kafka: Kafka, options: ConsumerOptions, handle: Handler, log: Log): Consumer {
  const stopping = new AbortController()
  const watch = watchPartitions(kafka, options, log)
  const done = supervise({ kafka, options, handle, log, watch, signal: stopping.signal })
  return {
    stop: async () => {
      stopping.abort()
      await watch.stop()
      await within(10_000, 'Leaving the group', done).catch((late: Error) => log.warn({ err: late }, 'A consumer was cut off; its batch will come again.'))
    },
    stalledFor: watch.stalledFor,
    waiting: async () => watch.waiting()
  }
}

type Member = { kafka: Kafka, options: ConsumerOptions, handle: Handler, log: Log, watch: Watch, signal: AbortSignal }

async function supervise (member: Member): Promise<void> {
  const { log, options, signal } = member
  let wait = 200
  while (!signal.aborted) {
    const begun = performance.now()
    await oneMembership(member).catch((error: Error) => {
      if (!signal.aborted) log.warn({ err: error, group: options.group }, 'A consumer broke off; a new one takes its place.')
    })
    wait = performance.now() - begun > 60_000 ? 200 : Math.min(10_000, wait * 2)
    await pause(wait, signal)
  }
}

/** From joining the group to leaving it: when told to stop, when kafkajs crashes, when the watch finds it standing still. */
async function oneMembership ({ kafka, options, handle, log, watch, signal }: Member): Promise<void> {
  const consumer = kafka.consumer({
    groupId: options.group,
    allowAutoTopicCreation: false,
    // Heartbeats go out beside a running handler, so the limit is for a process that is gone: until then its partitions wait for it.
    // Five beats missed in a row. A process that was only slow loses its partitions and no event.
    sessionTimeout: 15_000, rebalanceTimeout: 60_000, heartbeatInterval: 3_000,
    maxBytesPerPartition: 1_048_576, maxWaitTimeInMs: 500,
    // Long enough to ride out a restart of the broker: whoever comes back as a new member waits until the group gives the old one up.
    // Every crash beyond that comes to us: one way to begin again is enough.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 30, restartOnFailure: async () => false }
  })
  const ended = new AbortController()
  const over = AbortSignal.any([signal, ended.signal])
  const end = new Promise<void>((resolve, reject) => {
    over.addEventListener('abort', () => resolve())
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    watch.onStall(() => reject(new Error('The client stood still for two minutes.')))
  })
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => watch.assign(payload.memberAssignment))
  watch.joins()
  let letIn = Promise.resolve()
  const each = (batch: EachBatchPayload) => eachBatch(batch, { options, handle, log, watch, signal: over })
  try {
    await Promise.race([end, begin(consumer, options, each, asked => { letIn = asked })])
    await end
  } finally {
    ended.abort()
    // Whoever goes before the group has let him in is no member that could leave, and is given partitions all the same until he is missed.
    await within(9_000, 'Being let in', letIn).catch(() => {}) // guard: let in before leaving
    watch.assign({})
    await within(8_000, 'Leaving the group', consumer.disconnect())
  }
}

async function begin (consumer: KafkaConsumer, { topics }: ConsumerOptions, each: (payload: EachBatchPayload) => Promise<void>, asks: (letIn: Promise<void>) => void): Promise<void> {
  await consumer.connect()
  await consumer.subscribe({ topics: [...topics], fromBeginning: true })
  // One partition at a time: handlers of one process never run against each other. More processes take more partitions.
  const letIn = consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 1, eachBatch: each })
  asks(letIn)
  await letIn
}

type Handling = Pick<Member, 'options' | 'handle' | 'log' | 'watch' | 'signal'>

async function eachBatch (payload: EachBatchPayload, handling: Handling): Promise<void> {
  const { batch: { topic, partition, messages } } = payload
  const { options: { maxBatch }, signal, watch } = handling
  for (let from = 0; from < messages.length; from += maxBatch) {
    if (signal.aborted || !payload.isRunning() || payload.isStale()) return
    const chunk = messages.slice(from, from + maxBatch)
    if (!await handled(payload, chunk, handling)) return
    watch.moved(topic, partition)
    await commit(payload, chunk.at(-1)?.offset ?? '0')
  }
}

/** True when the handler took the chunk. When it threw, the partition rests a while and the same records come again; others go on. */
async function handled (payload: EachBatchPayload, chunk: readonly KafkaMessage[], { handle, log, watch, signal }: Handling): Promise<boolean> {
  const { batch: { topic, partition } } = payload
  const beat = beating(payload, signal)
  try {
    await handle({ topic, partition, records: chunk.map(message => recordOf(topic, partition, message)) }, { signal })
    return true
  } catch (error) {
    log.warn({ err: error, topic, partition }, 'A batch of events could not be handled; it comes again.')
    const resume = payload.pause()
    setTimeout(resume, Math.min(LONGEST_RETRY, 200 * 2 ** watch.failed(topic, partition))).unref()
    return false
  } finally {
    beat.stop()
  }
}

/** Tells the group that we live while a handler works. An error here means the group moved on; the commit then says so. */
function beating (payload: EachBatchPayload, signal: AbortSignal): { stop: () => void } {
  const timer = setInterval(() => { payload.heartbeat().catch(() => {}) }, 3_000)
  const stop = () => clearInterval(timer)
  // A handler that hangs must not keep its partitions from others once this member was given up.
  signal.addEventListener('abort', stop)
  return { stop: () => { stop(); signal.removeEventListener('abort', stop) } }
}

async function commit (payload: EachBatchPayload, offset: string): Promise<void> {
  const { topic, partition } = payload.batch
  payload.resolveOffset(offset)
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(BigInt(offset) + 1n) }] }] })
  await payload.heartbeat()
}

function recordOf (topic: string, partition: number, { key, value, headers, timestamp, offset }: KafkaMessage): InRecord {
  const texts = textsOf(headers ?? {})
  return {
    topic, partition, offset,
    key: key?.toString() ?? '',
    value: value?.toString() ?? null,
    headers: texts,
    time: texts['ce_time'] ?? new Date(Number(timestamp)).toISOString()
  }
}

function textsOf (headers: IHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : value ?? '')]))
}
