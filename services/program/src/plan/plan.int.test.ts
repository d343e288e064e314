import type { CurrentPlanReply, PlanReply } from '@weft/contracts/program/plan-api'
import type { ServingReply } from '@weft/contracts/program/serving-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStartWorld, type Somebody, type StartWorld } from '../../test/start-world.ts'

let world: StartWorld
beforeAll(async () => { world = await openStartWorld(3) })
afterAll(() => world.stop())

const post = (url: string, payload?: object, who: Pick<Somebody, 'subject' | 'roles'> = world.office) => world.call(who, 'POST', `/program${url}`, payload)
const idOf = async (url: string, payload: object) => ((await post(url, payload)).body as { id: string }).id
const draft = async () => {
  const { draft: version } = (await world.call(world.office, 'GET', '/program/plan')).body as CurrentPlanReply
  return (await world.call(world.office, 'GET', `/program/plan/versions/${version ?? 0}`)).body as PlanReply
}
const approvedPlan = async () => ((await world.call(world.staff, 'GET', '/program/plan')).body as CurrentPlanReply).plan as PlanReply
const milestone = (outcomeId: string, title: string, change: object = {}) =>
  ({ outcomeId, title, measure: 'Share answered in a day', target: '90 of 100', owner: 'L-01', due: '2027-03-31', ...change })
const approve = async () => post('/plan/draft/approval', { changes: (await draft()).changes })

/** A draft with frame and one outcome. */
async function begun (): Promise<string> {
  await post('/plan/draft')
  await post('/plan/draft/frame', { edition: (await draft()).edition, vision: 'Easy to deal with, every time.', priorities: ['Answer within a day'] })
  return idOf('/plan/draft/outcomes', { text: 'Every answer comes within a day', priorityId: null })
}

