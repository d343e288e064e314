import type { SegmentReply } from '@weft/contracts/program/segment-api'
import type { ViewReply, ViewsReply } from '@weft/contracts/program/view-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { content, emil, office, openSegmentWorld, sales, service, vera, type SegmentWorld } from '../../test/segment-world.ts'

let world: SegmentWorld
let segmentId: string
let count = 0
beforeAll(async () => { world = await openSegmentWorld() })
afterAll(() => world.close())
beforeEach(async () => { segmentId = await world.segment(`Segment ${++count}`) })

const write = (change: object = {}, as = sales) => world.call('POST', '/views', { unitId: 'sales', segmentId, called: 'Families', content: content({ needs: ['Quick answers'] }), draft: false, ...change }, as)
const statusOf = async (reply: ReturnType<typeof write>) => { const { status, code } = (await reply).json<{ status: number, code: string }>(); return [status, code] }

describe('a department\'s view', () => {
  test('When a manager writes for the own unit or one below, then it stands; for another unit it is as if there were none', async () => {
    expect((await write()).statusCode).toBe(201)
    expect((await write({ unitId: 'claims' }, service)).statusCode).toBe(201)
    expect(await statusOf(write({ unitId: 'sales' }, service))).toEqual([404, 'no-such-unit'])
    expect(await statusOf(write({ unitId: 'nowhere' }, service))).toEqual([404, 'no-such-unit'])
    expect(await statusOf(write({}, emil))).toEqual([403, 'not-yours'])
    const { views } = await world.get<SegmentReply>(`/segments/${segmentId}`, sales)
    expect(views?.map(({ unitName, yours }) => [unitName, yours])).toEqual([['Claims', false], ['Sales', true]])
  })

  test('When it is read by whoever is neither manager, office, auditor nor voice, then it is refused', async () => {
    const viewId = await world.view('sales', segmentId, { needs: ['Quick answers'] })
    expect((await world.call('GET', `/views/${viewId}`, undefined, emil)).json()).toMatchObject({ status: 403, code: 'views-not-open' })
    for (const as of [vera, service, office]) expect((await world.call('GET', `/views/${viewId}`, undefined, as)).statusCode).toBe(200)
  })

  test.each([
    ['says nothing', { content: content({ needs: ['  '] }) }, 'empty-view'], ['has thirteen needs', { content: content({ needs: Array.from({ length: 13 }, (_, n) => `Need ${n}`) }) }, 'malformed'],
    ['has a very long statement', { content: content({ needs: ['x'.repeat(201)] }) }, 'malformed'], ['is of no segment there is', { segmentId: '0197e0c8-0000-7000-8000-000000000009' }, 'no-such-segment']
  ])('When it %s, then it is refused and nothing is kept', async (_what, change, code) => {
    expect((await write(change)).json()).toMatchObject({ code })
    expect((await world.get<SegmentReply>(`/segments/${segmentId}`)).views).toEqual([])
  })

  test('When it is a draft, then only its writer sees it, and it counts nowhere until it is written', async () => {
    const { viewId } = (await write({ draft: true })).json<{ viewId: string }>()
    expect((await world.get<SegmentReply>(`/segments/${segmentId}`)).views).toEqual([])
    expect((await world.get<ViewReply>(`/views/${viewId}`, service)).draft).toBeNull()
    const mine = await world.get<ViewReply>(`/views/${viewId}`, sales)
    expect([mine.version, mine.draft?.content.needs]).toEqual([0, ['Quick answers']])
    expect((await world.rewrite(viewId, { needs: ['Quick answers'] }, 0, sales)).json()).toEqual({ viewId, version: 1 })
    expect((await world.get<ViewReply>(`/views/${viewId}`, sales)).draft).toBeNull()
  })

  test('When two people write at once, then one version stands and the text of the other is kept as a draft', async () => {
    const viewId = await world.view('sales', segmentId, { needs: ['Quick answers'] })
    const [byOffice, bySales] = await Promise.all([world.rewrite(viewId, { needs: ['By the office'] }, 1, office), world.rewrite(viewId, { needs: ['By sales'] }, 1, sales)])
    expect([byOffice.statusCode, bySales.statusCode].sort()).toEqual([200, 409])
    const [late, lateText] = byOffice.statusCode === 409 ? [office, 'By the office'] : [sales, 'By sales']
    const read = await world.get<ViewReply>(`/views/${viewId}`, late)
    expect([read.version, read.draft?.content.needs, read.draft?.baseVersion]).toEqual([2, [lateText], 1])
    expect(read.content?.needs).not.toEqual([lateText])
    expect(read.versions.map(({ version }) => version)).toEqual([2, 1])
  })

  test('When a unit would have two views of a segment, then the second is refused, also in a race', async () => {
    const replies = await Promise.all([write(), write()])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  })
})

