// Who sends events: fills an outbox, runs the kit's relay on it, or uses kafkajs alone.
import { randomUUID } from 'node:crypto'
import kafkajs from 'kafkajs'
import { inTransaction, openPool } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { startRelay, type Relay } from '@weft/service-kit/relay'
import { kafkaClient } from '@weft/service-kit/transport/kafka-client'
import { openTransport } from '@weft/service-kit/transport/open'
import type { Transport } from '@weft/service-kit/transport/transport'
import { noteAt, noteOn, now } from './note.ts'
import { answerOrders } from './other-process.ts'

export type SendOrder =
  | { do: 'fill', topic: string, count: number }
  | { do: 'relay', way: 'kafka' | 'postgres' }
  | { do: 'pace', topic: string, perSecond: number, seconds: number }
  | { do: 'send-bare', topic: string, count: number }
  | { do: 'stop' }
export type Sent = { sent: number }

/** As many as the relay takes at once. */
const BATCH = 1_000
const log = { info: () => {}, warn: () => {}, error: () => {} }
const brokers = process.env['KAFKA_BROKERS'] ?? ''
const pool = openPool(process.env['DATABASE_URL'] ?? '', { onIdleError: () => {} })
let relay: Relay | undefined
let transport: Transport | undefined

const event = (topic: string, place: number, at = 0) => eventOf(noteOn(topic), { id: randomUUID(), key: `key-${place % 500}`, time: '2027-03-01', data: noteAt(at, place) })

answerOrders<SendOrder, Sent>(async order => {
  switch (order.do) {
    case 'fill': return fill(order.topic, order.count)
    case 'relay': return startSending(order.way)
    case 'pace': return pace(order.topic, order.perSecond, order.seconds)
    case 'send-bare': return sendBare(order.topic, order.count)
    case 'stop': return stop()
  }
})

async function fill (topic: string, count: number): Promise<Sent> {
  for (let from = 0; from < count; from += 5_000) {
    await inTransaction(pool, tx => appendToOutbox(tx, Array.from({ length: Math.min(5_000, count - from) }, (_, at) => event(topic, from + at))))
  }
  return { sent: count }
}

async function startSending (way: 'kafka' | 'postgres'): Promise<Sent> {
  transport = openTransport({ EVENTS: way, KAFKA_BROKERS: brokers, EVENT_SOURCES: {}, name: 'kit', pool, log })
  relay = startRelay({ pool, transport, source: 'kit', log })
  return { sent: 0 }
}

/** One event a transaction, each when it is due. */
async function pace (topic: string, perSecond: number, seconds: number): Promise<Sent> {
  const from = performance.now()
  const count = perSecond * seconds
  await Promise.all(Array.from({ length: count }, async (_, place) => {
    await new Promise(resolve => setTimeout(resolve, Math.max(1, from + place * 1_000 / perSecond - performance.now())))
    await inTransaction(pool, tx => appendToOutbox(tx, [event(topic, place, now())]))
    relay?.poke()
  }))
  return { sent: count }
}

async function sendBare (topic: string, count: number): Promise<Sent> {
  const producer = kafkaClient({ brokers, clientId: 'bench-bare', log }).producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  for (let from = 0; from < count; from += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => ({ key: `key-${(from + at) % 500}`, value: JSON.stringify(noteAt(0, from + at)), headers: { ce_id: randomUUID() } }))
    await producer.sendBatch({ acks: -1, compression: kafkajs.CompressionTypes.ZSTD, topicMessages: [{ topic, messages }] })
  }
  await producer.disconnect()
  return { sent: count }
}

async function stop (): Promise<Sent> {
  await relay?.stop()
  await transport?.close()
  await pool.end()
  return { sent: 0 }
}
