import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { inTransaction } from './database.ts'
import type { OutEvent } from './event.ts'
import { appendToOutbox, returnParkedEvents } from './outbox.ts'
import { startRelay, type Relay } from './relay.ts'
import { RecordRefused, type Log, type OutRecord, type Transport } from './transport/transport.ts'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

let database: TestDatabase
const relays: Relay[] = []
beforeAll(async () => { database = await databaseOf('kit') })
afterEach(async () => {
  await Promise.all(relays.splice(0).map(relay => relay.stop()))
  await database.pool.query('delete from outbox')
  await database.pool.query('delete from outbox_parked')
})
afterAll(() => database.drop())

type Post = { sent: OutRecord[], terms: number, sending: number, most: number, transport: Pick<Transport, 'producer'> }

/** A receiving end that keeps what it accepted. `deliver` may wait or throw before a batch is accepted. */
function postOf (deliver: (records: readonly OutRecord[]) => Promise<void> | void = () => {}): Post {
  const post: Post = {
    sent: [], terms: 0, sending: 0, most: 0,
    transport: {
      producer: async () => {
        post.terms++
        return {
          send: async records => {
            post.most = Math.max(post.most, ++post.sending)
            try {
              await deliver(records)
              post.sent.push(...records)
            } finally {
              post.sending--
            }
          },
          close: async () => {}
        }
      }
    }
  }
  return post
}

function relayTo (post: Post, log = silent): Relay {
  const relay = startRelay({ pool: database.pool, transport: post.transport, source: 'kit', log })
  relays.push(relay)
  return relay
}

const eventOf = (key: string, data: string | null): OutEvent => ({ id: randomUUID(), topic: 'int.kit.walk.v1', key, type: 'step-taken', time: '2026-01-01', data })
const store = (...events: OutEvent[]) => inTransaction(database.pool, tx => appendToOutbox(tx, events))
const left = async () => (await database.pool.query<{ data: string }>('select o.data from outbox o order by o.position')).rows.map(row => row.data)
const parked = async () => (await database.pool.query<{ data: string }>('select o.data from outbox_parked o order by o.position')).rows.map(row => row.data)
const until = (what: () => boolean | Promise<boolean>) => expect.poll(what, { timeout: 15_000, interval: 20 }).toBe(true)
const valuesOf = (post: Post) => post.sent.map(record => record.value)

test('When a transaction is rolled back, then its events never leave; when it commits, they leave in order and are forgotten', async () => {
  const post = postOf()
  const relay = relayTo(post)
  await inTransaction(database.pool, async tx => {
    await appendToOutbox(tx, [eventOf('k', 'never')])
    throw new Error('Changed my mind.')
  }).catch(() => {})
  await store(eventOf('k', '1'), eventOf('k', null), eventOf('k', '3'))
  relay.poke()
  await until(() => post.sent.length === 3)
  expect(valuesOf(post)).toEqual(['1', null, '3'])
  await until(async () => (await left()).length === 0)
})

test('When an event leaves, then its attributes are CloudEvents headers', async () => {
  const post = postOf()
  relayTo(post)
  const event = eventOf('k', '{"step":1}')
  await store(event)
  await until(() => post.sent.length === 1)
  expect(post.sent[0]).toEqual({
    topic: event.topic, key: 'k', value: '{"step":1}', time: '2026-01-01',
    headers: { ce_specversion: '1.0', ce_id: event.id, ce_type: 'step-taken', ce_source: '/weft/kit', ce_time: '2026-01-01', 'content-type': 'application/json' }
  })
})

test('When 100,000 events are stored in one transaction, then all leave, in order, in batches of at most a megabyte', async () => {
  const sizes: number[] = []
  const post = postOf(records => { sizes.push(records.reduce((sum, record) => sum + (record.value?.length ?? 0), 0)) })
  const events = Array.from({ length: 100_000 }, (_, place) => eventOf(`k${place % 100}`, String(place)))
  await store(...events)
  await store(...['a', 'b', 'c'].map(letter => eventOf('large', letter.repeat(600_000))))
  relayTo(post)
  await until(async () => post.sent.length === 100_003 && (await left()).length === 0)
  expect(valuesOf(post).slice(0, 100_000)).toEqual(events.map(event => event.data))
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000_000)
})

