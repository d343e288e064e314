import { readFileSync } from 'node:fs'
import { personChanged, unitChanged } from '@weft/contracts/directory/events'
import type { InitiativesReply, PortfolioReply } from '@weft/contracts/program/initiative-api'
import type { PortfolioImportReply, PortfolioImportsReply, PortfolioRowsReply, RowOutcome } from '@weft/contracts/program/portfolio-api'
import { deliver, incoming } from '@weft/testkit/delivery'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openProgramWorld, type ProgramWorld } from '../../test/program-world.ts'
import { reactionsOf } from '../app.ts'
import { forgetPortfolioImportsJob } from './forget-portfolio-imports.job.ts'

const imports = '/program/portfolio/imports'
const example = (name: string) => ({ name, content: readFileSync(new URL(`../../../../examples/portfolio/${name}`, import.meta.url)) })
const three = () => ['projects.csv', 'jira.csv', 'ms-project.csv'].map(example)

let world: ProgramWorld
type Files = Parameters<ProgramWorld['upload']>[1]
const upload = (files: Files, as = 'program-office') => world.upload<PortfolioImportReply>(imports, files, { as })
const step = (runId: string, name: string, body?: object) => world.post<PortfolioImportReply>(`${imports}/${runId}/${name}`, body)
const columns = ({ runId, files }: PortfolioImportReply) => step(runId, 'columns', { files: files.map(({ reading }) => reading) })
const checked = async (files: Files) => (await columns((await upload(files)).body)).body
const rows = async (runId: string, outcome: RowOutcome) => (await world.get<PortfolioRowsReply>(`${imports}/${runId}/rows?outcome=${outcome}`)).body.rows
const portfolio = async (query = '') => (await world.get<InitiativesReply>(`/program/initiatives?${query}`)).body
const text = (content: string, name = 'list.csv') => [{ name, content }]

beforeAll(async () => {
  world = await openProgramWorld()
  await deliver(world.pool, reactionsOf(), [
    incoming(unitChanged, 'U-1', { unitId: 'U-1', parentId: null, name: 'Customer Service', since: '2026-01-05', version: 1 }),
    incoming(personChanged, 'P-1', { personId: 'P-1', name: 'Eva Svensson', email: 'eva@example.org', unitId: 'U-1', bossId: null, rank: 'staff', bands: {}, since: '2026-01-05', version: 1 }),
    incoming(personChanged, 'P-2', { personId: 'P-2', name: 'Carl-Johan Wrede', email: 'cj@example.org', unitId: 'U-1', bossId: null, rank: 'leader', bands: {}, since: '2026-01-05', version: 1 })
  ])
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.now = new Date('2026-11-02T09:30:00Z')
  for (const table of ['portfolio_import', 'initiative_version', 'initiative', 'outbox', 'happening']) await world.pool.query(`delete from ${table}`)
})

