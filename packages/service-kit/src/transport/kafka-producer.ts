import kafkajs, { type Admin, type Kafka, type Producer as KafkaProducer } from 'kafkajs'
import { within } from './pace.ts'
import { oneAtATime, refuseUnsendable } from './record.ts'
import { RecordRefused, type OutRecord, type Producer } from './transport.ts'

const DAY = 86_400_000

/**
 * One sender. Sends strictly one after another: with two under way, kafkajs reuses the sequence of a failed one and the broker
 * takes the other for its duplicate, so a message that was acknowledged is not in the log.
 */
export async function kafkaProducer (kafka: Kafka): Promise<Producer> {
  const inTurn = oneAtATime()
  const known = new Set<string>()
  let current: KafkaProducer | undefined = await connect(kafka)

  const sendNow = async (records: readonly OutRecord[]) => {
    refuseUnsendable(records)
    await refuseUnknownTopics(kafka, records, known)
    current ??= await connect(kafka)
    try {
      await current.sendBatch({
        acks: -1, timeout: 10_000, compression: kafkajs.CompressionTypes.ZSTD,
        topicMessages: [...Map.groupBy(records, record => record.topic)].map(([topic, mine]) => ({ topic, messages: mine.map(messageOf) }))
      })
    } catch (error) {
      // Its sequence is off from here on, whatever the error was; the next send begins with a producer id of its own.
      const failed = current
      current = undefined
      known.clear()
      await disconnect(failed)
      throw refusalOf(error as Error) ?? error
    }
  }

  return {
    send: async records => {
      if (records.length > 0) await inTurn(() => sendNow(records)) // guard: serial send
    },
    close: async () => {
      if (current) await disconnect(current)
    }
  }
}

async function connect (kafka: Kafka): Promise<KafkaProducer> {
  const producer = kafka.producer({
    idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner // murmur2, the same partitions as Java's
  })
  try {
    await producer.connect()
    return producer
  } catch (error) {
    await disconnect(producer)
    throw error
  }
}

async function disconnect (producer: KafkaProducer): Promise<void> {
  await within(5_000, 'Leaving the broker', producer.disconnect()).catch(() => {})
}

/** A topic that is missing makes kafkajs fail every send; so it is asked for before, and only the records of that topic are refused. */
async function refuseUnknownTopics (kafka: Kafka, records: readonly OutRecord[], known: Set<string>): Promise<void> {
  const strange = (record: OutRecord) => !known.has(record.topic)
  if (!records.some(strange)) return
  for (const topic of await withAdmin(kafka, admin => admin.listTopics())) known.add(topic)
  const index = records.findIndex(strange)
  if (index >= 0) throw new RecordRefused(`There is no topic ${records[index]?.topic}.`, index)
}

export async function withAdmin<T> (kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await within(5_000, 'Leaving the broker', admin.disconnect()).catch(() => {})
  }
}

function messageOf ({ key, value, headers, time }: OutRecord) {
  return { key, value, headers, timestamp: String(timestampOf(time, Date.now())) }
}

/**
 * The record's own timestamp only steers how long the broker keeps it; what the event says is in `ce_time`.
 * So a time long past becomes today's midnight (the broker would drop the record at once), which is a day still and not an instant.
 */
export function timestampOf (time: string, now: number): number {
  const midnight = now - now % DAY
  const said = Date.parse(time)
  return said < midnight - DAY || said > now ? midnight : said
}

const forEver = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP', 'INVALID_TOPIC_EXCEPTION'])

/** What the broker says no to, and always will. */
function refusalOf (error: Error): RecordRefused | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const type = (cause as { type?: unknown }).type
    if (typeof type === 'string' && forEver.has(type)) return new RecordRefused(`The broker refuses the record: ${cause.message}`)
  }
  return undefined
}
