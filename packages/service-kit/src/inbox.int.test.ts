import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import type { EventContract } from './event.ts'
import { receiveBatch, redrive, type Reaction } from './inbox.ts'
import { Refusal } from './refusal.ts'
import type { Batch, InRecord, Log } from './transport/transport.ts'

const stepTaken: EventContract<{ step: number }> = { topic: 'int.kit.walk.v1', type: 'step-taken', data: z.object({ step: z.number().int() }) }
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

let database: TestDatabase
beforeAll(async () => {
  database = await databaseOf('kit')
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  await owner.query('create table step (place bigint generated always as identity, walker text, step int)')
  await owner.end()
})
afterAll(() => database.drop())

/** Notes steps; refuses the steps named, for as long as they are. */
function walk (refused = new Set<number>()): Reaction<{ step: number }> {
  return {
    name: `note-steps-${randomUUID()}`,
    contract: stepTaken,
    react: async (tx, event) => {
      await tx.query('insert into step (walker, step) values ($1, $2)', [event.key, event.data.step])
      if (refused.has(event.data.step)) throw new Refusal('conflict', 'step-refused', 'This step cannot be taken.')
    }
  }
}

const recordOf = (key: string, value: string | null, { id = randomUUID(), type = 'step-taken' }: { id?: string, type?: string } = {}): InRecord => ({
  topic: 'int.kit.walk.v1', key, value, time: '2026-01-01', partition: 0, offset: '0', headers: { ce_id: id, ce_type: type, ce_time: '2026-01-01' }
})
const stepOf = (key: string, step: number, options?: { id?: string, type?: string }) => recordOf(key, JSON.stringify({ step }), options)
const batchOf = (...records: InRecord[]): Batch => ({ topic: 'int.kit.walk.v1', partition: 0, records })
const receive = (reactions: Reaction[], ...records: InRecord[]) => receiveBatch(database.pool, reactions, batchOf(...records), silent)

async function stepsOf (walker: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ step: number }>('select s.step from step s where s.walker = $1 order by s.place', [walker])
  return rows.map(row => row.step)
}
const count = async (table: string, consumer: string) =>
  (await database.pool.query(`select from ${table} where consumer = $1`, [consumer])).rowCount

describe('receiving a batch', () => {
  test('When a batch comes twice, and an event twice within it, then each effect happens once and in order', async () => {
    const [reaction, walker] = [walk(), randomUUID()]
    const steps = [1, 2, 3].map(step => stepOf(walker, step))
    expect(await receive([reaction], ...steps, ...steps)).toEqual({ duplicates: 3 })
    expect(await receive([reaction], ...steps, stepOf(walker, 4))).toEqual({ duplicates: 3 })
    expect(await stepsOf(walker)).toEqual([1, 2, 3, 4])
  })

  test('When a batch comes to two processes at once, then each effect happens once', async () => {
    const [reaction, walker] = [walk(), randomUUID()]
    const steps = Array.from({ length: 50 }, (_, step) => stepOf(walker, step))
    await Promise.all([receive([reaction], ...steps), receive([reaction], ...steps)])
    expect(await stepsOf(walker)).toEqual(steps.map((_, step) => step))
  })

  test('When two processes get the same batch in opposite order, again and again, then neither is broken off', async () => {
    const reaction = walk()
    for (let round = 0; round < 8; round += 1) {
      const walker = randomUUID()
      const steps = Array.from({ length: 300 }, (_, step) => stepOf(walker, step))
      await Promise.all([receive([reaction], ...steps), receive([reaction], ...steps.toReversed())])
      expect((await stepsOf(walker)).sort((a, b) => a - b)).toEqual(steps.map((_, step) => step))
    }
  })

  test('When the effect fails in the middle, then nothing is kept, neither effect nor inbox, and the next delivery does all', async () => {
    const walker = randomUUID()
    let broken = true
    const reaction = walk()
    const fragile: Reaction<{ step: number }> = {
      ...reaction,
      react: async (tx, event) => {
        await reaction.react(tx, event)
        if (broken && event.data.step === 2) throw new Error('The disk is full.')
      }
    }
    const steps = [1, 2, 3].map(step => stepOf(walker, step))
    await expect(receive([fragile], ...steps)).rejects.toThrow('The disk is full.')
    expect(await stepsOf(walker)).toEqual([])
    expect(await count('inbox', reaction.name)).toBe(0)

    broken = false
    await receive([fragile], ...steps)
    expect(await stepsOf(walker)).toEqual([1, 2, 3])
  })

  test('When one reaction knows how to take many, then it gets the new ones together, in order, and parsed', async () => {
    const seen: number[][] = []
    const reaction: Reaction<{ step: number }> = { ...walk(), reactToAll: async (_tx, events) => { seen.push(events.map(event => event.data.step)) } }
    const steps = [1, 2, 3, 4].map(step => stepOf('many', step))
    await receive([reaction], ...steps.slice(0, 2))
    await receive([reaction], ...steps)
    expect(seen).toEqual([[1, 2], [3, 4]])
  })

  test('When two reactions hear different types of one topic, then their effects keep the order of the records', async () => {
    const order: string[] = []
    const noting = (type: string): Reaction => ({
      name: `${type}-${randomUUID()}`, contract: { ...stepTaken, type }, react: async () => { order.push(type) }
    })
    const types = ['set-out', 'arrived', 'set-out', 'set-out', 'arrived']
    await receive([noting('set-out'), noting('arrived')], ...types.map(type => stepOf('k', 1, { type })))
    expect(order).toEqual(types)
  })

  test('When the type is of nobody here, then it is passed over', async () => {
    const reaction = walk()
    await receive([reaction], stepOf('stranger', 1, { type: 'something-else' }))
    expect(await count('inbox', reaction.name)).toBe(0)
  })

  test('When a tombstone comes twice, then the reaction hears of the end once', async () => {
    const ended: string[] = []
    const reaction: Reaction<{ step: number }> = { ...walk(), onTombstone: async (_tx, key) => { ended.push(key) } }
    const [walker, end] = [randomUUID(), randomUUID()]
    await receive([reaction], stepOf(walker, 1), recordOf(walker, null, { id: end }))
    await receive([reaction], recordOf(walker, null, { id: end }))
    expect(ended).toEqual([walker])
    expect(await stepsOf(walker)).toEqual([1])
  })
})

