import type { GoalImportReply } from '@weft/contracts/commitments/import-api'
import type { MineReply } from '@weft/contracts/commitments/commitment-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { as, settle, subjects } from '../../test/people.ts'
import { actingAsHouse } from '../acting-as.ts'
import { MOST_EACH } from './limits.ts'

let world: CommitmentsWorld
const send = (content: string | Buffer, { by = as('ana'), many = false, name = 'goals.csv' }: { by?: { as: string }, many?: boolean, name?: string } = {}) =>
  world.upload<GoalImportReply>('/commitments/imports', [...many ? [{ content: 'many', name: '', field: 'whose' }] : [], { content, name }], by)
const step = (run: GoalImportReply, what: string, by = as('ana'), body: object = {}) => world.post<GoalImportReply>(`/commitments/imports/${run.importId}/${what}`, { version: run.version, ...body }, by)
const mine = async (name: Parameters<typeof as>[0]) => (await world.get<MineReply>('/commitments/mine', as(name))).body.commitments

beforeAll(async () => {
  world = await openCommitmentsWorld()
  await settle(world)
})
afterAll(() => world.close())

const OWN = `Objective;Key result;Due date;Theme;Status;Colour
When a claim is late, I call first;Calls before the customer asks;15/01/2027;Know customers now;Open;red
Read ten letters of customers;;Q4 2027;Unknown;;
Finished long ago;x;2026-01-01;;Done;
When a claim is late, I  call first;again;;;;
`

