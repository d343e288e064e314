import type { ComparisonReply, ConflictsReply } from '@weft/contracts/program/conflict-api'
import type { PersonaDraftReply } from '@weft/contracts/program/persona-api'
import type { SegmentReply, SegmentsReply } from '@weft/contracts/program/segment-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emil, office, openSegmentWorld, sales, service, vera, type SegmentWorld } from '../../test/segment-world.ts'

const CALLS = 'They want to be called by phone'
const NO_CALLS = 'They do not want to be called by phone'
let world: SegmentWorld
let segmentId: string
let [ofSales, ofService] = ['', '']
let count = 0
beforeAll(async () => { world = await openSegmentWorld() })
afterAll(() => world.close())
beforeEach(async () => {
  segmentId = await world.segment(`Segment ${++count}`)
  ofSales = await world.view('sales', segmentId, { needs: [CALLS, 'Quick answers', 'Lower price for loyal customers'] })
  ofService = await world.view('service', segmentId, { needs: [NO_CALLS, 'Fast replies'], pains: ['Forms nobody understands'] })
})

const page = (as = office) => world.get<SegmentReply>(`/segments/${segmentId}`, as)
const queue = (as = office, more = '') => world.get<ConflictsReply>(`/conflicts?segment=${segmentId}${more}`, as)
const first = async () => (await queue()).conflicts[0] ?? expect.fail('there is one')
const decide = async (verdict: string, as = vera, change: object = {}) => {
  const { conflictId, version } = await first()
  return world.call('POST', `/conflicts/${conflictId}/decision`, { verdict, why: 'Asked twelve of them', version, ...change }, as)
}

describe('where departments see the same customers differently', () => {
  test('When two views are written, then what contradicts, what both say and what one alone says is stored with the reason', async () => {
    const { divergence, conflicts } = await page()
    expect(divergence).toMatchObject({ views: 2, statements: 6, contradictions: 1, compared: true })
    expect(divergence?.byAll.map(({ said }) => said.map(({ text }) => text))).toEqual([['Quick answers', 'Fast replies']])
    expect(divergence?.byOne.map(({ said }) => said[0]?.text)).toEqual(['Lower price for loyal customers', 'Forms nobody understands'])
    expect(conflicts?.map(({ first: a, second: b, state }) => [a.text, b.text, state])).toEqual([[CALLS, NO_CALLS, 'open']])
    expect(conflicts?.[0]?.reason).toContain('“')
    const pair = await world.get<ComparisonReply>(`/segments/${segmentId}/comparison?first=${ofService}&second=${ofSales}`)
    expect([pair.compared, pair.contradictions.length, pair.matches.length, pair.onlyFirst.length, pair.onlySecond.length]).toEqual([true, 1, 1, 1, 1])
    const { segments, whole } = await world.get<SegmentsReply>(`/segments?like=segment%20${count}`)
    expect(segments[0]?.counts).toEqual({ views: 2, contradictions: 1, openConflicts: 1, byOne: 2, compared: true })
    expect(whole?.open).toBe(whole?.contradictions)
  })

  test('When a contradiction is decided by the voice, then who, when and why stand; nobody else may', async () => {
    for (const as of [sales, service, emil]) expect((await decide('split', as)).json()).toMatchObject({ status: 403, code: 'not-its-voice' })
    expect((await decide('split')).statusCode).toBe(200)
    expect((await first()).decision).toEqual({ verdict: 'split', why: 'Asked twelve of them', by: 'Vera Voice', on: '2027-03-01' })
    expect((await world.events()).at(-1)).toMatchObject({ type: 'conflict-decided', data: { segmentId, verdict: 'split', firstUnitId: 'sales', secondUnitId: 'service' } })
    expect((await queue(vera)).counts).toEqual({ found: 1, open: 0, decided: 1, gone: 0 })
    expect((await queue(emil)).conflicts).toEqual([])
    expect((await decide('first-holds', vera, { version: 1 })).json()).toMatchObject({ status: 409, code: 'changed-meanwhile' })
    expect((await decide('first-holds', vera, { why: ' ' })).statusCode).toBe(400)
  })

  test('When either text changes, then a decision is open again; when it is gone, then it is told as gone; nothing is dropped', async () => {
    await decide('split')
    await world.rewrite(ofSales, { needs: ['They want to be called by phone every week', 'Quick answers'] }, 1)
    expect(await queue()).toMatchObject({ counts: { found: 1, open: 1, decided: 0, gone: 0 }, conflicts: [{ state: 'open', decision: null, first: { text: 'They want to be called by phone every week' } }] })
    expect((await first()).history.map(({ what }) => what)).toEqual(['reopened', 'decided', 'found'])
    await world.rewrite(ofSales, { needs: ['Quick answers'] }, 2)
    expect((await queue()).counts).toEqual({ found: 1, open: 0, decided: 0, gone: 1 })
    expect((await decide('split')).json()).toMatchObject({ code: 'conflict-gone' })
    await world.rewrite(ofSales, { needs: ['They want to be called by phone every week'] }, 3)
    expect((await queue()).counts).toEqual({ found: 1, open: 1, decided: 0, gone: 0 })
    await world.must('POST', `/views/${ofSales}/mapping`, { segmentId: null, why: 'Others' })
    expect((await queue()).counts).toEqual({ found: 1, open: 0, decided: 0, gone: 1 })
  })

  test('When a text that has nothing to do with it changes, then the decision stands', async () => {
    await decide('no-contradiction')
    await world.rewrite(ofService, { needs: [NO_CALLS, 'Fast replies', 'Clear bills'] }, 1)
    expect((await first()).decision).toMatchObject({ verdict: 'no-contradiction' })
    const { divergence } = await page()
    const counts = await queue()
    expect(counts.counts.open + counts.counts.decided).toBe(divergence?.contradictions)
  })
})