test('When a row with a lower position becomes visible while a batch is under way, then it is sent and not deleted unsent', async () => {
  const slow = new pg.Client(database.appUrl)
  await slow.connect()
  let release = () => {}
  const gate = new Promise<void>(resolve => { release = resolve })
  const post = postOf(() => gate)

  await slow.query('begin')
  await appendToOutbox(slow, [eventOf('early', 'low')])
  await store(eventOf('late', 'high'))
  relayTo(post)
  await until(() => post.sending === 1)
  await slow.query('commit')
  release()
  await until(() => post.sent.length === 2)
  expect(valuesOf(post)).toEqual(['high', 'low'])
  await slow.end()
})

test('When a send fails, then nothing is deleted, a new producer is made and the same events are sent again', async () => {
  let failures = 2
  const post = postOf(() => { if (failures-- > 0) throw new Error('The broker is away.') })
  await store(eventOf('k', '1'), eventOf('k', '2'))
  relayTo(post)
  await until(() => post.sent.length === 2)
  expect(valuesOf(post)).toEqual(['1', '2'])
  expect(post.terms).toBe(3)
})

test('When two relays run, then one sends and the other takes over when it stops', async () => {
  const [first, second] = [postOf(() => new Promise(resolve => setTimeout(resolve, 30))), postOf()]
  const one = relayTo(first)
  await until(() => first.terms === 1)
  relayTo(second)
  for (let step = 0; step < 10; step++) await store(eventOf('k', String(step)))
  await until(async () => (await left()).length === 0)
  expect(valuesOf(first)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
  expect(second.sent).toEqual([])

  await one.stop()
  await store(eventOf('k', '10'))
  await until(() => second.sent.length === 1)
})

test('When the session of the relay is cut, then it begins again and nothing is lost', async () => {
  const post = postOf()
  relayTo(post)
  await store(eventOf('k', '1'))
  await until(() => post.sent.length === 1)
  const root = new pg.Client(database.superUrl)
  await root.connect()
  await root.query(`select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
                     where l.locktype = 'advisory' and d.datname = current_database() and l.pid <> pg_backend_pid()`)
  await root.end()
  await store(eventOf('k', '2'))
  await until(() => post.sent.some(record => record.value === '2'))
  expect(post.terms).toBe(2)
})

test('When a record can never be sent, then it and all of its key are parked, others flow, and once mended they leave in their old order', async () => {
  let mended = false
  const post = postOf(records => {
    if (!mended && records.some(record => record.value === 'bad')) throw new RecordRefused('The record is too large.')
  })
  const relay = relayTo(post)
  const steps = Array.from({ length: 40 }, (_, place) => eventOf(`k${place % 4}`, place === 9 ? 'bad' : String(place)))
  await store(...steps)
  await until(async () => (await left()).length === 0)
  const flowed = new Set(valuesOf(post))
  expect(steps.filter(step => !flowed.has(step.data)).map(step => step.data)).toEqual(await parked())
  expect((await parked())[0]).toBe('bad')
  expect(steps.filter(step => step.key !== 'k1').every(step => flowed.has(step.data))).toBe(true)

  await store(eventOf('k1', 'later'), eventOf('k2', 'other'))
  await until(() => post.sent.some(record => record.value === 'other'))
  await expect.poll(left, { timeout: 15_000, interval: 20 }).toEqual(['later'])

  mended = true
  const back = await parked()
  await inTransaction(database.pool, tx => returnParkedEvents(tx, { topic: 'int.kit.walk.v1', key: 'k1' }))
  relay.poke()
  await until(async () => (await left()).length === 0)
  expect(valuesOf(post).slice(-(back.length + 1))).toEqual([...back, 'later'])
})

test('When it is told to stop while sending, then the batch is finished and forgotten first', async () => {
  const post = postOf(() => new Promise(resolve => setTimeout(resolve, 100)))
  const relay = relayTo(post)
  await store(eventOf('k', '1'))
  await until(() => post.sending === 1)
  await relay.stop()
  expect(valuesOf(post)).toEqual(['1'])
  expect(await left()).toEqual([])
})
