import { personChanged } from '@weft/contracts/directory/events'
import { tombstoneOf } from '@weft/service-kit/event'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onePriority, openCharterWorld, somebody, type CharterWorld } from '../../test/charter-world.ts'
import { mandateOf } from '../charter/charter.store.ts'

const ana = somebody('P-1', 'all', 'leader')
const ben = somebody('P-2')
const asBen = { subject: ben.subject, roles: ['employee'] }
const charter = { vision: 'Every customer gets an answer the same day.', sponsor: 'P-1@example.org', goals: [{ goal: 'Answer within a day', measure: '90 % by the log' }], resources: 'Two people full time.' }

let world: CharterWorld
beforeAll(async () => {
  world = await openCharterWorld()
  await world.bringIn([['all', null]], [ana, ben])
})
afterAll(() => world.close())

describe('the charter', () => {
  test('When there is none, then the mandate is vacant, and the page can say why', async () => {
    expect((await world.call('GET', '/program/charter', undefined, asBen)).json()).toEqual({ charter: null, mandate: { state: 'vacant', why: 'no-charter' } })
  })

  test('When it is published, then everybody reads it with the name of its sponsor, and its event says who', async () => {
    expect(await world.publish('charter', charter)).toBe(1)
    expect((await world.call('GET', '/program/charter', undefined, asBen)).json()).toMatchObject({ charter: { version: 1, publishedOn: '2027-03-01', vision: charter.vision, sponsor: { name: 'Person P-1' } }, mandate: { state: 'held' } })
    expect(await world.events('int.program.charter.v1')).toMatchObject([{ key: 'charter', type: 'charter-published', data: { version: 1, sponsorId: 'P-1' } }])
  })

  test('When it lacks something or names nobody, then publishing is refused with each finding, and the draft is still there', async () => {
    const { edit } = (await world.call('POST', '/program/charter/draft', { edit: 0, content: { ...charter, vision: ' ', sponsor: 'who@example.org', goals: [{ goal: '', measure: 'by the log' }] } })).json<{ edit: number }>()
    const refused = await world.call('POST', '/program/charter/publication', { edit })
    expect(refused.statusCode).toBe(422)
    expect(refused.json<{ problems: { at: string }[] }>().problems.map(({ at }) => at)).toEqual(['vision', 'sponsor', 'goal-1', 'goal-1'])
    const draft = (await world.call('GET', '/program/charter/draft')).json<{ content: { sponsor: string }, problems: unknown[], current: number }>()
    expect([draft.content.sponsor, draft.problems.length, draft.current]).toEqual(['who@example.org', 4, 1])
    expect((await world.call('POST', '/program/charter/draft/drop', { edit })).statusCode).toBe(200)
  })

  test('When the sponsor leaves, then the mandate is vacant without anybody entering it', async () => {
    await world.hear(tombstoneOf(personChanged, { id: '0197e0c8-0000-7000-8000-000000000001', key: 'P-1', time: '2027-03-01T00:00:00Z' }))
    expect(await mandateOf(world.database.pool)).toEqual({ state: 'vacant', why: 'sponsor-left' })
    expect((await world.call('GET', '/program/charter', undefined, asBen)).json()).toMatchObject({ charter: { sponsor: null }, mandate: { state: 'vacant', why: 'sponsor-left' } })
    await world.bringIn([], [ana])
  })
})