describe('one agreed persona', () => {
  const draft = (as = vera) => world.get<PersonaDraftReply>(`/segments/${segmentId}/persona`, as)
  const post = (what: string, body: object, as = vera) => world.call('POST', `/segments/${segmentId}/persona/${what}`, body, as)
  const take = async (...picks: [string, string][]) => post('statements', { draftVersion: (await draft()).draftVersion, picks: picks.map(([viewId, text]) => ({ viewId, field: 'needs', text })) })
  const publish = async (change: object = {}) => {
    const { draftVersion, viewsVersion } = await draft()
    return post('publication', { draftVersion, viewsVersion, ...change })
  }

  test('When the voice takes statements, edits and publishes, then everybody reads them with where they came from', async () => {
    await take([ofSales, 'Quick answers'], [ofService, 'Fast replies'])
    const { draftVersion, statements: [quick, fast] } = await draft()
    expect((await post('draft', { draftVersion, summary: 'Busy people', statements: [{ id: quick?.id, field: 'needs', text: 'An answer the same day' }] })).statusCode).toBe(200)
    expect((await publish()).json()).toEqual({ segmentId, version: 1 })
    const read = await page(emil)
    expect(read.persona).toMatchObject({ version: 1, summary: 'Busy people', by: 'Vera Voice', openConflicts: 1, statements: [{ text: 'An answer the same day', changed: false, from: [{ unitName: 'Sales', version: 1, text: null }] }] })
    expect((await page(sales)).persona?.statements[0]?.from[0]?.text).toBe('Quick answers')
    expect(read.persona?.statements.some(({ id }) => id === fast?.id)).toBe(false)
    expect((await world.events()).at(-1)).toMatchObject({ type: 'persona-published', data: { segmentId, version: 1, statements: 1, units: 1, openConflicts: 1 } })
    await publish()
    expect((await page(emil)).personas.map(({ version }) => version)).toEqual([2, 1])
    expect(await world.get(`/segments/${segmentId}/personas/1`, emil)).toMatchObject({ version: 1, statements: [{ from: [{ text: null }] }] })
  })

  test('When it says both sides of an open contradiction, then it is refused until that is decided', async () => {
    await take([ofSales, CALLS], [ofService, NO_CALLS])
    expect((await draft()).clashes).toEqual([{ first: CALLS, second: NO_CALLS }])
    expect((await publish()).json()).toMatchObject({ status: 409, code: 'both-sides' })
    await decide('split')
    expect((await publish()).statusCode).toBe(201)
  })

  test('When a view changes between looking and publishing, then it is refused and the change is shown', async () => {
    await take([ofSales, 'Quick answers'])
    const { draftVersion, viewsVersion } = await draft()
    await world.rewrite(ofSales, { needs: ['Cheap answers'] }, 1)
    expect((await post('publication', { draftVersion, viewsVersion })).json()).toMatchObject({ status: 409, code: 'view-changed-meanwhile' })
    expect((await draft()).statements.map(({ text, changed }) => [text, changed])).toEqual([['Quick answers', true]])
    expect((await take([ofSales, 'Quick answers'])).json()).toMatchObject({ code: 'view-changed-meanwhile' })
  })

  test('When it is published while a view is written, then either the view was seen or publishing is refused', async () => {
    await take([ofSales, 'Quick answers'])
    const { draftVersion, viewsVersion } = await draft()
    const [published, written] = await Promise.all([post('publication', { draftVersion, viewsVersion }), world.rewrite(ofSales, { needs: ['Cheap answers'] }, 1)])
    expect(written.statusCode).toBe(200)
    expect(published.statusCode === 201 || published.json<{ code: string }>().code === 'view-changed-meanwhile').toBe(true)
    const version = published.statusCode === 201 ? 1 : 0
    expect((await page()).personaVersion).toBe(version)
  })

  test('When two people edit the draft at once, then the second hears of it', async () => {
    const edit = (summary: string, as = vera) => post('draft', { draftVersion: 0, summary, statements: [] }, as)
    const replies = await Promise.all([edit('one'), edit('two', office)])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect((await publish()).json()).toMatchObject({ code: 'empty-persona' })
    expect((await world.call('GET', `/segments/${segmentId}/persona`, undefined, sales)).json()).toMatchObject({ code: 'not-its-voice' })
  })
})

describe('files', () => {
  test.each(['segments', 'views', 'conflicts', 'opportunities'])('When %s are taken as a file, then a formula in them is harmless, and who may not see views gets none', async name => {
    await world.view('claims', segmentId, { needs: ['=1+1 and calls'] })
    const { body, headers } = await world.call('GET', `/${name}.csv`)
    expect(headers['content-type']).toContain('text/csv')
    expect(body.split('\r\n').length).toBeGreaterThan(name === 'opportunities' ? 1 : 2)
    expect(body).not.toMatch(/(^|,)=1/m)
    expect((await world.call('GET', `/${name}.csv`, undefined, emil)).json()).toMatchObject({ status: 403 })
  })
})
