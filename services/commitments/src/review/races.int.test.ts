import { inTransaction } from '@weft/service-kit/database'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openQuarterWorld, say, type QuarterWorld } from '../../test/quarter-world.ts'
import { actingAsHouse } from '../acting-as.ts'

let world: QuarterWorld
const Q4 = '2026-10-01'
const people = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'] as const
const idOf = async (personId: string) => (await world.reviewIn(Q4, personId))?.id ?? ''
const submit = async (n: number, by: 'self' | 'boss', value = 50) => world.act(await idOf(`P${n}`), by, by === 'self' ? `P${n}` : 'B', { items: [say(n, value)] })
const told = async (id: string) => (await world.told()).filter(({ key }) => key === id).map(({ data }) => (data as { seq: number }).seq)

beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  for (const [id, boss] of [['T', null], ['B', 'T'], ['C', 'T'], ...people.map(id => [id, 'B'] as const)] as const) await world.tell(id, boss)
  for (const n of [1, 2, 3, 4, 5, 6]) await world.promise({ n, of: `P${n}`, startsOn: '2026-08-01', dueOn: '2026-12-31' })
  // Bosses in a ring, and somebody who is their own.
  for (const [id, boss] of [['R1', 'R2'], ['R2', 'R1'], ['R3', 'R3'], ['R4', 'R1']] as const) await world.tell(id, boss)
  await world.turn()
  await world.turn('2026-12-17')
})
afterAll(() => world.close())

/** Begins one thing after the other while all wait for a review, then lets them go on in that order. */
async function inOrder<T> (reviewId: string, ...steps: (() => Promise<T>)[]): Promise<T[]> {
  const begun: Promise<T>[] = []
  await inTransaction(world.pool, async tx => {
    await tx.query(/* sql */ `select from review r where r.review_id = $1 for update`, [reviewId])
    for (const step of steps) {
      begun.push(step())
      await vi.waitFor(async () => {
        expect((await world.pool.query(/* sql */ `select from pg_stat_activity a where a.datname = current_database() and a.wait_event_type = 'Lock'`)).rowCount).toBe(begun.length)
      }, 15_000)
    }
  })
  return Promise.all(begun)
}
/** Every step is in the history once, in order, and told as it is there. */
async function expectWhole (id: string): Promise<void> {
  const seqs = (await actingAsHouse(world.pool, tx => tx.query<{ seq: number }>(/* sql */ `select e.seq from review_event e where e.review_id = $1 order by e.seq`, [id]))).rows.map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.map((_, at) => at + 1))
  expect(await told(id)).toEqual(seqs)
}

describe('reviews in which two act at once', () => {
  test('When the person sends in the moment in which the boss goes on without them, then one of the two holds and the other is told', async () => {
    world.on('2027-01-02')
    const id = await idOf('P1')
    const both = await inOrder(id, () => submit(1, 'self'), () => world.act(id, 'skip-self', 'B'))
    expect(both.map(({ status }) => status)).toEqual([200, 409])
    const other = await idOf('P2')
    const reverse = await inOrder(other, () => world.act(other, 'skip-self', 'B'), () => submit(2, 'self'))
    expect(reverse.map(({ status, body: { code } }) => [status, code])).toEqual([[200, undefined], [409, 'changed-meanwhile']])
    expect([await world.history(id), await world.history(other)]).toEqual([['frozen', 'opened', 'self-submitted'], ['frozen', 'opened', 'self-skipped']])
    for (const one of [id, other]) await expectWhole(one)
  })

  test('When the boss hands it over in the moment in which the person agrees, or gives values twice, then the first holds', async () => {
    const id = await idOf('P1')
    expect((await submit(1, 'boss', 25)).body.state).toBe('answer')
    const both = await inOrder(id, () => world.act(id, 'agree', 'P1'), () => world.act(id, 'dispute', 'P1', { reason: 'No' }), () => world.act(id, 'hand-over', 'B', { email: 'c@example.org', until: null, why: 'matrix' }))
    expect(both.map(({ status }) => status)).toEqual([200, 409, 409])
    const other = await idOf('P2')
    const twice = await inOrder(other, () => submit(2, 'boss', 25), () => submit(2, 'boss', 75))
    expect(twice.map(({ status }) => status)).toEqual([200, 409])
    expect((await world.read(other, 'P2')).body.items[0]?.boss?.value).toBe(25)
    for (const one of [id, other]) await expectWhole(one)
  })

  test('When the directory names another boss while the old one gives values, then either these stand or the new one gives them', async () => {
    await submit(3, 'self')
    await submit(4, 'self')
    const [id, other] = [await idOf('P3'), await idOf('P4')]
    const first = await inOrder<unknown>(id, () => submit(3, 'boss', 25), () => world.tell('P3', 'C'))
    expect(first[0]).toMatchObject({ status: 200, body: { state: 'answer' } })
    const second = await inOrder<unknown>(other, () => world.tell('P4', 'C'), () => submit(4, 'boss', 25))
    expect(second[1]).toMatchObject({ status: 404, body: { code: 'no-such-review' } })
    await world.turn()
    expect([(await world.reviewIn(Q4, 'P3'))?.bossId, (await world.reviewIn(Q4, 'P4'))?.bossId]).toEqual(['B', 'C'])
    for (const one of [id, other]) await expectWhole(one)
  })

  test('When a quarter closes while a review is sent, then what came before counts, and what came after is refused', async () => {
    await submit(5, 'self')
    await submit(6, 'self')
    const [id, other] = [await idOf('P5'), await idOf('P6')]
    const close = async () => { world.on('2027-01-29'); await world.turn() }
    world.on('2027-01-28')
    const late = submit(6, 'boss', 25)
    expect((await late).status).toBe(200)
    const before = await inOrder<unknown>(id, () => submit(5, 'boss', 25), close)
    expect(before[0]).toMatchObject({ status: 200, body: { state: 'answer' } })
    await world.turn('2027-01-29')
    expect(await world.reviewIn(Q4, 'P5')).toMatchObject({ state: 'closed' })
    world.on('2027-01-28')
    expect(await world.act(other, 'agree', 'P6')).toMatchObject({ status: 409, body: { code: 'review-is-over' } })
    for (const one of [id, other]) await expectWhole(one)
  })

  test('When bosses stand in a ring, or somebody is their own, then reviews go on, nobody reviews themselves, and nothing turns for ever', async () => {
    const bosses = async () => Promise.all(['R1', 'R2', 'R3', 'R4'].map(async id => (await world.reviewIn('2027-01-01', id))?.bossId))
    expect(await bosses()).toEqual(['R2', 'R1', null, 'R1'])
    await world.leave('R1')
    await world.turn()
    expect(await bosses()).toEqual(['R2', null, null, 'R2'])
    await world.leave('R2')
    await world.turn()
    expect((await bosses()).slice(2)).toEqual([null, null])
  })
})
