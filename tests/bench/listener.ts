// Who hears events: the kit's inbox with one row as the effect of each, or kafkajs alone.
import { startReactions } from '@weft/service-kit/consume'
import { openPool, type Sql } from '@weft/service-kit/database'
import type { InEvent } from '@weft/service-kit/event'
import type { Reaction } from '@weft/service-kit/inbox'
import { kafkaClient } from '@weft/service-kit/transport/kafka-client'
import { openTransport } from '@weft/service-kit/transport/open'
import type { Batch, Transport } from '@weft/service-kit/transport/transport'
import { noteOn, now, type Note } from './note.ts'
import { answerOrders } from './other-process.ts'

export type ListenOrder = { do: 'listen', topic: string, way: 'bare' | 'kafka' | 'postgres' } | { do: 'await', count: number } | { do: 'stop' }
/** When the last effect was committed (milliseconds since 1970), and of those that say when they left, how long each took. */
export type Heard = { lastAt: number, delays: number[] }

const LONGEST_MS = 240_000
const log = { info: () => {}, warn: () => {}, error: () => {} }
const brokers = process.env['KAFKA_BROKERS'] ?? ''
const pool = openPool(process.env['DATABASE_URL'] ?? '', { onIdleError: () => {} })
const heard: Heard = { lastAt: 0, delays: [] }
const closers: (() => Promise<void>)[] = []
let count = 0

answerOrders<ListenOrder, Heard>(async order => {
  if (order.do === 'listen') await (order.way === 'bare' ? listenBare(order.topic) : listen(order.topic, order.way))
  else if (order.do === 'await') await untilCounted(order.count)
  else for (const close of closers.reverse()) await close()
  return heard
})

const effect = (topic: string): Reaction<Note> => ({
  name: 'keep-note', contract: noteOn(topic),
  react: (tx, event) => keepAll(tx, [event]),
  reactToAll: keepAll
})

async function keepAll (tx: Sql, events: readonly InEvent<Note>[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into effect (event_id, key, data)
    select e.event_id, e.key, e.data from unnest($1::uuid[], $2::text[], $3::json[]) as e (event_id, key, data)`,
    [events.map(event => event.id), events.map(event => event.key), events.map(event => JSON.stringify(event.data))])
}

async function listen (topic: string, way: 'kafka' | 'postgres'): Promise<void> {
  const sources = JSON.parse(process.env['EVENT_SOURCES'] ?? '{}') as Record<string, string>
  const transport = openTransport({ EVENTS: way, KAFKA_BROKERS: brokers, EVENT_SOURCES: sources, name: 'ear', pool, log })
  const noting: Pick<Transport, 'consumer'> = { consumer: (options, handle) => transport.consumer(options, async (batch, context) => { await handle(batch, context); note(batch) }) }
  const consumer = await startReactions({ transport: noting, pool, group: `ear-${way}`, reactions: [effect(topic)] as Reaction[], log })
  closers.push(() => pool.end(), () => transport.close(), () => consumer.stop())
}

/** After the commit, not within it. */
function note ({ records }: Batch): void {
  heard.lastAt = now()
  count += records.length
  for (const { value } of records) {
    const { at } = JSON.parse(value ?? '{}') as Note
    if (at > 0) heard.delays.push(heard.lastAt - at)
  }
}

async function listenBare (topic: string): Promise<void> {
  const consumer = kafkaClient({ brokers, clientId: 'bench-bare', log }).consumer({ groupId: 'bench-bare' })
  closers.push(() => pool.end(), () => consumer.disconnect())
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  const joined = new Promise<void>(resolve => { consumer.on(consumer.events.GROUP_JOIN, () => resolve()) })
  await consumer.run({ eachBatch: async ({ batch }) => {
    count += batch.messages.length
    heard.lastAt = now()
  } })
  await joined
}

async function untilCounted (wanted: number): Promise<void> {
  const until = performance.now() + LONGEST_MS
  while (count < wanted) {
    if (performance.now() > until) throw new Error(`Of ${wanted} events ${count} were heard in ${LONGEST_MS / 1_000} s.`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
