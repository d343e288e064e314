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
    expect((await readinessOf()).signals).toMatchObject({ voices: { segments: 0, withoutVoice: 0, vacant: [] }, motivated: null })
  })

  // By hand: four active segments, P-1 for two of them, one voice who left, one never named; an ended one counts for nothing.
  test('When segments have no voice who is here, then they are counted and named', async () => {
    for (const [name, voiceId, state] of [['A', 'P-1', 'active'], ['B', 'P-1', 'active'], ['C', 'P-gone', 'active'], ['D', null, 'active'], ['E', null, 'ended']]) {
      await database.pool.query(/* sql */ `insert into segment (segment_id, name, description, customers, voice_id, state, version) values ($1, $2, '', 'external', $3, $4, 1)`, [randomUUID(), name, voiceId, state])
    }
    const { voices } = (await readinessOf(as('P-2'))).signals
    expect(voices).toMatchObject({ segments: 4, withoutVoice: 2, vacant: [{ name: 'C', why: 'gone' }, { name: 'D', why: 'vacant' }] })
    await database.pool.query(`delete from segment`)
  })

  // By hand: two priorities; leaders' figures in the order understand, agree, motivated of the first, then of the second.
  test('When the same page was released, then what is told of motivation is the third figure of each priority, of the newest release', async () => {
    const figure = (n: number) => ({ kind: 'shown', n, mean: 4, interval: { kind: 'none', reason: 'no-spread' }, agreeing: { kind: 'hidden' }, declined: { kind: 'hidden' }, agreement: null })
    const priority = (title: string) => ({ priorityId: randomUUID(), title, why: 'x', disciplines: [], measure: 'x' })
    await database.pool.query(`insert into edition (kind, version, content, published_at, published_by) values ('priorities', 1, $1, '2026-11-01', 'x')`, [JSON.stringify({ priorities: [priority('One bill'), priority('Call back')] })])
    for (const [number, first] of [[1, 50], [2, 10]] as const) {
      await database.pool.query(`insert into same_page_release (version, number, released_on, people, priorities) values (1, $1, '2026-11-02', 20, 2)`, [number])
      await database.pool.query(`insert into same_page_group (version, number, side, unit_id, name, sums, figures) values (1, $1, 'leader', '', 'x', '[]', $2)`, [number, JSON.stringify([0, 1, 2, 3, 4].map(at => figure(first + at)).concat([{ kind: 'hidden' } as never]))])
    }
    expect((await readinessOf(as('P-2'))).signals.motivated).toMatchObject({ version: 1, releasedOn: '2026-11-02', priorities: [{ title: 'One bill', leaders: { n: 12 }, others: { kind: 'hidden' } }, { title: 'Call back', leaders: { kind: 'hidden' }, others: { kind: 'hidden' } }] })
  })

  // By hand. Counted: P-1 owns 2 projects, 1 experiment, 1 milestone, 1 opportunity and is the voice of 1 segment: 6. P-2: 1 milestone, 1 experiment: 2.
  // P-3: 1 voice: 1. P-4: 1 opportunity: 1. Ten with an owner: top one 6/10, top three 9/10; rising 1, 1, 2, 6: Gini 2·33/(4·10) − 5/4 = 0.4 (hero.test.ts).
  // Nobody's: a kept project, a milestone of whoever left, a segment without voice. Over, though P-1 owns them: a retired project, a decided
  // experiment, a milestone reached, one of a draft, an opportunity done, a segment ended.
  test('When things of every kind are owned, then each counts once, and what is over does not', async () => {
    await ownThings()
    const { hero } = (await readinessOf()).signals
    expect(hero).toMatchObject({ things: 10, ownerless: 3, owners: 4, topOne: 0.6, topThree: 0.9 })
    expect(hero.gini).toBeCloseTo(0.4, 12)
    expect(hero.byKind).toEqual([{ kind: 'experiment', many: 2 }, { kind: 'milestone', many: 2 }, { kind: 'opportunity', many: 2 }, { kind: 'project', many: 2 }, { kind: 'voice', many: 2 }])
    expect(hero.people?.map(({ personId, many }) => [personId, many])).toEqual([['P-1', 6], ['P-2', 2], ['P-3', 1], ['P-4', 1]])
    expect(hero.people?.[0]?.falls.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['experiment e1', 'milestone m1', 'opportunity o1', 'project p1', 'project p2', 'voice s1'])
    expect(hero.people?.[0]?.falls.map(({ href }) => href.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…'))).toEqual(['/program/learning/…', '/program/roadmap/milestones/…', '/program/customers/opportunities?segment=…#…', '/program/projects/…', '/program/projects/…', '/program/customers/…'])
  })

  test('When others read it, then they read figures; names are for sponsor and office alone', async () => {
    expect((await readinessOf(as('P-0'))).signals.hero.people).toHaveLength(4)
    const others = (await readinessOf(as('P-2'))).signals.hero
    expect(others).toMatchObject({ topOne: 0.6, people: null })
    expect(JSON.stringify(others)).not.toMatch(/P-1|e1|m1/)
  })

  test('When a milestone that was reached is open again, then it counts again', async () => {
    const { rows: [reached] } = await database.pool.query<{ id: string }>(/* sql */ `select milestone_id as id from plan_milestone where title = 'm reached'`)
    await database.pool.query(/* sql */ `insert into milestone_mark (milestone_id, place, state, why, evidence, by_subject, at) values ($1, 2, 'open', 'It broke', '', 'x', '2026-11-20')`, [reached?.id])
    expect((await readinessOf()).signals.hero).toMatchObject({ things: 11 })
  })

  async function ownThings (): Promise<void> {
    const sql = database.pool
    for (const [title, ownerId, state] of [['p1', 'P-1', 'kept'], ['p2', 'P-1', 'adopted'], ['p none', null, 'kept'], ['p over', 'P-1', 'retired']]) {
      await sql.query(/* sql */ `insert into initiative (initiative_id, title, owner_id, state, source_format, created_by, created_at, changed_at) values ($1, $2, $3, $4, 'by-hand', 'x', '2026-11-01', '2026-11-01')`, [randomUUID(), title, ownerId, state])
    }
    for (const [belief, ownerId, state] of [['e1', 'P-1', 'running'], ['e2', 'P-2', 'planned'], ['e over', 'P-1', 'withdrawn']]) {
      await sql.query(/* sql */ `insert into experiment (experiment_id, unit_id, owner_id, belief, for_whom, will, measure, better, starts_on, ends_on, state, version) values ($1, 'east', $2, $3, 'x', 'x', 'x', 'lower', '2026-11-01', '2026-12-01', $4, 1)`, [randomUUID(), ownerId, belief, state])
    }
    await plan(1, 'approved', [['m1', 'P-1', 'missed'], ['m2', 'P-2', null], ['m gone', 'P-gone', null], ['m reached', 'P-1', 'reached']])
    await plan(2, 'draft', [['m draft', 'P-1', null]])
    const segments = [['s1', 'P-1', 'active'], ['s2', 'P-3', 'active'], ['s none', null, 'active'], ['s over', 'P-1', 'ended']].map(one => [randomUUID(), ...one])
    for (const row of segments) await sql.query(/* sql */ `insert into segment (segment_id, name, description, customers, voice_id, state, version) values ($1, $2, '', 'external', $3, $4, 1)`, row)
    for (const [what, ownerId, state] of [['o1', 'P-1', 'open'], ['o2', 'P-4', 'agreed'], ['o over', 'P-1', 'done']]) {
      await sql.query(/* sql */ `insert into opportunity (opportunity_id, segment_id, unit_a, unit_b, question, what, owner_id, outcome, state, version, changed_at) values ($1, $2, 'all', 'east', 'overlap', $3, $4, '', $5, 1, '2026-11-01')`, [randomUUID(), segments[0]?.[0], what, ownerId, state])
    }
  }

  /** A version is filled while it is a draft: the database lets no other be written. */
  async function plan (version: number, state: string, milestones: readonly (readonly [string, string, string | null])[]): Promise<void> {
    const [sql, outcomeId] = [database.pool, randomUUID()]
    await sql.query(/* sql */ `insert into plan_version (version, state, vision, begun_by, begun_at) values ($1, 'draft', 'x', 'x', '2026-11-01')`, [version])
    await sql.query(/* sql */ `insert into plan_outcome (version, outcome_id, place, text) values ($1, $2, 1, 'x')`, [version, outcomeId])
    for (const [title, ownerId, mark] of milestones) {
      const milestoneId = randomUUID()
      await sql.query(/* sql */ `insert into plan_milestone (version, milestone_id, outcome_id, title, measure, target, owner_id, due) values ($1, $2, $3, $4, 'x', 'x', $5, '2027-01-01')`, [version, milestoneId, outcomeId, title, ownerId])
      if (mark !== null) await sql.query(/* sql */ `insert into milestone_mark (milestone_id, place, state, why, evidence, by_subject, at) values ($1, 1, $2, 'x', 'x', 'x', '2026-11-01')`, [milestoneId, mark])
    }
    await sql.query(/* sql */ `update plan_version set state = $2, approved_at = case when $2 = 'approved' then timestamptz '2026-11-02' end where version = $1`, [version, state])
  }
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
