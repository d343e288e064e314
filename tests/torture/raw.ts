import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import kafkajs, { type KafkaMessage } from 'kafkajs'
import pg from 'pg'
import type { RawRecord } from './oracle.ts'
import { SEND, TERM } from './points.ts'

/** Where a record lies, to know when a reader has come to the end. */
export type Placed = RawRecord & { offset: number }

/** Everything in the event log of a database, read as its superuser with one statement. */
export async function rawOfPostgres (superUrl: string, topic: string): Promise<Placed[]> {
  const client = new pg.Client({ connectionString: superUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string, key: string, step: number, term: string | null, send: number | null, offset: number }>(/* sql */ `
      select e.id, e.key, (e.value::jsonb ->> 'step')::int as step, e.headers ->> $2 as term, (e.headers ->> $3)::int as send, e.position as offset
        from event_log e
       where e.topic = $1
       order by e.position`, [topic, TERM, SEND])
    return rows.map(row => ({ ...row, offset: Number(row.offset), term: row.term ?? '', send: row.send ?? 0, partition: 0 }))
  } finally {
    await client.end()
  }
}

/** Everything on a topic, by a plain consumer of its own group with nothing of the product around it. */
export async function rawOfKafka (brokers: string, topic: string): Promise<Placed[]> {
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
    compress: () => { throw new Error('The oracle only reads.') },
    decompress: promisify(zstdDecompress)
  })
  const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), clientId: 'oracle', logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  const consumer = kafka.consumer({ groupId: `oracle-${randomUUID()}`, maxWaitTimeInMs: 100 })
  try {
    await admin.connect()
    await consumer.connect()
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]))
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    return await readTo(ends, consumer)
  } finally {
    await Promise.allSettled([consumer.disconnect(), admin.disconnect()])
  }
}

const LONGEST_READ = 90_000

function readTo (ends: Map<number, number>, consumer: kafkajs.Consumer): Promise<Placed[]> {
  const records: Placed[] = []
  const open = new Set([...ends].filter(([, high]) => high > 0).map(([partition]) => partition))
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The log could not be read to its end within ${LONGEST_READ / 1000} s.`)), LONGEST_READ)
    const close = (partition?: number) => {
      if (partition !== undefined) open.delete(partition)
      if (open.size > 0) return
      clearTimeout(late)
      resolve(records)
    }
    close()
    consumer.run({
      eachMessage: async ({ partition, message }) => {
        records.push(recordOf(partition, message))
        if (Number(message.offset) + 1 >= (ends.get(partition) ?? 0)) close(partition)
      }
    }).catch(reject)
  })
}

function recordOf (partition: number, { key, value, headers = {}, offset }: KafkaMessage): Placed {
  const { step } = JSON.parse(value?.toString() ?? '{}') as { step: number }
  return { partition, offset: Number(offset), id: String(headers['ce_id']), key: key?.toString() ?? '', step, term: String(headers[TERM]), send: Number(String(headers[SEND])) }
}