describe('A plan', () => {
  test('When it is written, approved and revised, then everybody reads what is approved, and what was stays as it was', async () => {
    const outcomeId = await begun()
    const late = await idOf('/plan/draft/milestones', milestone(outcomeId, 'Claims answers in a day', { due: '2027-06-30' }))
    const first = await idOf('/plan/draft/milestones', milestone(outcomeId, 'One inbox for claims', { neededBy: late, owner: 'leader 2' }))
    expect(await world.call(world.staff, 'GET', '/program/plan')).toMatchObject({ body: { plan: null, draft: null } })
    expect(await approve()).toMatchObject({ status: 200 })
    const version = (await approvedPlan()).version
    expect(await approvedPlan()).toMatchObject({ state: 'approved', approved: { by: 'Olga Office' }, chain: [first, late], milestones: [{ milestoneId: first, owner: { personId: 'L-02', name: 'Leader 2' } }, { milestoneId: late, needs: [first] }] })
    expect(await world.told('plan-approved')).toContainEqual({ version, replaces: null, vision: 'Easy to deal with, every time.', priorities: ['Answer within a day'], milestones: 2 })

    await post('/plan/draft')
    await post(`/plan/draft/milestones/${first}`, milestone(outcomeId, 'One inbox for all', { owner: 'L-02', edition: 1 }))
    expect((await approvedPlan()).milestones[0]?.title).toBe('One inbox for claims')
    await approve()
    expect((await approvedPlan())).toMatchObject({ version: version + 1, milestones: [{ milestoneId: first, title: 'One inbox for all' }, {}] })
    expect((await world.call(world.staff, 'GET', `/program/plan/versions/${version}`)).body).toMatchObject({ state: 'replaced', milestones: [{ title: 'One inbox for claims' }, {}] })
    expect((await world.call(world.staff, 'GET', '/program/plan/versions')).body).toMatchObject({ versions: [{ version: version + 1, state: 'approved' }, { version, state: 'replaced' }] })
  })

  test('When the database itself is asked to change an approved version, then it does not', async () => {
    const outcomeId = await begun()
    await post('/plan/draft/milestones', milestone(outcomeId, 'Kept as it is'))
    expect(await approve()).toMatchObject({ status: 200 })
    const { version } = await approvedPlan()
    expect((await world.database.pool.query(`update plan_milestone set title = 'Other' where version = $1`, [version])).rowCount).toBe(0)
    expect((await world.database.pool.query(`delete from plan_outcome where version = $1`, [version])).rowCount).toBe(0)
  })

  test.each([
    ['no measure', { measure: ' ' }, 'a measure'], ['no target', { target: '' }, 'a target'], ['no owner', { owner: '' }, 'an owner'], ['no date', { due: '' }, 'a date'],
    ['nothing but a title', { measure: '', target: '', owner: '', due: '' }, 'a measure, a target, an owner and a date']
  ])('When a milestone has %s, then it is refused with what is missing, and nothing is kept', async (_, change, words) => {
    const outcomeId = await begun()
    const before = (await draft()).milestones.length
    expect(await post('/plan/draft/milestones', milestone(outcomeId, 'Half a milestone', change))).toMatchObject({ status: 422, body: { code: 'milestone-incomplete', detail: `A milestone also needs ${words}. Without it nobody can tell whether it is reached.` } })
    expect((await draft()).milestones).toHaveLength(before)
  })

  test('When an owner is not one person of the directory, then it is refused and says what to write', async () => {
    const outcomeId = await begun()
    expect(await post('/plan/draft/milestones', milestone(outcomeId, 'Owned', { owner: 'Nobody Here' }))).toMatchObject({ status: 422, body: { code: 'no-such-owner', problems: [{ at: 'owner' }] } })
    await world.database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ('L-99', 'Leader 3', 'x@example.org', 'U-1', 'staff', '2026-01-01')`)
    expect(await post('/plan/draft/milestones', milestone(outcomeId, 'Owned', { owner: 'Leader 3' }))).toMatchObject({ status: 422, body: { code: 'owner-not-clear' } })
  })

  test('When a need would close a circle, then it is refused with the circle in words and the roadmap stays', async () => {
    const outcomeId = await begun()
    const [a, b, c] = [await idOf('/plan/draft/milestones', milestone(outcomeId, 'A')), await idOf('/plan/draft/milestones', milestone(outcomeId, 'B')), await idOf('/plan/draft/milestones', milestone(outcomeId, 'C'))]
    const link = (milestoneId: string, needsId: string, holds = true) => post('/plan/draft/needs', { milestoneId, needsId, holds })
    await link(a, b)
    await link(b, c)
    expect(await link(c, a)).toMatchObject({ status: 409, body: { code: 'circle', detail: 'This would lead in a circle: “C” needs “A”, “A” needs “B” and “B” needs “C”. Take one of these needs away first.' } })
    expect(await link(a, a)).toMatchObject({ status: 409, body: { code: 'circle' } })
    await link(a, b, false)
    expect((await link(c, a)).status).toBe(200)
  })

  test('When many writers add needs at once, then no set of them ever closes a circle', async () => {
    const outcomeId = await begun()
    const stops: string[] = []
    for (let i = 0; i < 5; i++) stops.push(await idOf('/plan/draft/milestones', milestone(outcomeId, `Stop ${i}`)))
    const place = fc.nat(4)
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(place, place, fc.boolean()), { minLength: 8, maxLength: 12 }), async wanted => {
      await Promise.all(wanted.map(([from, to, holds]) => post('/plan/draft/needs', { milestoneId: stops[from], needsId: stops[to], holds: holds || from < to })))
      const { rows } = await world.database.pool.query<{ circle: boolean }>(`
        with recursive reach (start, at) as (
          select milestone_id, needs_id from plan_need union select r.start, n.needs_id from reach r join plan_need n on n.milestone_id = r.at and n.version = (select max(version) from plan_version)
        ) select exists (select from reach where start = at) as circle`)
      expect(rows).toEqual([{ circle: false }])
    }), { numRuns: 8 })
  })

  test('When a milestone needs one that is due after it, then the plan warns and keeps both', async () => {
    const outcomeId = await begun()
    const early = await idOf('/plan/draft/milestones', milestone(outcomeId, 'Early', { due: '2027-01-31' }))
    const needsId = await idOf('/plan/draft/milestones', milestone(outcomeId, 'Too late', { due: '2027-02-28', neededBy: early }))
    expect((await draft()).late).toContainEqual({ milestoneId: early, needsId })
  })

  test('When forms are sent twice, then there is one draft, one outcome, one milestone', async () => {
    const outcomeId = await begun()
    expect(await begun()).toBe(outcomeId)
    const [first, again] = await Promise.all([idOf('/plan/draft/milestones', milestone(outcomeId, 'Twice')), idOf('/plan/draft/milestones', milestone(outcomeId, 'Twice'))])
    expect(again).toBe(first)
  })

  test('When two change the same milestone, then the second is told, and the first one’s words stand', async () => {
    const outcomeId = await begun()
    const id = await idOf('/plan/draft/milestones', milestone(outcomeId, 'Shared'))
    const answers = await Promise.all(['Mine', 'Yours'].map(title => post(`/plan/draft/milestones/${id}`, milestone(outcomeId, title, { edition: 1 }))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('When the plan changed after it was read, or is not whole, then it is not approved', async () => {
    await begun()
    const { changes } = await draft()
    await post('/plan/draft/outcomes', { text: 'One more', priorityId: null })
    expect(await post('/plan/draft/approval', { changes })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  })

  test('When a draft is asked for by somebody who is neither leader nor office, then there is none', async () => {
    await begun()
    const { version } = await draft()
    expect(await world.call(world.staff, 'GET', `/program/plan/versions/${version}`)).toMatchObject({ status: 404, body: { code: 'no-such-version' } })
    expect((await world.call(world.leaders[0] as Somebody, 'GET', `/program/plan/versions/${version}`)).status).toBe(200)
  })

  test('When its owner marks a milestone, then who, when and why stand; others may not, and twice is once', async () => {
    const theirs = async () => (await approvedPlan()).milestones.find(({ owner }) => owner.personId === 'L-02')
    const milestoneId = (await theirs())?.milestoneId
    const mark = (who: Somebody, change: object = {}) => post(`/milestones/${milestoneId}/marks`, { seen: 'open', state: 'reached', why: 'Counted in March', evidence: '93 of 100', ...change }, who)
    expect(await mark(world.leaders[0] as Somebody)).toMatchObject({ status: 403, body: { code: 'not-the-owner' } })
    world.setTime('2027-03-29T10:00:00Z')
    const owner = world.leaders[1] as Somebody
    expect((await Promise.all([mark(owner), mark(owner)])).map(({ status }) => status)).toEqual([200, 200])
    expect(await mark(owner, { state: 'missed' })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
    const marked = await theirs()
    expect(marked).toMatchObject({ state: 'reached', marks: [{ state: 'reached', why: 'Counted in March', evidence: '93 of 100', by: 'Leader 2', at: '2027-03-29T10:00:00.000Z' }] })
    expect(marked?.marks).toHaveLength(1)
    expect((await world.database.pool.query(`select what from happening where kind = 'milestone-reached' and about = $1`, [milestoneId])).rows).toHaveLength(1)
    expect(await world.told('milestone-reached')).toEqual([expect.objectContaining({ milestoneId, ownerId: 'L-02', markedOn: '2027-03-29' })])
  })

  test('When the file of milestones is taken, then each stands in a line, and no cell runs as a formula', async () => {
    const outcomeId = await begun()
    await post('/plan/draft/milestones', milestone(outcomeId, '=1+1'))
    expect(await approve()).toMatchObject({ status: 200 })
    const { body } = await world.call(world.staff, 'GET', '/program/milestones.csv')
    expect(String(body).split('\r\n')).toHaveLength((await approvedPlan()).milestones.length + 2)
    expect(body).toContain(`,'=1+1,`)
  })
})

