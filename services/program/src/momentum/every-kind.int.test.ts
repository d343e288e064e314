import { randomUUID } from 'node:crypto'
import type { ConflictsReply } from '@weft/contracts/program/conflict-api'
import type { PersonaDraftReply } from '@weft/contracts/program/persona-api'
import type { PlanReply } from '@weft/contracts/program/plan-api'
import type { PortfolioImportReply } from '@weft/contracts/program/portfolio-api'
import { aspects } from '@weft/contracts/program/readiness-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProgramWorld, type ProgramWorld } from '../../test/program-world.ts'
import { kinds } from './kinds.ts'

const subjects = Array.from({ length: 12 }, () => randomUUID())
const [office = ''] = subjects
let world: ProgramWorld
let facts: { kind: string, about: string, what: string, href: string, day: string }[]

async function must<T> (url: string, body?: object): Promise<T> {
  const answer = await world.post<T>(`/program${url}`, body, { as: `program-office ${office}` })
  if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
const read = async <T>(url: string): Promise<T> => (await world.get<T>(`/program${url}`, { as: `program-office ${office}` })).body
const reasoned = { version: 1, reason: 'Looked at together' }

/** Every part of the program, at its doors: each does what it tells of. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  papers: async () => {
    const line = { priorityId: null, title: 'One bill', why: 'They ask for it', disciplines: ['CI'], measure: 'Calls about bills' }
    for (const [paper, content] of [['charter', { vision: 'Easy to deal with', sponsor: 'P-0', goals: [{ goal: 'Fewer calls', measure: '' }], resources: 'Two people' }], ['priorities', { priorities: [line] }], ['definition', { texts: [{ language: 'en', text: 'What is best for the customer.' }] }]] as const) {
      const { edit } = await must<{ edit: number }>(`/${paper}/draft`, { edit: 0, content })
      await must(`/${paper}/publication`, { edit })
    }
    const { priorities: [one] } = await read<{ priorities: { priorityId: string }[] }>('/priorities')
    for (const subject of subjects) await world.post('/program/attestation', { version: 1, ratings: [{ priorityId: one?.priorityId, understand: 4, agree: 4, motivated: 4 }] }, { as: `employee ${subject}` })
    await must('/same-page/releases', { version: 1 })
  },
  projects: async () => {
    const { body: run } = await world.upload<PortfolioImportReply>('/program/portfolio/imports', [{ name: 'list.csv', content: 'Title,Owner\nKeep,\nMerge,\nAdopt,\nRetire,\nReject,\n' }], { as: `program-office ${office}` })
    await must(`/portfolio/imports/${run.runId}/columns`, { files: run.files.map(({ reading }) => reading) })
    await must(`/portfolio/imports/${run.runId}/apply`)
    const { initiatives } = await read<{ initiatives: { initiativeId: string, title: string }[] }>('/initiatives')
    const idOf = (title: string) => initiatives.find(one => one.title === title)?.initiativeId ?? ''
    for (const kind of ['Keep', 'Retire', 'Reject']) await must(`/initiatives/${idOf(kind)}/decisions`, { kind: kind.toLowerCase(), ...reasoned })
    await must(`/initiatives/${idOf('Merge')}/decisions`, { kind: 'merge', into: idOf('Keep'), ...reasoned })
    await must(`/initiatives/${idOf('Adopt')}/decisions`, { kind: 'adopt', owner: 'Ana', ...reasoned })
  },
  practices: async () => {
    const { practiceId } = await must<{ practiceId: string }>('/practices', { title: 'Call back', what: 'Call back in a day', when: 'After each complaint', example: null, discipline: 'CI' })
    await must(`/practices/${practiceId}/decision`, { decision: 'accept', reason: null })
    await must(`/practices/${practiceId}/adoptions`, { unitId: 'east', wording: null })
  },
  'quick wins': async () => {
    const { winId } = await must<{ winId: string }>('/quick-wins', { prompt: 'insight', discipline: 'CI', headline: 'Bills are read', story: 'They said so.', metric: null, evidence: 'The board in the hall', link: null, priorityId: null, practiceId: null, named: false, mayFeature: false, nobodyTold: false })
    await must(`/quick-wins/${winId}/adoptions`, { unitId: 'east' })
  },
  customers: async () => {
    const { segmentId } = await must<{ segmentId: string }>('/segments', { name: 'Young families', description: '', customers: 'external', voice: 'P-0' })
    const view = (unitId: string, need: string) => must<{ viewId: string }>('/views', { unitId, segmentId, called: 'Customers', content: { needs: [need], pains: [], goals: [], life: '', contribution: '' }, draft: false })
    const { viewId } = await view('east', 'They want to be called by phone')
    await view('west', 'They do not want to be called by phone')
    const { conflicts: [conflict] } = await read<ConflictsReply>(`/conflicts?segment=${segmentId}`)
    await must(`/conflicts/${conflict?.conflictId ?? ''}/decision`, { verdict: 'first-holds', why: 'Asked twelve of them', version: conflict?.version })
    await must(`/segments/${segmentId}/persona/statements`, { draftVersion: 0, picks: [{ viewId, field: 'needs', text: 'They want to be called by phone' }] })
    const { draftVersion, viewsVersion } = await read<PersonaDraftReply>(`/segments/${segmentId}/persona`)
    await must(`/segments/${segmentId}/persona/publication`, { draftVersion, viewsVersion })
    const { opportunityId } = await must<{ opportunityId: string }>('/opportunities', { segmentId, first: 'east', second: 'west', question: 'overlap', what: 'One call', owner: 'P-0' })
    await must(`/opportunities/${opportunityId}`, { version: 1, what: 'One call', owner: 'P-0', outcome: '', state: 'agreed' })
    await must(`/opportunities/${opportunityId}`, { version: 2, what: 'One call', owner: 'P-0', outcome: 'Half the calls', state: 'done' })
  },
  'the start': async () => {
    const { forumId } = await must<{ forumId: string }>('/forums', { title: 'Forum', day: '2026-11-02', statement: 'We are customer-centric' })
    for (const from of ['planned', 'before', 'debate', 'after']) await must(`/forums/${forumId}/step`, { from })
    await must('/start/workshops', { title: 'Workshop', day: '2026-11-02' })
    await must('/plan/draft')
    await must('/plan/draft/frame', { edition: 0, vision: 'Easy to deal with', priorities: ['One bill'] })
    const { id: outcomeId } = await must<{ id: string }>('/plan/draft/outcomes', { text: 'Bills are understood', priorityId: null })
    const add = async (title: string) => (await must<{ id: string }>('/plan/draft/milestones', { outcomeId, title, measure: 'Calls', target: '10', owner: 'P-0', due: '2026-11-01' })).id
    const [reached, missed] = [await add('New bill'), await add('New letter')]
    await must('/plan/draft/approval', { changes: (await read<PlanReply>('/plan/versions/1')).changes })
    await must(`/milestones/${reached}/marks`, { seen: 'open', state: 'reached', why: 'It is out', evidence: '' })
    await must(`/milestones/${missed}/marks`, { seen: 'open', state: 'missed', why: 'Not yet', evidence: '' })
  },
  learning: async () => {
    const tried = async (baseline: number | null) => {
      const { experimentId } = await must<{ experimentId: string }>('/experiments', { unitId: 'east', belief: 'calling first', forWhom: 'late claims', will: 'end calls', measure: 'calls', baseline, target: 20, better: 'lower', startsOn: '2026-11-01', endsOn: '2026-11-02' })
      await must(`/experiments/${experimentId}/start`, { version: 1 })
      await must(`/experiments/${experimentId}/result`, { version: 2, result: 10, learned: 'It helps' })
      return experimentId
    }
    await must(`/experiments/${await tried(40)}/decision`, { version: 3, decision: 'adopt', reason: 'It helps' })
    await tried(null)
    await must('/readiness/2026-Q4', { version: 0, aspects: aspects.map(({ id }) => ({ aspect: id, level: null, evidence: '' })) })
  }
}

beforeAll(async () => {
  world = await openProgramWorld()
  await world.pool.query(`insert into unit (unit_id, parent_id, name, since) values ('all', null, 'All', '2026-01-01'), ('east', 'all', 'East', '2026-01-01'), ('west', 'all', 'West', '2026-01-01')`)
  for (const [i, subject] of subjects.entries()) {
    await world.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ($1, 'Someone ' || $1, $1 || '@x.org', 'all', 'staff', '2026-01-01')`, [`P-${i}`])
    await world.pool.query(`insert into account (person_id, subject) values ($1, $2)`, [`P-${i}`, subject])
  }
  for (const part of Object.values(parts)) await part()
  facts = (await world.pool.query<(typeof facts)[number]>(`select kind, about, what, href, day from happening order by happening_id`)).rows
}, 60_000)
afterAll(() => world.close())

test('When every part of the program does what it does, then each kind of fact is told, once for each thing, and none that is not known', () => {
  expect([...new Set(facts.map(({ kind }) => kind))].sort()).toEqual(Object.keys(kinds).sort())
})

test('Whatever is told, it is of its day, leads to a page of the program and names nobody', () => {
  for (const fact of facts) expect(fact).toMatchObject({ day: '2026-11-02', href: expect.stringMatching(/^\/program\//) as string })
  expect(JSON.stringify(facts)).not.toMatch(/Someone|P-\d/)
})

test('When an opportunity is dropped and a quick win taken back, then neither is told any more, nor who does it too', async () => {
  const { opportunities: [one] } = await read<{ opportunities: { opportunityId: string, version: number, what: string }[] }>('/opportunities')
  await must(`/opportunities/${one?.opportunityId ?? ''}`, { version: one?.version, what: one?.what, owner: 'P-0', outcome: '', state: 'dropped' })
  const { wins: [win] } = await read<{ wins: { winId: string }[] }>('/quick-wins')
  await must(`/quick-wins/${win?.winId ?? ''}/withdrawal`)
  const { rows } = await world.pool.query<{ kind: string }>(`select kind from happening where starts_with(about, $1) or starts_with(about, $2)`, [one?.opportunityId, win?.winId])
  expect(rows.map(({ kind }) => kind)).toEqual(['opportunity-opened'])
})

test('When a form is sent twice, then it plans one forum and notes one workshop; with other words it is refused', async () => {
  const [forum, workshop] = [{ forumId: randomUUID(), title: 'Twice', day: '2026-11-05', statement: 'We listen' }, { workshopId: randomUUID(), title: 'Twice', day: '2026-11-05' }]
  const both = await Promise.all([must('/forums', forum), must('/forums', forum), must('/start/workshops', workshop), must('/start/workshops', workshop)])
  expect(both).toEqual([{ forumId: forum.forumId, state: 'planned' }, { forumId: forum.forumId, state: 'planned' }, { workshopId: workshop.workshopId }, { workshopId: workshop.workshopId }])
  for (const table of ['forum', 'workshop']) expect((await world.pool.query(`select from ${table} where title = 'Twice'`)).rowCount).toBe(1)
  expect((await world.post('/program/forums', { ...forum, title: 'Other' })).body.code).toBe('sent-before')
  expect((await world.post('/program/start/workshops', { ...workshop, day: '2026-11-06' })).body.code).toBe('sent-before')
})
