import type { CoverageReply, StatementReply } from '@weft/contracts/program/role-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPeopleWorld, type Asker, type PeopleWorld } from '../../test/people-world.ts'

let world: PeopleWorld
const people: Asker[] = []
const nth = (place: number): Asker => people[place] ?? expect.fail('nobody')
beforeAll(async () => {
  world = await openPeopleWorld()
  await world.units({ all: null, east: 'all', small: 'all' })
  for (let i = 0; i < 6; i++) people.push(await world.person(`P-${i}`, 'east'))
  for (let i = 6; i < 8; i++) people.push(await world.person(`P-${i}`, 'small'))
  for (let i = 8; i < 12; i++) people.push(await world.person(`P-${i}`, 'all'))
})
afterAll(() => world.close())
const write = (asker: Asker, change: object = {}) => world.post(asker, '/program/role-statement', { beneficiary: 'customers', text: 'I answer within a day.', shared: false, basedOn: 0, ...change })
const own = async (asker: Asker) => (await world.get(asker, '/program/role-statement')).json<StatementReply>()

test('When somebody writes, then it is theirs alone until they share it with the unit, and sharing ends when they say so', async () => {
  expect((await own(nth(0))).state).toBe('none')
  await write(nth(0))
  expect(await own(nth(0))).toMatchObject({ state: 'current', history: [{ version: 1, dueOn: '2027-11-24' }] })
  expect((await own(nth(1))).shared).toEqual([])
  await write(nth(0), { shared: true, basedOn: 1 })
  expect((await own(nth(1))).shared).toEqual([{ name: 'Name of P-0', beneficiary: 'customers', text: 'I answer within a day.' }])
  expect((await own(nth(6))).shared).toEqual([])
  await write(nth(0), { shared: false, basedOn: 2 })
  expect((await own(nth(1))).shared).toEqual([])
  expect((await world.database.pool.query('select * from role_statement')).rows).toEqual([])
})

test('When it is saved from two windows at once, then one is done and the other told; it is reviewed for another year', async () => {
  expect((await Promise.all([write(nth(1)), write(nth(1)), write(nth(1))])).map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
  world.clock.now = new Date('2027-12-01T09:00:00Z')
  expect((await own(nth(1))).state).toBe('overdue')
  expect((await world.post(nth(1), '/program/role-statement/review', { basedOn: 1 })).json()).toEqual({ version: 2, dueOn: '2028-12-01' })
  expect((await own(nth(1))).state).toBe('current')
  expect((await world.post(nth(2), '/program/role-statement/review', { basedOn: 1 })).json()).toMatchObject({ code: 'nothing-to-review' })
  world.clock.now = new Date('2026-11-24T09:00:00Z')
})

test('When coverage is read, then units of fewer than five are hidden, it says what was so before today, and names nobody', async () => {
  await write(nth(2))
  await write(nth(6))
  world.clock.now = new Date('2026-11-25T09:00:00Z')
  const read = async () => (await world.get(nth(3), '/program/practice-coverage')).json<CoverageReply>()
  // By hand: of the six in east, P-0, P-1 and P-2 have one: 50 %. In all: with P-6 4 of 12: 33.3, so 33 %. The two of small join the four of the company: six.
  const { unit, below } = await read()
  expect([unit?.statements, ...below.map(({ unitId, statements }) => [unitId, statements])]).toEqual([{ kind: 'shown', percent: 33 }, ['east', { kind: 'shown', percent: 50 }], ['small', { kind: 'hidden' }]])
  await write(nth(3))
  expect((await read()).below[0]?.statements).toEqual({ kind: 'shown', percent: 50 })
  await world.person('P-2', 'small', { subject: nth(2).subject })
  expect((await own(nth(2))).state).toBe('moved')
})
