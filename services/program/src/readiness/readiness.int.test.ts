import { randomUUID } from 'node:crypto'
import type { BuyInsReply } from '@weft/contracts/program/buyin-api'
import type { MomentumReply } from '@weft/contracts/program/momentum-api'
import { aspects, type Rated, type ReadinessReply } from '@weft/contracts/program/readiness-api'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'

let database: TestDatabase
let door: TestDoor
let app: FastifyInstance
const subjects = new Map(['P-0', 'P-1', 'P-2', 'P-3'].map(id => [id, randomUUID()]))
const office = { subject: String(randomUUID()), roles: ['program-office'] }
const as = (personId: string, ...roles: string[]) => ({ subject: subjects.get(personId) ?? '', roles: roles.length === 0 ? ['manager', 'employee'] : roles })

beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  app = buildApp({ pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => new Date('2026-11-24T09:00:00Z'), newId: randomUUID, wake: () => {} } as Partial<Deps> as Deps, await door.verifierFor('program'))
  await database.pool.query(`insert into unit (unit_id, parent_id, name, since) values ('all', null, 'All', '2026-01-01'), ('east', 'all', 'East', '2026-01-01')`)
  for (let i = 0; i < 14; i += 1) await database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ($1, $1, $1 || '@x.org', $2, $3, '2026-01-01')`, [`P-${i}`, i === 0 ? 'all' : 'east', i === 13 ? 'staff' : i === 0 ? 'leader' : 'manager'])
  for (const [personId, subject] of subjects) await database.pool.query(`insert into account (person_id, subject) values ($1, $2)`, [personId, subject])
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const call = async (who: { subject: string, roles: string[] }, method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', who) } })
const nine = (change: Partial<Rated> = {}): Rated[] => aspects.map(({ id }) => ({ aspect: id, level: null, evidence: '', ...id === 'mandate' ? change : {} }))
const readinessOf = async (who = office, query = '') => (await call(who, 'GET', `/program/readiness${query}`)).json<ReadinessReply>()

describe('The readiness review', () => {
  test('When two save at once, then one stands and the other is told; older versions stay readable and the event names nobody', async () => {
    const save = (version: number, evidence: string) => call(office, 'POST', '/program/readiness/2026-Q4', { version, aspects: nine({ level: 3, evidence }) })
    const both = await Promise.all([save(0, 'one'), save(0, 'two')])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    expect((await save(1, 'Goals are on every wall.')).statusCode).toBe(201)
    const now = await readinessOf()
    expect(now).toMatchObject({ quarter: '2026-Q4', current: true, review: { version: 2 }, versions: [{ version: 2 }, { version: 1 }], quarters: ['2026-Q4'] })
    expect(now.review?.aspects[0]).toEqual({ aspect: 'mandate', level: 3, evidence: 'Goals are on every wall.' })
    expect((await readinessOf(office, '?version=1')).review?.aspects[0]?.evidence).toMatch(/one|two/)
    expect((await call(office, 'GET', '/program/readiness?version=9')).statusCode).toBe(404)
    const { rows } = await database.pool.query<{ data: string }>(/* sql */ `select data from outbox where topic = 'int.program.readiness.v1' order by position`)
    expect(rows.map(({ data }) => (JSON.parse(data) as { version: number }).version)).toEqual([1, 2])
    expect(JSON.stringify(rows)).not.toContain('wall')
  })

  test('When a level has no evidence, then nothing is saved', async () => {
    expect((await call(office, 'POST', '/program/readiness/2026-Q3', { version: 0, aspects: nine({ level: 2 }) })).json()).toMatchObject({ status: 422, code: 'no-evidence', problems: [{ at: 'mandate' }] })
    expect((await readinessOf(office, '?quarter=2026-Q3')).review).toBeNull()
  })
})

describe('Signals', () => {
  test('When there is no charter, then the mandate is vacant; when its sponsor leaves, then again', async () => {
    expect((await readinessOf()).signals.mandate).toEqual({ state: 'vacant', why: 'no-charter' })
    await database.pool.query(`insert into edition (kind, version, content, published_at, published_by) values ('charter', 1, $1, '2026-11-01', 'x')`, [JSON.stringify({ vision: 'Easy to deal with', sponsorId: 'P-0', goals: [{ goal: 'Fewer calls', measure: '' }], resources: 'Two people' })])
    expect((await readinessOf()).signals.mandate).toEqual({ state: 'held', why: 'sponsored' })
    await database.pool.query(`update person set person_id = 'P-gone' where person_id = 'P-0'`)
    expect((await readinessOf()).signals.mandate).toEqual({ state: 'vacant', why: 'sponsor-left' })
    await database.pool.query(`update person set person_id = 'P-0' where person_id = 'P-gone'`)
  })

  test('When things are owned, then the figures are for every reader and the names for sponsor and office alone', async () => {
    // P-1 owns three experiments, P-2 one: top one 3/4, Gini of 1 and 3 = 2·(1·1 + 2·3)/(2·4) − 3/2 = 0.25.
    for (const [i, ownerId] of ['P-1', 'P-1', 'P-1', 'P-2', null].entries()) {
      await database.pool.query(`insert into experiment (experiment_id, unit_id, owner_id, belief, for_whom, will, measure, better, starts_on, ends_on, state, version) values ($1, 'east', $2, $3, 'x', 'x', 'x', 'lower', '2026-11-01', '2026-12-01', 'running', 1)`, [randomUUID(), ownerId, `idea ${i}`])
    }
    const { hero } = (await readinessOf()).signals
    expect(hero).toMatchObject({ things: 4, ownerless: 1, owners: 2, topOne: 0.75, topThree: 1, gini: 0.25, people: [{ name: 'P-1', many: 3 }, { name: 'P-2', many: 1 }] })
    expect(hero.people?.[0]?.falls.map(({ title }) => title).sort()).toEqual(['idea 0', 'idea 1', 'idea 2'])
    expect((await readinessOf(as('P-0'))).signals.hero.people).toHaveLength(2)
    const others = (await readinessOf(as('P-2'))).signals.hero
    expect(others).toMatchObject({ topOne: 0.75, people: null })
    expect(JSON.stringify(others)).not.toContain('idea')
  })
})

describe('Buy-in of leaders', () => {
  const note = (personId: string, version: number, stance: string, who = office) => call(who, 'POST', `/program/buy-in/${personId}`, { version, lastContact: '2026-11-20', inItForThem: 'Fewer complaints on the desk.', stance })

  test('When the office notes where somebody stands, then that person reads it, and nobody else does, not even past the routes', async () => {
    expect((await note('P-1', 0, 'for')).statusCode).toBe(200)
    expect((await call(as('P-1'), 'GET', '/program/buy-in/mine')).json()).toEqual({ noted: { lastContact: '2026-11-20', inItForThem: 'Fewer complaints on the desk.', stance: 'for', notedOn: '2026-11-24' } })
    expect((await call(as('P-2'), 'GET', '/program/buy-in/mine')).json()).toEqual({ noted: null })
    for (const roles of [['manager'], ['auditor'], ['analyst']]) expect((await call({ subject: randomUUID(), roles }, 'GET', '/program/buy-in')).statusCode).toBe(403)
    for (const table of ['buy_in', 'buy_in_before']) expect((await database.pool.query(`select from ${table}`)).rowCount).toBe(0)
  })

  test('When it was noted meanwhile, or about nobody who leads, then it is refused', async () => {
    expect((await note('P-1', 0, 'against')).json()).toMatchObject({ status: 409, code: 'changed-meanwhile' })
    expect((await note('P-13', 0, 'for')).json()).toMatchObject({ status: 404, code: 'no-such-leader' })
    const both = await Promise.all([note('P-2', 0, 'for'), note('P-2', 0, 'against')])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  test('When the list is read, then those not spoken with stand first; staff are not in it', async () => {
    const { people, counts } = (await call(office, 'GET', '/program/buy-in')).json<BuyInsReply>()
    expect(counts).toEqual({ people: 13, spokenWith: 2 })
    expect(people.slice(-2).map(({ personId }) => personId)).toEqual(['P-1', 'P-2'])
    expect(people.map(({ personId }) => personId)).not.toContain('P-13')
  })

  test('When others read of it, then they read a band of a group: the one leader at the top is told by no subtraction', async () => {
    // 13 leaders and managers: one at depth 0, twelve at depth 1. The one joins the twelve: all 13, bands 0–5 and 6–13.
    expect((await readinessOf(as('P-2'))).signals.buyIn).toEqual([{ depth: null, people: 13, behindIt: { atLeast: 0, atMost: 5 } }])
  })
})

test('When facts are told, then momentum counts activity and outcome apart and lists what changed, newest first', async () => {
  await database.pool.query(`delete from happening`)
  for (let i = 0; i < 52; i += 1) await noteHappening(database.pool, { kind: 'experiment-started', about: `e${i}`, what: `Idea ${i} started`, href: '/program/learning', unitId: 'east', day: i < 2 ? '2026-11-18' : '2026-09-10' })
  await noteHappening(database.pool, { kind: 'milestone-reached', about: 'm', what: 'One bill, one number was reached', href: '/program/plan', day: '2026-11-17' })
  const read = async (after = '') => (await call(as('P-3', 'employee'), 'GET', `/program/momentum${after}`)).json<MomentumReply>()
  const first = await read()
  expect(first).toMatchObject({ vision: { text: 'Easy to deal with' }, week: { from: '2026-11-18', until: '2026-11-24' }, heardThisWeek: null })
  expect(first.activity[0]).toEqual({ kind: 'experiment-started', many: 'experiments started', week: 2, quarter: 52, all: 52 })
  expect(first.outcome[0]).toEqual({ kind: 'milestone-reached', many: 'milestones reached', week: 0, quarter: 1, all: 1 })
  expect(first.changes.slice(1, 3).map(({ what, side, unit }) => [what, side, unit?.name])).toEqual([['Idea 0 started', 'activity', 'East'], ['One bill, one number was reached', 'outcome', undefined]])
  const rest = await read(`?after=${first.next}`)
  expect([first.changes.length, rest.changes.length, rest.next]).toEqual([50, 3, null])
})
