import type { SegmentReply, SegmentsReply } from '@weft/contracts/program/segment-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emil, office, openSegmentWorld, sales, vera, type SegmentWorld } from '../../test/segment-world.ts'
import { vacantVoices } from './voice.store.ts'

let world: SegmentWorld
beforeAll(async () => { world = await openSegmentWorld() })
afterAll(() => world.close())

const asked = (change: object = {}) => ({ name: 'Young families', description: 'Parents of small children', customers: 'external', voice: 'p-vera@example.org', ...change })

describe('the registry of segments', () => {
  test('When a segment is registered, then everybody reads it with its voice, and an event tells of it', async () => {
    const { segmentId } = await world.must<{ segmentId: string }>('POST', '/segments', asked(), sales)
    const found = await world.get<SegmentReply>(`/segments/${segmentId}`, emil)
    expect(found).toMatchObject({ name: 'Young families', version: 1, voice: { personId: 'p-vera', name: 'Vera Voice' }, views: null, conflicts: null, opportunities: null, persona: null, may: { change: false, speak: false, see: false } })
    expect((await world.events()).at(-1)).toMatchObject({ type: 'segment-registered', data: { segmentId, voiceId: 'p-vera' } })
    expect((await world.call('POST', '/segments', asked({ name: 'YOUNG families' }))).json()).toMatchObject({ status: 409, code: 'segment-name-taken' })
  })

  test.each([
    ['somebody unknown', { voice: 'Nobody Here' }, 'no-such-person'], ['no name', { name: '' }, 'malformed'], ['a field too many', { colour: 'red' }, 'malformed']
  ])('When it is registered with %s, then it is refused', async (_what, change, code) => {
    expect((await world.call('POST', '/segments', asked({ name: 'Others', ...change }))).json()).toMatchObject({ code })
  })

  test('When two people of one name are there, then the e-mail is asked for', async () => {
    await world.database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ('p-two', 'Vera Voice', 'two@example.org', 'all', 'staff', '2026-01-01')`)
    expect((await world.call('POST', '/segments', asked({ name: 'Others', voice: 'Vera Voice' }))).json()).toMatchObject({ code: 'several-people' })
    await world.database.pool.query(`delete from person where person_id = 'p-two'`)
  })

  test('When nobody answers for it, or whoever did has left, then the alarm says which', async () => {
    await world.segment('Retired couples', '')
    await world.segment('Small firms', 'Emil Klein')
    expect((await vacantVoices(world.database.pool)).map(({ name, why }) => [name, why])).toEqual([['Retired couples', 'vacant']])
    await world.leaves('p-emil')
    expect((await vacantVoices(world.database.pool)).map(({ name, why }) => [name, why])).toEqual([['Retired couples', 'vacant'], ['Small firms', 'gone']])
    const { segments, whole } = await world.get<SegmentsReply>('/segments')
    expect(whole).toMatchObject({ segments: 3, withoutVoice: 2, uncovered: 3, agreed: 0 })
    expect(segments.map(({ name, voice }) => [name, voice])).toEqual([['Retired couples', null], ['Small firms', { personId: 'p-emil', name: null }], ['Young families', { personId: 'p-vera', name: 'Vera Voice' }]])
    expect((await world.get<SegmentsReply>('/segments', emil)).whole).toBeNull()
  })

  test('When two people change a segment, then the second hears of it and nothing is overwritten', async () => {
    const segmentId = await world.segment('Students')
    const change = (name: string) => world.call('POST', `/segments/${segmentId}`, { ...asked({ name, voice: 'p-vera' }), state: 'active', version: 1 })
    const replies = await Promise.all([change('Students at home'), change('Students abroad')])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect((await world.database.pool.query(`select version from segment_version where segment_id = $1`, [segmentId])).rows).toHaveLength(2)
  })

  test('When a segment has ended, then nobody writes about it, and its name is free', async () => {
    const segmentId = await world.segment('Fax users')
    await world.must('POST', `/segments/${segmentId}`, { ...asked({ name: 'Fax users', voice: '' }), state: 'ended', version: 1 })
    expect((await world.call('POST', '/views', { unitId: 'sales', segmentId, called: 'Fax', content: { needs: ['Paper'], pains: [], goals: [], life: '', contribution: '' }, draft: false })).json()).toMatchObject({ code: 'segment-ended' })
    expect(await world.segment('Fax users')).not.toBe(segmentId)
  })
})

describe('what customers said', () => {
  const quote = (change: object = {}) => ({ quote: 'I never know whom to call', source: 'Interview', month: '2027-02', ...change })

  test('When an employee adds a quote, then everybody reads it; the author and the voice may take it away, nobody else', async () => {
    const segmentId = await world.segment('Farmers')
    const words = async () => (await world.get<SegmentReply>(`/segments/${segmentId}`, vera)).words
    const add = () => world.must<{ wordId: string }>('POST', `/segments/${segmentId}/words`, quote(), emil)
    const [first, second] = [await add(), await add()]
    expect((await words()).map(({ quote: said, month, yours }) => [said, month, yours])).toEqual([['I never know whom to call', '2027-02', true], ['I never know whom to call', '2027-02', true]])
    expect((await world.call('POST', `/words/${first.wordId}/removal`, undefined, sales)).json()).toMatchObject({ status: 403, code: 'not-its-voice' })
    await world.must('POST', `/words/${first.wordId}/removal`, undefined, emil)
    await world.must('POST', `/words/${second.wordId}/removal`, undefined, vera)
    expect(await words()).toEqual([])
  })

  test.each([
    ['an address', { quote: 'Write to eva@example.org' }, 'personal-data'], ['a month to come', { month: '2027-04' }, 'month-to-come'], ['no month', { month: '2027-13' }, 'malformed'], ['nothing', { quote: '  ' }, 'malformed']
  ])('When a quote holds %s, then it is refused', async (_what, change, code) => {
    const segmentId = (await world.get<SegmentsReply>('/segments')).segments[0]?.segmentId
    expect((await world.call('POST', `/segments/${segmentId}/words`, quote(change), emil)).json()).toMatchObject({ code })
  })

  test('When there are as many as are kept, then one more is refused', async () => {
    const segmentId = await world.segment('Shops')
    await world.database.pool.query(`insert into customer_word (word_id, segment_id, quote, source, month, added_by, added_on) select gen_random_uuid(), $1, 'q', 's', '2027-01', $2, '2027-01-01' from generate_series(1, 300)`, [segmentId, office.subject])
    expect((await world.call('POST', `/segments/${segmentId}/words`, quote(), emil)).json()).toMatchObject({ status: 409, code: 'too-many-words' })
  })
})