describe('the three example files', () => {
  test('When they are imported, then 32 projects are in the portfolio, 4 tasks are left out with the reason, and all figures add up', async () => {
    const run = (await upload(three())).body
    expect(run.files.map(({ reading: { format }, rows: number, readingFrom }) => [format, number, readingFrom])).toEqual([['csv', 12, 'guess'], ['jira', 11, 'guess'], ['ms-project', 13, 'guess']])
    const ready = (await columns(run)).body
    expect(ready).toMatchObject({ state: 'ready', counts: { rows: 36, new: 32, known: 0, notProjects: 4, refused: 0 } })
    expect(ready.files.map(file => file.counts?.rows)).toEqual([12, 11, 13])
    expect((await rows(run.runId, 'not-project')).map(({ reason }) => reason)).toContain('Outline level 2: a task of "Golden profile across the group".')
    expect((await portfolio()).total).toBe(0)
    expect((await step(run.runId, 'apply')).body).toMatchObject({ state: 'applied', counts: { new: 32 } })
    expect((await portfolio()).total).toBe(32)
    expect((await world.get<PortfolioReply>('/program/portfolio')).body).toMatchObject({ all: 32, undecided: { all: 32 }, missing: { goal: 1 } })
    expect((await world.told()).filter(({ type }) => type === 'initiative-registered')).toHaveLength(32)
    expect((await rows(run.runId, 'new')).every(({ initiativeId }) => initiativeId !== null)).toBe(true)
    const left = String((await world.get<string>(`${imports}/${run.runId}/left-out.csv`)).body)
    expect(left.trim().split('\r\n')).toHaveLength(5)
  })

  test('When a file is read, then dates, budgets, sponsors and customers are what the file means', async () => {
    const run = await checked(three())
    await step(run.runId, 'apply')
    const of = async (title: string) => (await portfolio(`like=${encodeURIComponent(title)}`)).initiatives[0]
    expect(await of('Branch network reduction')).toMatchObject({ budget: 1_200_000, budgetCurrency: 'EUR', startsOn: '2027-01-01', endsOn: '2027-12-31', sponsor: 'Carl-Johan Wrede', sponsorId: 'P-2' })
    expect(await of('Goodwill authority')).toMatchObject({ owner: 'Clara Meunier', unit: 'Cust. Service', unitId: 'U-1', unitName: 'Customer Service', disciplines: ['EM'], budget: 350_000, endsOn: null })
    expect(await of('Why do drivers')).toMatchObject({ owner: 'E. Svensson', ownerId: 'P-1', sponsor: 'Henrik Dahl', budget: 78_000, budgetCurrency: 'USD', startsOn: '2027-02-15', endsOn: '2027-05-28' })
    expect(await of('Loyalty fairness')).toMatchObject({ customers: 'owners and tenants of flats and villas', sponsor: 'Henrik Dahl' })
    expect(await of('Lighthouse')).toMatchObject({ goal: null, missing: ['sponsor', 'goal'], startsOn: '2027-01-01', endsOn: '2028-12-31' })
    expect(await of('Household tariff radar')).toMatchObject({ missing: ['sponsor', 'customers'], disciplines: ['KI'], source: { format: 'jira', key: 'jira:HPF-38', row: 6 } })
  })

  test('When they come again, then every row is there already and nothing changes', async () => {
    await step((await checked(three())).runId, 'apply')
    const before = (await portfolio()).initiatives
    const again = await checked([...three()].reverse())
    expect(again).toMatchObject({ counts: { rows: 36, new: 0, known: 32, notProjects: 4, refused: 0 } })
    expect(again.files.map(({ readingFrom }) => readingFrom)).toEqual(['chosen', 'chosen', 'chosen'])
    await step(again.runId, 'apply')
    expect((await portfolio()).initiatives).toEqual(before)
    expect((await world.get<PortfolioImportsReply>(imports)).body.runs.map(({ counts }) => counts?.new)).toEqual([0, 32])
  })

  test('When two imports of the same files are applied at the same moment, then one takes them in and the other has to look again', async () => {
    const [a, b] = [await checked(three()), (await columns((await upload(three(), 'program-office other')).body)).body]
    const replies = await Promise.all([step(a.runId, 'apply'), step(b.runId, 'apply')])
    expect(replies.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'stale-preview'])
    expect((await portfolio()).total).toBe(32)
  })
})

