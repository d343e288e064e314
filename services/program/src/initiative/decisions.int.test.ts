import type { DecisionRequest, InitiativeFields, InitiativeReply, LoadReply, PortfolioReply } from '@weft/contracts/program/initiative-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openProgramWorld, type ProgramWorld } from '../../test/program-world.ts'

const nothing: Omit<InitiativeFields, 'title'> = {
  goal: null, owner: null, ownerId: null, sponsor: null, sponsorId: null, unit: null, unitId: null, disciplines: [], segments: [], customers: null,
  budget: null, budgetCurrency: null, budgetText: null, startsOn: null, startsText: null, endsOn: null, endsText: null, status: null
}
const list = '/program/initiatives'

let world: ProgramWorld
const add = async (title: string, more: Partial<InitiativeFields> = {}) => (await world.post<{ initiativeId: string }>(list, { ...nothing, title, owner: 'Ana', ...more })).body.initiativeId
const one = async (id: string) => (await world.get<InitiativeReply>(`${list}/${id}`)).body
const decide = async (id: string, kind: DecisionRequest['kind'], more: Partial<DecisionRequest> = {}) =>
  world.post<{ version: number }>(`${list}/${id}/decisions`, { kind, version: more.version ?? (await one(id)).version, reason: 'It is the same undertaking.', ...more })
const figures = async (asOf: string) => (await world.get<PortfolioReply>(`/program/portfolio?asOf=${asOf}`)).body
const today = (day: string) => { world.clock.now = new Date(`${day}T09:30:00Z`) }

beforeAll(async () => { world = await openProgramWorld() })
afterAll(() => world.close())
beforeEach(async () => {
  today('2026-11-02')
  for (const table of ['initiative_version', 'initiative', 'outbox', 'happening']) await world.pool.query(`delete from ${table}`)
})

