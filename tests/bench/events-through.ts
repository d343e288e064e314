import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { databaseOf } from '@weft/testkit/database'
import { startPostgres } from '@weft/testkit/postgres'
import { startKafka } from '../../infra/kafka/broker.ts'
import { percentile, profiling, type Figure, type Measured, type Options, type Row } from './figure.ts'
import { startOther } from './other-process.ts'
import type { Heard, ListenOrder } from './listener.ts'
import type { SendOrder, Sent } from './sender.ts'

const EVENTS = 40_000
const [PER_SECOND, SECONDS] = [500, 15]
const silent = { info: () => {}, warn: () => {}, error: () => {} }

export const row: Row = { title: 'An event from the outbox over the transport to its effect in another database', measure }

async function measure (options: Options): Promise<Measured> {
  const dataDir = mkdtempSync(join(tmpdir(), 'weft-bench-kafka-'))
  const kafka = await startKafka({ dataDir })
  const postgres = await startPostgres()
  try {
    const bare = await onceThrough(options, postgres.url, kafka.brokers, 'bare')
    const overKafka = await onceThrough(options, postgres.url, kafka.brokers, 'kafka')
    const overPostgres = await onceThrough(options, postgres.url, '', 'postgres')
    return {
      figures: [...figuresOf('kafka', overKafka, 5_000), ...figuresOf('postgres', overPostgres)],
      beside: [{ what: 'kafkajs alone: batches of the same size, the same broker', value: bare.rate, unit: 'events/s' }],
      ratio: { what: 'outbox to effect over kafkajs alone', value: overKafka.rate / bare.rate }
    }
  } finally {
    await kafka.stop()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Through = { rate: number, delays: number[], effects: number }

const figuresOf = (transport: string, { rate, delays, effects }: Through, atLeast?: number): Figure[] => [
  { what: `${transport}: a full outbox sent, received and applied`, value: rate, unit: 'events/s', ...atLeast !== undefined && { target: { atLeast } } },
  { what: `${transport}: p50 from commit to effect at ${PER_SECOND}/s`, value: percentile(delays, 0.5), unit: 'ms' },
  { what: `${transport}: p95 from commit to effect at ${PER_SECOND}/s`, value: percentile(delays, 0.95), unit: 'ms', target: { below: 1_000 } },
  { what: `${transport}: lost or doubled`, value: Math.abs(EVENTS + PER_SECOND * SECONDS - effects), unit: 'events', target: { atMost: 0 } }
]

/** Sender and listener as two processes, each with a database of its own; `bare` leaves outbox, inbox and effect out. */
async function onceThrough (options: Options, server: string, brokers: string, way: 'bare' | 'kafka' | 'postgres'): Promise<Through> {
  const [kit, ear] = [await databaseOf('kit', { server }), await databaseOf('ear', { server })]
  const topic = `int.kit.bench-${way}.v1`
  await asOwner(ear.ownerUrl, 'create table effect (event_id uuid primary key, key text not null, data json not null); grant insert, select on effect to ear')
  if (brokers !== '') await makeTopic(brokers, topic)
  const sources = way === 'postgres' ? { kit: await kit.readerFor('ear', [topic]) } : {}
  const program = (name: string) => `${import.meta.dirname}/${name}.ts`
  const sender = startOther<SendOrder, Sent>(program('sender'), { DATABASE_URL: kit.appUrl, KAFKA_BROKERS: brokers }, profiling(options))
  const listener = startOther<ListenOrder, Heard>(program('listener'), { DATABASE_URL: ear.appUrl, KAFKA_BROKERS: brokers, EVENT_SOURCES: JSON.stringify(sources) }, profiling(options))
  try {
    if (way !== 'bare') await sender.ask({ do: 'fill', topic, count: EVENTS })
    await listener.ask({ do: 'listen', topic, way })
    const from = performance.timeOrigin + performance.now()
    await sender.ask(way === 'bare' ? { do: 'send-bare', topic, count: EVENTS } : { do: 'relay', way })
    const { lastAt } = await listener.ask({ do: 'await', count: EVENTS })
    const rate = EVENTS / ((lastAt - from) / 1_000)
    if (way === 'bare') return { rate, delays: [], effects: 0 }
    await sender.ask({ do: 'pace', topic, perSecond: PER_SECOND, seconds: SECONDS })
    const { delays } = await listener.ask({ do: 'await', count: EVENTS + PER_SECOND * SECONDS })
    return { rate, delays, effects: await countOf(ear.pool) }
  } finally {
    await sender.ask({ do: 'stop' })
    await listener.ask({ do: 'stop' })
    await Promise.all([sender.stop(), listener.stop()])
    await Promise.all([kit.drop(), ear.drop()])
  }
}

async function makeTopic (brokers: string, name: string): Promise<void> {
  const transport = openKafka({ brokers, clientId: 'bench', log: silent })
  await transport.ensureTopics([{ name, partitions: 4, cleanup: 'delete' }])
  await transport.close()
}

async function asOwner (url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

async function countOf (pool: pg.Pool): Promise<number> {
  const { rows: [row] } = await pool.query<{ count: number }>('select count(*) as count from effect')
  return row?.count ?? 0
}