describe('goals kept elsewhere', () => {
  test('When somebody sends a table of their own, then columns are guessed, problems are grouped, and nothing is anybody\'s before it is brought in', async () => {
    const { status, body } = await send(OWN)
    expect(status).toBe(201)
    expect(body.columns.map(({ name, field, from }) => [name, field, from])).toEqual([['Objective', 'wording', 'guess'], ['Key result', 'measure', 'guess'], ['Due date', 'dueOn', 'guess'], ['Theme', 'discipline', 'guess'], ['Status', 'status', 'guess'], ['Colour', null, 'guess']])
    expect(body).toMatchObject({ state: 'checking', rows: 4, ready: 2, problems: [{ code: 'over', rows: 1, lines: [4] }, { code: 'there-already', rows: 1, lines: [5] }] })
    expect(body.goals).toMatchObject([{ horizon: '3-months', dueOn: '2027-01-15', discipline: 'CI', guesses: [] }, { horizon: 'beyond', dueOn: null, discipline: null, guesses: ['It had no measure.', 'Its date 2027-12-31 is more than a year away: give it a first milestone.', '"Unknown" is none of the disciplines.'] }])
    expect(await mine('ana')).toEqual([])
    expect((await world.get(`/commitments/imports/${body.importId}`, as('bo'))).status).toBe(404)

    const leftOut = await world.get<string>(`/commitments/imports/${body.importId}/left-out.csv`, as('ana'))
    expect(leftOut.body.split('\r\n').slice(1, 3)).toEqual(['4,It is over where it comes from. Only what is still to do is brought in.,Finished long ago,x,2026-01-01,,Done,', '5,"The same goal stands further up, or came with an earlier import.","When a claim is late, I  call first",again,,,,'])
    expect((await world.get<string>(`/commitments/imports/${body.importId}/left-out.csv`, as('bo'))).status).toBe(404)

    const applied = await step(body, 'application')
    expect(applied.body).toMatchObject({ state: 'applied', drafts: 2 })
    expect((await world.get<string>(`/commitments/imports/${body.importId}/left-out.csv`, as('ana'))).status).toBe(404)
    expect((await mine('ana')).map(({ state, wording, askedDueOn }) => [state, wording, askedDueOn])).toEqual(expect.arrayContaining([['draft', 'When a claim is late, I call first', '2027-01-15'], ['draft', 'Read ten letters of customers', null]]))
    expect((await step(body, 'application')).body.code).toBe('import-over')
    expect((await world.told()).length).toBe(0)

    const again = await send(OWN)
    expect(again.body).toMatchObject({ ready: 0 })
    expect((await step(again.body, 'application')).body.code).toBe('nothing-ready')
    await step(again.body, 'drop')
  })

  test('When an import is taken back, then what its owner touched stays and the rest goes', async () => {
    const { body } = await send('Goal,Measure\nVisit a customer,Visits\nVisit another,Visits\n', { by: as('dee') })
    const applied = (await step(body, 'application', as('dee'))).body
    const [kept] = await mine('dee')
    const made = await world.post(`/commitments/commitment/${kept?.commitmentId}/opening`, { version: kept?.version }, as('dee'))
    expect(made.status).toBe(200)
    expect((await step(applied, 'drop', as('dee'))).body.state).toBe('dropped')
    expect((await mine('dee')).map(({ commitmentId, state }) => [commitmentId, state])).toEqual([[kept?.commitmentId, 'open']])
  })

  test('When the office brings in goals of many, then each gets drafts of their own, which the office does not read; nobody else may', async () => {
    const table = 'E-mail,Goal,Measure\nE@Example.org,Call a customer,Calls\nP-cy,Write to a customer,Letters\nnobody@example.org,Lost,x\n'
    expect((await send(table, { many: true, by: as('bo') })).body.code).toBe('office-only')
    const office = { as: 'program-office' }
    const { body } = await send(table, { many: true, by: office })
    expect(body).toMatchObject({ ready: 2, problems: [{ code: 'no-such-person', lines: [4] }], goals: [{ personName: 'Eli Fox' }, { personName: 'Cy Moran' }] })
    expect((await step(body, 'application', office)).body.drafts).toBe(2)
    expect(await mine('eli')).toMatchObject([{ state: 'draft', wording: 'Call a customer' }])
    expect((await world.get(`/commitments/commitment/${(await mine('eli'))[0]?.commitmentId}`, as('cy'))).status).toBe(404)
    expect((await send(table, { many: true, by: office })).body.problems).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'there-already', rows: 2 })]))
  })

  test('When the columns are chosen otherwise, then that counts; two the same or none for the goal are refused, and an old page too', async () => {
    const { body } = await send('A,B\nshort,When I hear of it I will answer within a day\n')
    const choices = { dates: 'day-first', benefits: 'colleague', measure: 'Answers' }
    expect(body.columns[1]).toMatchObject({ field: 'wording', from: 'guess' })
    expect((await step(body, 'columns', as('ana'), { fields: { A: 'wording', B: 'wording' }, ...choices })).body.code).toBe('field-twice')
    expect((await step(body, 'columns', as('ana'), { fields: { A: 'measure' }, ...choices })).body.code).toBe('no-goal-column')
    const chosen = await step(body, 'columns', as('ana'), { fields: { A: 'measure', B: 'wording' }, ...choices })
    expect(chosen.body).toMatchObject({ ready: 1, goals: [{ measure: 'short', benefits: 'colleague', guesses: ['It had no date: three months.'] }] })
    expect((await step(body, 'application')).body.code).toBe('changed-meanwhile')
    await step(chosen.body, 'drop')
  })

  test.each([
    ['Windows-1252', (text: string) => Buffer.from(text, 'latin1'), 'windows-1252'], ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`), 'utf-8'], ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-8']
  ])('When it is written in %s, then every letter comes in, and what it was read as is said', async (_what, bytes, encoding) => {
    const { status, body } = await send(bytes(`Ziel;Messgröße;Fällig\nFür Kunden da sein (${encoding});Rückrufe;31.01.2027\n`), { by: as('bo') })
    expect([status, body.encoding]).toEqual([201, encoding])
    expect(body.goals).toMatchObject([{ wording: `Für Kunden da sein (${encoding})`, measure: 'Rückrufe', dueOn: '2027-01-31' }])
    expect((await step(body, 'columns', as('bo'), { fields: { Ziel: 'wording', Messgröße: 'measure', Fällig: 'dueOn' }, dates: 'day-first', benefits: 'customer', measure: 'x' })).body.goals[0]?.measure).toBe('Rückrufe')
    await world.post(`/commitments/imports/${body.importId}/drop`, { version: body.version + 1 }, as('bo'))
  })

  test('When two press at once, then it is brought in once', async () => {
    const { body } = await send('Goal\nAt once, once\n', { by: as('bo') })
    const both = await Promise.all([step(body, 'application', as('bo')), step(body, 'application', as('bo'))])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await mine('bo')).length).toBe(1)
  })

  test.each([
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 2]), 'not-csv'], ['no text', Buffer.from('Goal\n\u0000\u00ff', 'latin1'), 'wrong-encoding'], ['nothing', '', 'empty-file'], ['only a header', 'Goal,Measure\n', 'no-rows'], ['an open quote', 'Goal\n"never closed\n', 'broken-quotes'],
    ['a long cell', `Goal\n${'x'.repeat(5_000)}\n`, 'cell-too-long'], ['many columns', `${Array.from({ length: 60 }, (_, i) => `c${i}`).join(',')}\n1\n`, 'too-many-columns'], ['many rows', `Goal\n${'x\n'.repeat(5_001)}`, 'too-many-rows'],
    ['much of it', `Goal\n${'x,y\n'.repeat(300_000)}`, 'file-too-large']
  ])('When %s is sent, then it is refused with a code and nothing is kept', async (_what, content, code) => {
    const { status, body } = await send(content, { by: as('cy') })
    expect([status >= 400 && status < 500, body.code]).toEqual([true, code])
    expect(await actingAsHouse(world.pool, async tx => (await tx.query(/* sql */ `select from commitment_import i where i.by_subject = $1`, [subjects.cy])).rowCount)).toBe(0)
  })

  test('When rows hold what cannot be kept, then they are named, and one person gets no flood', async () => {
    const { body } = await send(`Goal\n"tab\u0007bell"\n${'y'.repeat(401)}\n=1+1\n__proto__\n${Array.from({ length: 30 }, (_, i) => `Goal number ${i}`).join('\n')}\n`, { by: as('cy') })
    expect(body.ready).toBeLessThanOrEqual(MOST_EACH)
    expect(body.problems).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'goal-unreadable', lines: [2, 3] }), expect.objectContaining({ code: 'too-many' })]))
    expect((await world.post(`/commitments/imports/${body.importId}/columns`, { version: body.version, fields: { __proto__: 'wording', Goal: 'no-field' }, dates: 'day-first', benefits: 'customer', measure: 'x' }, as('cy'))).status).toBe(400)
    expect((await world.post('/commitments/imports', {}, as('cy'))).status).toBe(400)
  })
})