describe('decisions', () => {
  test('When a project is merged, then its page says where it went, the other shows what it took in, combined, and both keep their history', async () => {
    const [a, b] = [await add('Exit interviews', { goal: 'Ask', budget: 85_000, budgetCurrency: 'EUR', startsOn: '2027-02-03', disciplines: ['CI'], unit: 'Insight' }), await add('Churn study', { budget: 80_000, budgetCurrency: 'EUR', startsOn: '2026-10-19', endsOn: '2027-05-31', disciplines: ['CI', 'EM'] })]
    expect((await decide(b, 'merge', { into: a })).status).toBe(200)
    expect(await one(b)).toMatchObject({ state: 'merged', mergedInto: { initiativeId: a, title: 'Exit interviews' }, history: [{ what: 'merged', reason: 'It is the same undertaking.', mergedInto: { title: 'Exit interviews' } }, { what: 'registered' }] })
    expect(await one(a)).toMatchObject({ takenIn: [{ initiativeId: b, into: a }], combined: { projects: 2, budgets: [{ currency: 'EUR', amount: 165_000 }], startsOn: '2026-10-19', endsOn: '2027-05-31', disciplines: ['CI', 'EM'], units: ['Insight'] } })
    expect((await world.told()).at(-1)).toMatchObject({ type: 'initiative-merged', key: b, data: { into: a } })
    expect((await world.pool.query('select kind, what from happening')).rows).toEqual([{ kind: 'project-merged', what: 'The project Churn study was merged into Exit interviews' }])
    const change = await world.post(`${list}/${b}/changes`, { version: 2, fields: { ...nothing, title: 'Else' } })
    expect([change.status, change.body.code]).toEqual([409, 'ended-not-changed'])
  })

  test('When a decision is undone, then it is open again, both stay in the history, and the news is taken back', async () => {
    const a = await add('A')
    await decide(a, 'retire')
    await decide(a, 'reopen', { reason: 'We were too quick.' })
    expect(await one(a)).toMatchObject({ state: 'undecided', history: [{ what: 'reopened' }, { what: 'retired' }, { what: 'registered' }] })
    expect((await world.pool.query('select from happening')).rowCount).toBe(0)
  })

  test('When a reason is missing, or the version is an old one, then nothing is decided', async () => {
    const a = await add('A')
    expect((await decide(a, 'keep', { reason: '  ' })).status).toBe(400)
    await decide(a, 'keep')
    const late = await decide(a, 'retire', { version: 1 })
    expect([late.status, late.body.code]).toEqual([409, 'changed-meanwhile'])
    expect(await one(a)).toMatchObject({ state: 'kept', version: 2 })
  })

  test('When several are decided at once, then all are, with one reason each; when one cannot be, then none is, and it is named', async () => {
    const [a, b, c] = [await add('A'), await add('B'), await add('Orphan', { owner: null })]
    const several = async (kind: string, ...ids: readonly string[]) => world.post<{ decided: number, code: string, detail: string }>(`${list}/decisions`, { kind, reason: 'It serves a priority.', projects: await Promise.all(ids.map(async id => ({ initiativeId: id, version: (await one(id)).version }))) })
    const refused = await several('adopt', a, b, c)
    expect([refused.status, refused.body.code]).toEqual([422, 'adopt-needs-owner'])
    expect(refused.body.detail).toContain('“Orphan” (project')
    expect([(await several('adopt', a, a)).status, await figures('2026-11-02')]).toMatchObject([400, { undecided: { all: 3 } }])
    expect((await world.told()).filter(({ type }) => type === 'initiative-adopted')).toEqual([])
    expect(await several('keep', a, c)).toMatchObject({ status: 200, body: { decided: 2 } })
    expect(await one(c)).toMatchObject({ state: 'kept', history: [{ what: 'kept', reason: 'It serves a priority.' }, { what: 'registered' }] })
    expect(await figures('2026-11-02')).toMatchObject({ all: 3, undecided: { all: 1 }, inProgram: { kept: 2 } })
  })

  test('When two projects are merged into each other at the same moment, then one merge stands and the other is refused with a sentence', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await add(`A${round}`), await add(`B${round}`)]
      const replies = await Promise.all([decide(a, 'merge', { into: b, version: 1 }), decide(b, 'merge', { into: a, version: 1 })])
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(replies.map(({ body }) => body.code)).toContain('merge-into-ended')
    }
    expect(await figures('2026-11-02')).toMatchObject({ all: 16, undecided: { own: 8, merged: 8 } })
  })

  test('When three are merged in a circle at the same moment, then no circle comes about', async () => {
    const ids = [await add('A'), await add('B'), await add('C')] as const
    const replies = await Promise.all(ids.map((id, place) => decide(id, 'merge', { into: ids[(place + 1) % 3] ?? '', version: 1 })))
    expect(replies.filter(({ status }) => status === 200).length).toBeLessThan(3)
    expect(replies.filter(({ status }) => status >= 500)).toEqual([])
    expect(await figures('2026-11-02')).toMatchObject({ all: 3, undecided: { all: 3 } })
  })

  test('When an orphan is adopted, then somebody leads it from now on', async () => {
    const a = await add('Orphan', { owner: null })
    expect((await decide(a, 'adopt')).body.code).toBe('adopt-needs-owner')
    expect((await decide(a, 'adopt', { ownerId: 'P-9' })).body.code).toBe('no-such-person')
    expect((await decide(a, 'adopt', { owner: 'Ben Ode' })).status).toBe(200)
    expect(await one(a)).toMatchObject({ state: 'adopted', owner: 'Ben Ode', missing: ['sponsor', 'customers', 'goal'] })
  })

  test('When figures are asked for day by day, then each day is as it was, and always adds up', async () => {
    const [a, b, c] = [await add('A'), await add('B'), await add('C')]
    today('2026-11-03'); await decide(a, 'keep')
    today('2026-11-04'); await decide(b, 'merge', { into: a }); await decide(c, 'reject')
    today('2026-11-05'); await decide(a, 'retire'); await decide(c, 'reopen')
    expect(await figures('2026-11-01')).toMatchObject({ all: 0 })
    expect(await figures('2026-11-02')).toMatchObject({ all: 3, undecided: { all: 3 }, goesOn: 3 })
    expect(await figures('2026-11-03')).toMatchObject({ inProgram: { own: 1, merged: 0, kept: 1 }, undecided: { all: 2 } })
    expect(await figures('2026-11-04')).toMatchObject({ inProgram: { own: 1, merged: 1, all: 2 }, rejected: { all: 1 }, goesOn: 1 })
    expect(await figures('2026-11-05')).toMatchObject({ inProgram: { all: 0 }, retired: { own: 1, merged: 1, all: 2 }, undecided: { all: 1 } })
  })

  test('When a project of the program becomes a priority, then it is linked; one that is not decided does not', async () => {
    const a = await add('A')
    const link = async (becomes: object | null) => world.post(`${list}/${a}/becomes`, { version: (await one(a)).version, becomes })
    const become = { kind: 'priority', id: null, text: 'Solve it at once' }
    expect((await link(become)).body.code).toBe('not-in-program')
    await decide(a, 'keep')
    expect((await link({ kind: 'priority', id: null, text: null })).body.code).toBe('link-to-nothing')
    expect((await link(become)).status).toBe(200)
    expect(await one(a)).toMatchObject({ becomes: become, history: [{ what: 'linked' }, { what: 'kept' }, {}] })
    expect(await figures('2026-11-02')).toMatchObject({ inProgram: { own: 1, linked: 1 } })
    await decide(a, 'retire')
    expect(await one(a)).toMatchObject({ becomes: null })
    expect(await figures('2026-11-02')).toMatchObject({ inProgram: { linked: 0 } })
  })

  test('When all projects are taken as a file, then those that ended are in it with the reason, and no cell runs as a formula', async () => {
    const a = await add('=cmd()', { goal: 'With "quotes", and commas' })
    await decide(a, 'retire', { reason: '+nobody needs it' })
    const file = String((await world.get<string>('/program/portfolio/projects.csv')).body)
    const [head, line] = file.split('\r\n')
    expect(head).toContain('Project,Goal,Owner')
    expect(line).toContain(`'=cmd(),"With ""quotes"", and commas",Ana`)
    expect(line).toContain(`retired,,,2026-11-02,,'+nobody needs it`)
  })

  test('When the load is asked for, then what ended does not count', async () => {
    await add('A', { unit: 'Claims', startsOn: '2027-01-01' })
    await decide(await add('B', { unit: 'Claims', startsOn: '2027-01-01' }), 'retire')
    const { body } = await world.get<LoadReply>('/program/portfolio/load?by=month&from=2027-01-15')
    expect([body.periods[0], body.units]).toMatchObject([{ from: '2027-01-01', until: '2027-01-31' }, [{ unit: 'Claims', projects: 1, most: 1 }]])
  })
})