describe('putting aside what is refused', () => {
  test('When an event is refused, then it and what follows of its key wait, its effect is undone, and other keys flow', async () => {
    const reaction = walk(new Set([2]))
    const [a, b] = [randomUUID(), randomUUID()]
    await receive([reaction], stepOf(a, 1), stepOf(b, 1), stepOf(a, 2), stepOf(b, 3), stepOf(a, 3))
    await receive([reaction], stepOf(a, 4), stepOf(b, 4))
    expect(await stepsOf(a)).toEqual([1])
    expect(await stepsOf(b)).toEqual([1, 3, 4])
    expect(await count('dead_letter', reaction.name)).toBe(3)
    expect(await count('parked_key', reaction.name)).toBe(1)
  })

  test.each([
    ['is not JSON', '{"step":'],
    ['does not fit the contract', '{"step":"one"}']
  ])('When the value %s, then it becomes a dead letter that does not repeat the value in its reason', async (_what, value) => {
    const [reaction, walker] = [walk(), randomUUID()]
    await receive([reaction], recordOf(walker, value), stepOf(walker, 2))
    const { rows } = await database.pool.query<{ data: string, reason: string }>(
      'select d.data, d.reason from dead_letter d where d.consumer = $1 order by d.position', [reaction.name])
    expect(rows.map(row => row.data)).toEqual([value, '{"step":2}'])
    expect(rows[0]?.reason).toContain('int.kit.walk.v1 step-taken')
    expect(rows[0]?.reason).not.toContain('one')
  })

  test('When a batch with a refused event comes again, then there is no second letter', async () => {
    const [reaction, walker] = [walk(new Set([1])), randomUUID()]
    const steps = [stepOf(walker, 1), stepOf(walker, 2)]
    await receive([reaction], ...steps)
    await receive([reaction], ...steps)
    expect(await count('dead_letter', reaction.name)).toBe(2)
  })

  test('When the cause is mended, then a redrive does the letters in order and the key flows again', async () => {
    const refused = new Set([2])
    const [reaction, walker] = [walk(refused), randomUUID()]
    await receive([reaction], ...[1, 2, 3].map(step => stepOf(walker, step)))
    expect(await redrive(database.pool, [reaction], reaction.name, walker)).toEqual({ done: 0, left: 2 })

    refused.clear()
    expect(await redrive(database.pool, [reaction], reaction.name, walker)).toEqual({ done: 2, left: 0 })
    await receive([reaction], stepOf(walker, 4))
    expect(await stepsOf(walker)).toEqual([1, 2, 3, 4])
    expect(await count('dead_letter', reaction.name)).toBe(0)
    expect(await count('parked_key', reaction.name)).toBe(0)
  })

  test('When an event comes in while its key is being redriven, then it neither overtakes nor is left behind', async () => {
    const [reaction, walker] = [walk(new Set([1])), randomUUID()]
    await receive([reaction], stepOf(walker, 1))
    let late: Promise<unknown> | undefined
    const slow: Reaction<{ step: number }> = {
      ...walk(), name: reaction.name,
      react: async (tx, event) => {
        late ??= receive([walk(), { ...walk(), name: reaction.name }], stepOf(walker, 2))
        await new Promise(resolve => setTimeout(resolve, 200))
        await tx.query('insert into step (walker, step) values ($1, $2)', [event.key, event.data.step])
      }
    }
    await redrive(database.pool, [slow], reaction.name, walker)
    await late
    const twos = (await stepsOf(walker)).filter((step, place, all) => all.indexOf(step) === place)
    expect(twos).toEqual([1, 2])
  })
})