describe('steps of an import', () => {
  test('When a spelling is guessed, then it is said to be a guess, and can be corrected; what is the same in the directory is none', async () => {
    const run = await checked(text('Project;Owner;Dept\nA;Svensson, Eva;Cust. Service\nB;E. Svensson;customer service\nC;Eva Svensson;Legal\nD;Kim Novak;\nE;K. Novak;\n'))
    expect(run.spellings.map(({ written, choice, from }) => [written, choice, from])).toEqual([
      ['Svensson, Eva', 'id:P-1', 'guess'], ['E. Svensson', 'id:P-1', 'guess'], ['Eva Svensson', 'id:P-1', 'same'], ['Kim Novak', 'as-written', 'none'], ['K. Novak', 'name:Kim Novak', 'guess'],
      ['Cust. Service', 'id:U-1', 'guess'], ['customer service', 'id:U-1', 'same'], ['Legal', 'as-written', 'none']
    ])
    const corrected = (await step(run.runId, 'spellings', { people: { 'E. Svensson': 'as-written' }, units: {} })).body
    expect(corrected.spellings.find(({ written }) => written === 'E. Svensson')).toMatchObject({ choice: 'as-written', from: 'chosen' })
    await step(run.runId, 'apply')
    expect((await portfolio()).initiatives.map(({ owner, ownerId, unitId }) => [owner, ownerId, unitId])).toEqual([['Svensson, Eva', 'P-1', 'U-1'], ['E. Svensson', null, 'U-1'], ['Eva Svensson', 'P-1', null], ['Kim Novak', null, null], ['Kim Novak', null, null]])
  })

  test('When a task is a project after all, then it is taken, and counted so', async () => {
    const run = await checked([example('ms-project.csv')])
    const taken = (await step(run.runId, 'taken', { rows: [{ file: 0, row: 2 }] })).body
    expect([run.counts, taken.counts]).toMatchObject([{ rows: 13, new: 9, notProjects: 4 }, { rows: 13, new: 10, notProjects: 3 }])
  })

  test('When the directory has changed since the check, then nothing is applied before somebody looks again', async () => {
    const run = await checked(text('Project;Owner\nA;Kim Novak\n'))
    await deliver(world.pool, reactionsOf(), [incoming(personChanged, 'P-3', { personId: 'P-3', name: 'Kim Novak', email: 'kim@example.org', unitId: 'U-1', bossId: null, rank: 'staff', bands: {}, since: '2026-01-05', version: 1 })])
    const late = await step(run.runId, 'apply')
    expect([late.status, late.body.code]).toEqual([409, 'stale-preview'])
    expect((await portfolio()).total).toBe(0)
    await step(run.runId, 'check')
    expect((await step(run.runId, 'apply')).status).toBe(200)
    expect((await portfolio()).initiatives[0]).toMatchObject({ ownerId: 'P-3' })
    await world.pool.query(`delete from person where person_id = 'P-3'`)
  })

  test('When no column holds the name, then the step is refused with the place, and remembered columns are used the next time', async () => {
    const run = (await upload(text('Was;Wer\nA;Eva\n'))).body
    const refused = await columns(run)
    expect([refused.status, refused.body.problems?.[0]]).toMatchObject([422, { at: '0.title', code: 'missing-field' }])
    const reading = { ...run.files[0]?.reading, fields: { title: 'Was', owner: 'Wer' } }
    await step(run.runId, 'columns', { files: [reading] })
    await step(run.runId, 'apply')
    expect((await upload(text('Wer;Was;Mehr\nEva;B;x\n'))).body.files[0]).toMatchObject({ readingFrom: 'earlier', reading: { fields: { title: 'Was', owner: 'Wer' } }, unused: ['Mehr'] })
  })

  test.each<[string, (content: string) => Buffer]>([
    ['UTF-8 with a mark', content => Buffer.from(`\uFEFF${content}`)], ['UTF-16', content => Buffer.from(`\uFEFF${content}`, 'utf16le')], ['Windows-1252', content => Buffer.from(content, 'latin1')]
  ])('When a file is written in %s, then its letters arrive', async (_, written) => {
    const run = await checked([{ name: 'x.csv', content: written('Project;Owner\nÜbergang;Zoë\n') }])
    expect((await rows(run.runId, 'new'))[0]).toMatchObject({ title: 'Übergang', fields: { owner: 'Zoë' } })
  })

  test.each<[string, string | Buffer, number, string]>([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004xxxx'), 422, 'not-csv'], ['a PDF', '%PDF-1.7', 422, 'not-csv'], ['nothing', '', 422, 'empty-file'], ['an open quotation mark', 'Project\n"a', 422, 'broken-quotes'],
    ['UTF-16 without its mark', Buffer.from('Project\nA\n', 'utf16le'), 422, 'wrong-encoding'], ['too many rows', `Project\n${'a\n'.repeat(5_001)}`, 413, 'too-many-rows'], ['too much', Buffer.alloc(10 * 1_048_576 + 2, 'a'), 413, 'file-too-large'],
    ['an endless cell', `Project\n${'a'.repeat(60_000)}\n`, 413, 'cell-too-long']
  ])('When a file holds %s, then it is refused with a sentence and nothing is kept of it', async (_, content, status, code) => {
    const reply = await upload([{ name: 'bad.csv', content }])
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect((await world.pool.query('select from portfolio_import')).rowCount).toBe(0)
  })

  test('When an import is left lying for a week, then its files go; one that was applied keeps its rows', async () => {
    await step((await checked(text('Project;Owner\nA;Eva\n;Kim\n'))).runId, 'apply')
    const open = await checked(text('Project\nB\n'))
    world.clock.now = new Date('2026-11-10T09:30:00Z')
    await forgetPortfolioImportsJob({ pool: world.pool, now: () => world.clock.now }).run(new AbortController().signal)
    expect((await world.get<PortfolioImportReply>(`${imports}/${open.runId}`)).body.state).toBe('dropped')
    const { rows: kept } = await world.pool.query('select outcome, reason from portfolio_import_row order by row')
    expect(kept).toEqual([{ outcome: 'new', reason: null }, { outcome: 'refused', reason: 'It has no name.' }])
    expect((await step(open.runId, 'apply')).body.code).toBe('import-not-ready')
  })

  test('When 5,000 projects come at once, then they are in within seconds', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `Project ${i};Goal of ${i};Person ${i % 400};Unit ${i % 60};${i};Q${i % 4 + 1} 2027`).join('\n')
    const run = await checked(text(`Project;Goal;Owner;Dept;Budget (k€);Start\n${lines}\n`))
    expect((await step(run.runId, 'apply')).body.counts).toEqual({ rows: 5_000, new: 5_000, known: 0, notProjects: 0, refused: 0 })
    expect((await portfolio('state=undecided')).total).toBe(5_000)
  })
})
