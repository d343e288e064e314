import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openPool } from '../database.ts'
import { openPostgres } from './postgres.ts'
import type { InRecord, Log, OutRecord } from './transport.ts'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
const [open, secret] = ['pub.kit.open.v1', 'int.kit.secret.v1']

let sender: TestDatabase
let listener: TestDatabase
let readerUrl: string
beforeAll(async () => {
  [sender, listener] = [await databaseOf('kit'), await databaseOf('ear')]
  readerUrl = await sender.readerFor('ear', [open])
})
afterAll(async () => { await Promise.all([sender.drop(), listener.drop()]) })

const recordOf = (topic: string, key: string, value: string | null): OutRecord =>
  ({ topic, key, value, headers: { ce_id: randomUUID(), ce_type: 'said' }, time: '2026-01-01' })
const sending = (pool = sender.pool) => openPostgres({ pool, source: 'kit', sources: {}, log: silent })
const send = async (...records: OutRecord[]) => (await sending().producer()).send(records)

async function as<T> (url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('When a reader looks into the log, then it sees the topics granted and no other row, table or right', async () => {
  await send(recordOf(open, 'k', 'for all'), recordOf(secret, 'k', 'for few'))
  await as(readerUrl, async reader => {
    const { rows } = await reader.query<{ topic: string }>('select distinct e.topic from event_log e')
    expect(rows).toEqual([{ topic: open }])
    expect((await reader.query('select from event_log e where e.topic = $1', [secret])).rowCount).toBe(0)
    for (const attempt of [
      'delete from event_log', `insert into event_log (topic, key, time, headers) values ('x', 'x', 'x', '{}')`,
      'select from outbox', 'select from inbox', 'select from dead_letter', 'select from event_cursor',
      `insert into event_grant values (current_user, '${secret}')`, 'create table own (name text)'
    ]) await expect(reader.query(attempt), attempt).rejects.toThrow('permission denied')
  })
})

test('When a topic is no longer granted, then the next look does not show it', async () => {
  const url = await sender.readerFor('guest', [open, secret])
  await send(recordOf(secret, 'k', 'for few'))
  const seen = () => as(url, async reader => (await reader.query('select from event_log e where e.topic = $1', [secret])).rowCount)
  expect(await seen()).toBeGreaterThan(0)
  await sender.readerFor('guest', [open])
  expect(await seen()).toBe(0)
})

test('When the service itself would change what was sent, or who may read it, then it cannot', async () => {
  await expect(sender.pool.query(`update event_log set value = 'other'`)).rejects.toThrow('permission denied')
  await expect(sender.pool.query(`insert into event_grant values ('ear_reads_kit', '${secret}')`)).rejects.toThrow('permission denied')
})

test('When a key comes to its end, then nothing said before stays in the log, and what is said after does', async () => {
  const key = randomUUID()
  await send(recordOf(open, key, '1'), recordOf(secret, key, 'of another topic'))
  await send(recordOf(open, key, '2'), recordOf(open, key, null), recordOf(open, key, 'back again'))
  const { rows } = await sender.pool.query<{ topic: string, value: string | null }>('select e.topic, e.value from event_log e where e.key = $1 order by e.position', [key])
  expect(rows).toEqual([{ topic: secret, value: 'of another topic' }, { topic: open, value: null }, { topic: open, value: 'back again' }])
})

test('When four processes send at once while one reads, then the reader misses nothing and nothing overtakes within a sender', async () => {
  const topic = 'int.kit.race.v1'
  const url = await sender.readerFor('racer', [topic])
  const got: InRecord[] = []
  const listening = openPostgres({ pool: listener.pool, source: 'ear', sources: { kit: url }, log: silent })
  const consumer = await listening.consumer({ group: randomUUID(), topics: [topic], maxBatch: 20 }, async ({ records }) => { got.push(...records) })
  await Promise.all(['a', 'b', 'c', 'd'].map(async key => {
    const pool = openPool(sender.appUrl, { max: 1, onIdleError: () => {} })
    const producer = await sending(pool).producer()
    for (let step = 0; step < 150; step++) await producer.send([recordOf(topic, key, String(step)), recordOf(topic, key, `${step}+`)])
    await pool.end()
  }))
  await expect.poll(() => got.length, { timeout: 10_000 }).toBe(1_200)
  await consumer.stop()
  for (const [, records] of Map.groupBy(got, record => record.key)) {
    expect(records.map(record => record.value)).toEqual(Array.from({ length: 150 }, (_, step) => [String(step), `${step}+`]).flat())
  }
})

test('When the topics come from a service that cannot be read, then the start says so', async () => {
  const listening = openPostgres({ pool: listener.pool, source: 'ear', sources: {}, log: silent })
  await expect(listening.consumer({ group: 'g', topics: ['int.kit.race.v1'], maxBatch: 1 }, async () => {})).rejects.toThrow('no way to read the events of kit')
})