describe('the same customers by another name', () => {
  test('When a view is mapped and unmapped, then it counts with the segment and no more, and its history stays', async () => {
    const families = await world.segment('Young families')
    const viewId = await world.view('sales', null, { needs: ['Quick answers'] }, 'Families with babies')
    const listed = (await world.get<ViewsReply>('/views', sales)).views.find(view => view.viewId === viewId)
    expect(listed?.maybe[0]).toEqual({ segmentId: families, name: 'Young families', why: 'shares “families”' })
    const map = (to: string | null, why: string) => world.must('POST', `/views/${viewId}/mapping`, { segmentId: to, why }, sales)
    await map(families, 'Same people')
    expect((await world.get<SegmentReply>(`/segments/${families}`)).divergence).toMatchObject({ views: 1, statements: 1, compared: true })
    await map(null, 'Other people after all')
    expect((await world.get<SegmentReply>(`/segments/${families}`)).divergence).toMatchObject({ views: 0, statements: 0 })
    expect((await world.get<ViewReply>(`/views/${viewId}`)).mappings.map(({ segmentName, by, why }) => [segmentName, by, why])).toEqual([[null, 'Sam Sales', 'Other people after all'], ['Young families', 'Sam Sales', 'Same people']])
    expect((await world.events()).slice(-2).map(({ type, data }) => [type, data['mapped']])).toEqual([['view-mapped', true], ['view-mapped', false]])
    expect((await world.call('POST', `/views/${viewId}/mapping`, { segmentId: null, why: '' }, sales)).json()).toMatchObject({ code: 'mapped-already' })
  })
})

describe('views by file', () => {
  const row = (unitId: string, segment: string | null, need: string) => ({ unitId, segment, called: 'Them', content: content({ needs: [need] }) })
  const send = (views: object[], as = office) => world.call('POST', '/views/imports', { views }, as)

  test('When one of many does not fit, then all reasons are told and nothing is stored', async () => {
    const name = `Segment ${count}`
    const reply = (await send([row('sales', name, 'A'), row('sales', name, 'B'), row('moon', name, 'C'), row('claims', 'Nobody', 'D'), row('service', name, ' ')])).json<{ code: string, problems: { at: string, code: string }[] }>()
    expect([reply.code, reply.problems.map(({ at, code }) => `${at} ${code}`)]).toEqual(['views-not-accepted', ['views/1 view-twice', 'views/2 no-such-unit', 'views/3 no-such-segment', 'views/4 empty-view']])
    expect((await world.get<SegmentReply>(`/segments/${segmentId}`)).views).toEqual([])
    expect((await send([row('sales', name, 'A')], service)).json()).toMatchObject({ code: 'views-not-accepted' })
  })

  test('When it comes twice, then the second changes nothing; what has changed becomes the next version and is compared by the job', async () => {
    const name = `Segment ${count}`.toUpperCase()
    expect((await send([row('sales', name, 'A'), row('claims', segmentId, 'B')])).json()).toEqual({ written: 2, unchanged: 0 })
    expect((await send([row('sales', name, 'A'), row('claims', segmentId, 'C')])).json()).toEqual({ written: 1, unchanged: 1 })
    expect((await world.get<SegmentReply>(`/segments/${segmentId}`)).divergence).toBeNull()
    await world.runJob()
    const { divergence, views } = await world.get<SegmentReply>(`/segments/${segmentId}`)
    expect([divergence?.views, divergence?.compared, views?.map(({ version }) => version)]).toEqual([2, true, [2, 1]])
  })
})