describe('A priority of the organisation', () => {
  const [bill, call] = [{ priorityId: '0197e0c8-0000-7000-8000-00000000000a', title: 'One bill' }, { priorityId: '0197e0c8-0000-7000-8000-00000000000b', title: 'Call back in a day' }]
  const publish = (version: number, priorities: readonly { priorityId: string, title: string }[]) => world.database.pool.query(`insert into edition (kind, version, content, published_at, published_by) values ('priorities', $1, $2, '2026-11-01', 'x')`,
    [version, JSON.stringify({ priorities: priorities.map(one => ({ ...one, why: 'x', disciplines: [], measure: 'x' })) })])
  const serving = async (who: Pick<Somebody, 'subject' | 'roles'> = world.office) => (await world.call(who, 'GET', '/program/priorities/serving')).body as ServingReply
  const win = (priorityId: string | null) => ({ prompt: 'insight', discipline: 'CI', headline: 'Bills are read', story: 'They said so.', metric: null, evidence: null, link: null, priorityId, practiceId: null, named: false, mayFeature: false, nobodyTold: false })

  test('When a milestone, a project and a quick win serve it, then it says so, and projects to those who see the portfolio alone', async () => {
    await publish(1, [bill, call])
    const outcomeId = await begun()
    expect(await post('/plan/draft/milestones', milestone(outcomeId, 'Lost', { priorityId: outcomeId }))).toMatchObject({ status: 422, body: { code: 'no-such-priority', problems: [{ at: 'priorityId' }] } })
    const milestoneId = await idOf('/plan/draft/milestones', milestone(outcomeId, 'One bill for all', { priorityId: bill.priorityId }))
    expect((await serving()).priorities[0]?.milestones).toEqual([])
    await approve()
    const projectOf = async (title: string, becomes: object) => {
      const { initiativeId } = (await post('/initiatives', project(title))).body as { initiativeId: string }
      await post(`/initiatives/${initiativeId}/decisions`, { kind: 'keep', version: 1, reason: 'Goes on' })
      return { initiativeId, answer: await post(`/initiatives/${initiativeId}/becomes`, { version: 2, becomes }) }
    }
    const direct = await projectOf('Portal', { kind: 'priority', id: bill.priorityId, text: 'As somebody typed it' })
    expect((await world.call(world.office, 'GET', `/program/initiatives/${direct.initiativeId}`)).body).toMatchObject({ becomes: { kind: 'priority', id: bill.priorityId, text: 'One bill' } })
    const through = await projectOf('Billing', { kind: 'milestone', id: milestoneId, text: null })
    expect(through.answer.status).toBe(200)
    for (const kind of ['priority', 'milestone', 'commitment']) expect((await projectOf('Other', { kind, id: outcomeId, text: null })).answer).toMatchObject({ status: 422, body: { code: 'no-such-target' } })
    expect(await post('/quick-wins', win(outcomeId), world.staff)).toMatchObject({ status: 422, body: { code: 'no-such-priority' } })
    const { winId } = (await post('/quick-wins', win(bill.priorityId), world.staff)).body as { winId: string }
    expect((await world.call(world.staff, 'GET', `/program/quick-wins/${winId}`)).body).toMatchObject({ priority: bill })

    const empty = { priorityId: call.priorityId, milestones: [], wins: [], winsInAll: 0 }
    const full = { priorityId: bill.priorityId, milestones: [{ milestoneId, title: 'One bill for all', due: '2027-03-31', state: 'open' }], wins: [{ winId, headline: 'Bills are read' }], winsInAll: 1 }
    expect(await serving()).toMatchObject({ priorities: [{ ...full, projects: [{ title: 'Portal' }, { title: 'Billing' }] }, { ...empty, projects: [] }] })
    expect(await serving(world.staff)).toEqual({ priorities: [{ ...full, projects: null }, { ...empty, projects: null }] })
  })

  test('When the priorities change, then a milestone keeps what it served, by its newest title, through a revision of the plan', async () => {
    await publish(2, [{ ...bill, title: 'One bill, one number' }])
    await publish(3, [call])
    await post('/plan/draft')
    const kept = (await draft()).milestones.find(({ title }) => title === 'One bill for all')
    expect(kept?.priority).toEqual({ ...bill, title: 'One bill, one number' })
    const change = (priorityId: string | null) => post(`/plan/draft/milestones/${kept?.milestoneId ?? ''}`, milestone(kept?.outcomeId ?? '', `For ${priorityId ?? 'none'}`, { priorityId, edition: 1 }))
    expect((await change(bill.priorityId)).status).toBe(200)
    expect((await serving()).priorities.map(({ priorityId, milestones }) => [priorityId, milestones])).toEqual([[call.priorityId, []]])
  })

  const project = (title: string) => ({
    title, goal: null, owner: null, ownerId: null, sponsor: null, sponsorId: null, unit: null, unitId: null, disciplines: [], segments: [], customers: null, budget: null, budgetCurrency: null, budgetText: null,
    startsOn: null, startsText: null, endsOn: null, endsText: null, status: null
  })
})
