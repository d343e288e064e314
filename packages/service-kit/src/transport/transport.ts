/**
 * The one seam to what carries events. Two implementations keep its promises: `kafka` and `postgres`.
 * At least once, in order per key, never lost once `send` resolved; may repeat.
 */
export type Transport = {
  /** One sender of one service. `send` calls are queued: the next leaves when the one before was acknowledged. */
  producer: () => Promise<Producer>
  consumer: (options: ConsumerOptions, handle: Handler) => Promise<Consumer>
  /** Creates missing topics; existing ones stay as they are. */
  ensureTopics: (topics: readonly TopicSpec[]) => Promise<void>
  close: () => Promise<void>
}

export type Producer = {
  /** Resolves when every record is durably accepted. Rejects with `RecordRefused` for a record that never can be. */
  send: (records: readonly OutRecord[]) => Promise<void>
  close: () => Promise<void>
}

/** Names its group; starts at the earliest record the first time, then where it left off. */
export type ConsumerOptions = { group: string, topics: readonly string[], maxBatch: number }

/** Handles one batch of one partition, in order, at most one batch of a partition at a time. Resolving commits it; throwing brings the same records again, after a pause. */
export type Handler = (batch: Batch, context: { signal: AbortSignal }) => Promise<void>
export type Batch = { topic: string, partition: number, records: readonly InRecord[] }

export type Consumer = {
  /** Finishes the batch in hand, commits it, leaves. */
  stop: () => Promise<void>
  /** For how many milliseconds the slowest partition has had records waiting without moving; 0 when all is well. */
  stalledFor: () => number
  /** What of each partition that is ours lies there and is not handled yet, as far as it is known without waiting for long. */
  waiting: () => Promise<readonly Waiting[]>
}

/** `records`: at most 10,000 are counted by the `postgres` transport. `seconds`: for how long, at least, the oldest of them has been there. */
export type Waiting = { topic: string, partition: number, records: number, seconds: number }

export type TopicSpec = { name: string, partitions: number, cleanup: 'delete' | 'compact' }

/** `value: null` is a tombstone. `time` (ISO) becomes the record's timestamp: in the answer zone a day, never an instant. */
export type OutRecord = { topic: string, key: string, value: string | null, headers: Record<string, string>, time: string }
export type InRecord = OutRecord & { partition: number, offset: string }

/** A record that no retry can send: too large, or its topic does not exist. `index` is its place in the batch when known. */
export class RecordRefused extends Error {
  readonly index: number | undefined

  constructor (message: string, index?: number) {
    super(message)
    this.name = 'RecordRefused'
    this.index = index
  }
}

/** Bytes of key, value and headers of one record. Above it both transports refuse, so that moving from one to the other changes nothing. */
export const RECORD_LIMIT = 1_000_000

/** What the kit needs of a log; pino's and fastify's both fit. Fields never hold the content of an event. */
export type Log = {
  info: (fields: object, sentence: string) => void
  warn: (fields: object, sentence: string) => void
  error: (fields: object, sentence: string) => void
}
