import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { inTransaction } from './database.ts'
import type { EventContract } from './event.ts'
import { buildHttp, type Http } from './http.ts'
import { receiveBatch, type Reaction } from './inbox.ts'
import { appendToOutbox } from './outbox.ts'
import { parkedReply, parkedRoutes } from './parked.ts'
import { Refusal } from './refusal.ts'

const log = pino({ level: 'silent' })
const topic = 'int.kit.walk.v1'
const stepTaken: EventContract<{ step: number }> = { topic, type: 'step-taken', data: z.object({ step: z.int() }) }

let database: TestDatabase
let door: TestDoor
let app: Http
let refusing = true
let taken: number[] = []
let woken = 0

const takeSteps: Reaction<{ step: number }> = {
  name: 'take-steps', contract: stepTaken,
  react: async (_tx, { data }) => {
    if (refusing) throw new Refusal('conflict', 'no-road', 'There is no road.')
    taken.push(data.step)
  }
}

beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('kit'), openDoor()])
  // Whoever may do everything that the service itself knows of.
  app = buildHttp({ log, routes: [parkedRoutes({ pool: database.pool, reactions: [takeSteps], wake: () => { woken++ } })], verify: await door.verifierFor('kit'), may: () => true })
})
afterAll(async () => {
  await app.close()
  await database.drop()
})
beforeEach(async () => {
  [refusing, taken, woken] = [true, [], 0]
  for (const table of ['dead_letter', 'parked_key', 'outbox', 'outbox_parked']) await database.pool.query(`delete from ${table}`)
})

const ask = async (method: 'GET' | 'POST', url: string, { body, roles = ['operator'] }: { body?: object, roles?: string[] } = {}) =>
  app.inject({ method, url, headers: { authorization: await door.tokenFor('kit', { subject: 's', roles }) }, ...(body !== undefined && { payload: body }) })
const come = (key: string, ...steps: number[]) => receiveBatch(database.pool, [takeSteps], {
  topic, partition: 0,
  records: steps.map(step => ({ topic, key, value: JSON.stringify({ step }), time: '2026-01-01', partition: 0, offset: '0', headers: { ce_id: randomUUID(), ce_type: 'step-taken' } }))
}, log)

async function parkUnsendable (key: string, ...data: string[]): Promise<void> {
  await inTransaction(database.pool, tx => appendToOutbox(tx, data.map(text => ({ id: randomUUID(), topic, key, type: 'step-taken', time: '2026-01-01', data: text }))))
  await database.pool.query(`with gone as (delete from outbox returning *) insert into outbox_parked (position, id, topic, key, type, time, data, reason) select position, id, topic, key, type, time, data, 'The topic does not exist.' from gone`)
}

describe('what is held up', () => {
  test('When it is listed, then each key has its number and first reason, and nothing of its events', async () => {
    await come('k1', 4711, 4712)
    await parkUnsendable('k2', '{"step":4713}')
    const reply = await ask('GET', '/parked')
    expect(reply.json()).toEqual({
      parked: [
        { consumer: 'take-steps', topic, key: 'k1', events: 2, reason: 'There is no road.' },
        { consumer: null, topic, key: 'k2', events: 1, reason: 'The topic does not exist.' }
      ],
      next: null
    })
    expect(reply.body).not.toContain('471')
  })

  test('When there is more than a page, then the pages together have every key once', async () => {
    for (let at = 0; at < 230; at++) await come(`k${at}`, 1)
    const keys: string[] = []
    for (let from: number | null = 0; from !== null;) {
      const page: z.infer<typeof parkedReply> = parkedReply.parse((await ask('GET', `/parked?from=${from}`)).json())
      keys.push(...page.parked.map(({ key }) => key))
      from = page.next
    }
    expect(keys).toHaveLength(230)
    expect(new Set(keys).size).toBe(230)
  })

  test('When the cause is mended and the key tried again, then its events are applied in order and it is held up no more', async () => {
    await come('k1', 1, 2)
    expect((await ask('POST', '/parked/redrive', { body: { consumer: 'take-steps', key: 'k1' } })).json()).toEqual({ done: 0, left: 2 })
    refusing = false
    expect((await ask('POST', '/parked/redrive', { body: { consumer: 'take-steps', key: 'k1' } })).json()).toEqual({ done: 2, left: 0 })
    await come('k1', 3)
    expect(taken).toEqual([1, 2, 3])
    expect((await ask('GET', '/parked')).json()).toEqual({ parked: [], next: null })
    expect(woken).toBeGreaterThan(0)
  })

  test('When what could not be sent is returned, then it is in the outbox in its order and sending is woken', async () => {
    await parkUnsendable('k2', '1', '2')
    expect((await ask('POST', '/parked/return', { body: { topic, key: 'k2' } })).json()).toEqual({ returned: 2 })
    const { rows } = await database.pool.query<{ data: string }>('select o.data from outbox o order by o.position')
    expect([rows.map(row => row.data), woken]).toEqual([['1', '2'], 1])
  })

  test('When nothing is held up under a key, or the consumer is unknown, then it says so', async () => {
    const replies = await Promise.all([
      ask('POST', '/parked/redrive', { body: { consumer: 'take-steps', key: 'k' } }), ask('POST', '/parked/redrive', { body: { consumer: 'nobody', key: 'k' } }),
      ask('POST', '/parked/return', { body: { topic, key: 'k' } })
    ])
    expect(replies.map(reply => [reply.statusCode, reply.json<{ code: string }>().code])).toEqual([[404, 'nothing-parked'], [404, 'no-such-reaction'], [404, 'nothing-parked']])
  })

  test('When anybody but the operator asks, then it is forbidden, whatever the service allows them', async () => {
    await come('k1', 1)
    const roles = ['owner', 'member']
    const replies = await Promise.all([
      ask('GET', '/parked', { roles }), ask('POST', '/parked/redrive', { roles, body: { consumer: 'take-steps', key: 'k1' } }), ask('POST', '/parked/return', { roles, body: { topic, key: 'k1' } })
    ])
    expect(replies.map(reply => reply.statusCode)).toEqual([403, 403, 403])
    expect((await app.inject({ url: '/parked' })).statusCode).toBe(401)
  })
})
