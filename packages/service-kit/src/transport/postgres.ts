import type pg from 'pg'
import { inTransaction, type Sql } from '../database.ts'
import { readSource, type Reader } from './postgres-reader.ts'
import { oneAtATime, refuseUnsendable } from './record.ts'
import { RecordRefused, type Consumer, type ConsumerOptions, type Handler, type Log, type OutRecord, type Transport } from './transport.ts'

export type PostgresOptions = {
  /** The service's own database, as the app's role: the log of what it sends, the cursors of what it reads. */
  pool: pg.Pool
  /** The service's name. It can send only to topics whose second part is this. */
  source: string
  /** Producing service → url of the role that may read this service's topics in that database. */
  sources: Readonly<Record<string, string>>
  log: Log
}

/**
 * Events without a broker: each producer keeps a log in its own database, each consumer reads it and keeps its own place.
 * One process of a group reads a source at a time; the others wait to take over. Partitions and rebalancing are Kafka's.
 */
export function openPostgres ({ pool, source, sources, log }: PostgresOptions): Transport {
  const consumers = new Set<Consumer>()
  return {
    producer: async () => {
      const inTurn = oneAtATime()
      return {
        send: records => inTurn(async () => {
          refuseUnsendable(records)
          refuseForeign(records, source)
          await inTransaction(pool, tx => append(tx, records))
        }),
        close: async () => {}
      }
    },
    consumer: async (options, handle) => {
      const consumer = consume(options, handle, { pool, sources, log })
      consumers.add(consumer)
      return { ...consumer, stop: async () => { consumers.delete(consumer); await consumer.stop() } }
    },
    // A topic here is a name in a column, and every producer has its own.
    ensureTopics: async () => {},
    close: async () => { await Promise.all([...consumers].map(consumer => consumer.stop())) }
  }
}

const sourceOf = (topic: string) => topic.split('.')[1] ?? ''

function refuseForeign (records: readonly OutRecord[], source: string): void {
  const index = records.findIndex(({ topic }) => sourceOf(topic) !== source)
  if (index >= 0) throw new RecordRefused(`${records[index]?.topic} is no topic of ${source}: nobody would look for it here.`, index)
}

/**
 * Adds to the log. The lock makes positions become visible in their order: without it a reader could pass a position
 * that was handed out but not yet committed, and never come back to it.
 */
async function append (tx: Sql, records: readonly OutRecord[]): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('event_log', 0))`)
  await tx.query(/* sql */ `
    insert into event_log (topic, id, key, time, headers, value)
    select r.topic, r.id, r.key, r.time, r.headers::jsonb, r.value
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
           with ordinality as r (topic, id, key, time, headers, value, place)
     order by r.place`,
    [
      records.map(record => record.topic), records.map(record => record.headers['ce_id'] ?? null), records.map(record => record.key),
      records.map(record => record.time), records.map(record => JSON.stringify(record.headers)), records.map(record => record.value)
    ])
  await endKeys(tx, records.filter(record => record.value === null))
}

/** A tombstone takes out what was said under its key before it, as compaction does in Kafka: whoever left is not kept in a log. */
async function endKeys (tx: Sql, tombstones: readonly OutRecord[]): Promise<void> {
  if (tombstones.length === 0) return
  await tx.query(/* sql */ `
    delete from event_log e
     using unnest($1::text[], $2::text[]) as t (topic, key)
     where e.topic = t.topic and e.key = t.key
       and e.position < (select max(l.position) from event_log l where l.topic = t.topic and l.key = t.key and l.value is null)`,
    [tombstones.map(record => record.topic), tombstones.map(record => record.key)])
}

function consume (options: ConsumerOptions, handle: Handler, { pool, sources, log }: Pick<PostgresOptions, 'pool' | 'sources' | 'log'>): Consumer {
  const bySource = Map.groupBy(options.topics, sourceOf)
  for (const source of bySource.keys()) {
    if (sources[source] === undefined) throw new Error(`${options.group} has no way to read the events of ${source}.`)
  }
  const readers: Reader[] = [...bySource].map(([source, topics]) =>
    readSource({ pool, source, url: sources[source] ?? '', group: options.group, topics, maxBatch: options.maxBatch, handle, log }))
  return {
    stop: async () => { await Promise.all(readers.map(reader => reader.stop())) },
    stalledFor: () => Math.max(0, ...readers.map(reader => reader.stalledFor())),
    waiting: async () => (await Promise.all(readers.map(reader => reader.waiting()))).flat()
  }
}