describe('the priorities', () => {
  test('When they are worded anew, then that is a new version, the old one can still be read, and each priority keeps its id', async () => {
    expect(await world.publish('priorities', { priorities: [onePriority(), onePriority('Tell customers first')] })).toBe(1)
    const { content } = (await world.call('GET', '/program/priorities/draft')).json<{ content: { priorities: ReturnType<typeof onePriority>[] } }>()
    expect(await world.publish('priorities', { priorities: [{ ...content.priorities[0], title: 'Answer within the hour' }] })).toBe(2)
    const now = (await world.call('GET', '/program/priorities', undefined, asBen)).json<{ version: number, priorities: { priorityId: string, title: string }[] }>()
    expect(now).toMatchObject({ version: 2, priorities: [{ title: 'Answer within the hour', priorityId: content.priorities[0]?.priorityId }] })
    const { versions } = (await world.call('GET', '/program/priorities/versions', undefined, asBen)).json<{ versions: { version: number, content: { priorities: unknown[] } }[] }>()
    expect(versions.map(({ version, content: { priorities } }) => [version, priorities.length])).toEqual([[2, 1], [1, 2]])
    expect((await world.events('int.program.priorities.v1')).map(({ data }) => data['version'])).toEqual([1, 2])
  })

  test.each([
    ['none', []], ['one without a reason', [{ ...onePriority(), why: '' }]], ['one without a discipline', [{ ...onePriority(), disciplines: [] }]],
    ['the same twice', [onePriority(), onePriority('ANSWER the same day ')]]
  ])('When there is %s, then they are not published', async (_, priorities) => {
    const { edit } = (await world.call('GET', '/program/priorities/draft')).json<{ edit: number }>()
    const saved = (await world.call('POST', '/program/priorities/draft', { edit, content: { priorities } })).json<{ edit: number }>()
    expect((await world.call('POST', '/program/priorities/publication', saved)).json()).toMatchObject({ status: 422, code: 'not-finished' })
    await world.call('POST', '/program/priorities/draft/drop', saved)
  })

  test('When there are four, or half an emoji, or a NUL, then nothing is kept', async () => {
    for (const priorities of [[1, 2, 3, 4].map(at => onePriority(String(at))), [onePriority('\ud83d')], [onePriority('a\0')]]) {
      expect((await world.call('POST', '/program/priorities/draft', { edit: 0, content: { priorities } })).statusCode).toBe(400)
    }
    expect((await world.call('GET', '/program/priorities/draft')).json()).toMatchObject({ edit: 0 })
  })

  test('When two save, or publish, what they both opened, then one is told that it has changed', async () => {
    const save = () => world.call('POST', '/program/priorities/draft', { edit: 0, content: { priorities: [onePriority('Raced')] } })
    const codes = (await Promise.all([save(), save(), save()])).map(({ statusCode }) => statusCode)
    expect(codes.toSorted()).toEqual([200, 409, 409])
    const publish = () => world.call('POST', '/program/priorities/publication', { edit: 1 })
    expect((await Promise.all([publish(), publish()])).map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409])
  })
})

describe('the definition', () => {
  test('When it changes, then having read it counts for the old version only', async () => {
    const acknowledge = (version: number, as = asBen) => world.call('POST', '/program/definition/acknowledgement', { version }, as)
    const read = async () => (await world.call('GET', '/program/definition', undefined, asBen)).json<{ version: number, acknowledged: number | null }>()
    expect((await acknowledge(1)).json()).toMatchObject({ code: 'old-version' })
    expect(await world.publish('definition', { texts: [{ language: 'en', text: 'One' }, { language: 'es', text: 'Uno' }] })).toBe(1)
    expect((await acknowledge(1)).statusCode).toBe(201)
    expect((await acknowledge(1)).statusCode).toBe(201)
    expect(await read()).toMatchObject({ version: 1, acknowledged: 1 })
    expect(await world.publish('definition', { texts: [{ language: 'en', text: 'Two' }] })).toBe(2)
    expect(await read()).toMatchObject({ version: 2, acknowledged: 1 })
    expect((await acknowledge(1)).json()).toMatchObject({ status: 409, code: 'old-version' })
    expect((await acknowledge(2, { subject: world.office, roles: ['employee'] })).json()).toMatchObject({ status: 403, code: 'not-in-directory' })
  })

  test('When nobody says for whom they read, then nobody has read anything; the office is told bands', async () => {
    expect((await world.database.pool.query('select from acknowledgement')).rowCount).toBe(0)
    await world.bringIn([], Array.from({ length: 20 }, (_, at) => somebody(`Q-${at}`)))
    expect((await world.call('GET', '/program/definition/coverage')).json()).toMatchObject({ version: 2, units: [{ unitId: 'all', people: 22, atLeast: 0, atMost: 5 }] })
  })
})
