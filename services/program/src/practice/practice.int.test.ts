import type { PracticeDetail, PracticesReply } from '@weft/contracts/program/practice-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPeopleWorld, type Asker, type PeopleWorld } from '../../test/people-world.ts'

const TOPIC = 'int.program.practice.v1'
const words = { title: 'Open with a customer', what: 'A meeting begins with one thing a customer said.', when: 'Weekly meeting', example: null }

let world: PeopleWorld
let [office, boss, ana, ben]: Asker[] = []
beforeAll(async () => {
  world = await openPeopleWorld()
  await world.units({ all: null, east: 'all', desk: 'east', west: 'all' })
  office = await world.person('P-office', 'all', { roles: ['program-office', 'employee'] })
  boss = await world.person('P-boss', 'east', { rank: 'manager', roles: ['manager', 'employee'], scopes: ['east'] })
  ana = await world.person('P-ana', 'desk')
  ben = await world.person('P-ben', 'west')
})
afterAll(() => world.close())

const by = (asker: Asker | undefined): Asker => asker ?? expect.fail('nobody')
const code = async (reply: Promise<{ statusCode: number, json: <T>() => T }>) => { const { statusCode, json } = await reply; return [statusCode, json<{ code?: string }>().code] }
const propose = async (asker = by(ana), change: object = {}) => (await world.post(asker, '/program/practices', { ...words, discipline: 'CI', ...change })).json<{ practiceId: string }>().practiceId
const inLibrary = (change: object = {}) => propose(by(office), { accept: true, ...change })
const listFor = async (asker: Asker, query = '') => (await world.get(asker, `/program/practices${query}`)).json<PracticesReply>()
const detailFor = async (asker: Asker, id: string) => (await world.get(asker, `/program/practices/${id}`)).json<PracticeDetail>()
const decide = (id: string, decision: string, reason: string | null = null, asker = by(office)) => world.post(asker, `/program/practices/${id}/decision`, { decision, reason })
const adopt = (id: string, unitId: string, asker = by(boss), wording: string | null = null) => world.post(asker, `/program/practices/${id}/adoptions`, { unitId, wording })

describe('The library of practices', () => {
  test('When somebody proposes one, then only they and who decides see it, until it is accepted and told', async () => {
    const id = await propose()
    expect((await listFor(by(ana), '?state=proposed')).practices.map(one => one.practiceId)).toContain(id)
    expect((await listFor(by(ben), '?state=proposed')).practices).toEqual([])
    expect((await world.get(by(ben), `/program/practices/${id}`)).statusCode).toBe(404)
    expect(await detailFor(by(boss), id)).toMatchObject({ proposedBy: 'Name of P-ana', mayDecide: true })
    expect(await detailFor(by(ana), id)).toMatchObject({ proposedBy: null, mayDecide: false, mayWrite: true })
    expect(await code(decide(id, 'accept', null, by(ana)))).toEqual([403, 'not-yours'])
    expect((await decide(id, 'accept')).statusCode).toBe(200)
    expect((await listFor(by(ben))).practices).toMatchObject([{ practiceId: id, title: words.title, adoptedBy: 0, origin: 'here' }])
    expect((await world.told(TOPIC)).at(-1)).toMatchObject({ type: 'practice-accepted', data: { practiceId: id, discipline: 'CI', version: 1 } })
  })

  test('When the office declines without a word, then it is refused; with one, its proposer reads it', async () => {
    const id = await propose()
    expect(await code(decide(id, 'decline'))).toEqual([422, 'reason-missing'])
    await decide(id, 'decline', 'We have this already.')
    expect(await detailFor(by(ana), id)).toMatchObject({ state: 'declined', reason: 'We have this already.' })
    expect(await code(decide(id, 'decline', 'Again'))).toEqual([409, 'not-this-step'])
  })

  test('When two change the same words at once, then one is done, the other is refused and nothing of either is lost', async () => {
    const id = await inLibrary()
    const change = (title: string) => world.post(by(office), `/program/practices/${id}/versions`, { ...words, title, basedOn: 1 })
    const replies = await Promise.all([change('One'), change('Two'), change('Three')])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
    const { title, versions } = await detailFor(by(ana), id)
    expect([versions.length, versions[1]?.title]).toEqual([2, words.title])
    expect(versions[0]?.title).toBe(title)
    expect(await code(change('Late'))).toEqual([409, 'changed-meanwhile'])
  })

  test('When somebody else than its proposer or who decides changes the words, then it is refused', async () => {
    const change = (asker: Asker, id: string) => code(world.post(asker, `/program/practices/${id}/versions`, { ...words, title: 'Mine', basedOn: 1 }))
    const id = await propose()
    expect((await change(by(ana), id))[0]).toBe(200)
    const accepted = await inLibrary()
    expect(await change(by(ana), accepted)).toEqual([403, 'not-your-words'])
  })

  test('When the starting library is loaded twice at once, then each practice is there once, named as Weft’s, and can be changed', async () => {
    const before = (await listFor(by(office))).counts
    const replies = await Promise.all([1, 2].map(() => world.post(by(office), '/program/practices/starting-library')))
    const [one, two] = replies.map(reply => reply.json<{ added: number, there: number }>())
    expect((one?.added ?? 0) + (two?.added ?? 0)).toBe(before.startingLibrary)
    const { practices, counts } = await listFor(by(ben), '?discipline=EM')
    expect(counts.startingLibrary).toBe(0)
    expect(practices.filter(({ origin }) => origin === 'weft')).toHaveLength(3)
    expect(await code(world.post(by(boss), '/program/practices/starting-library'))).toEqual([403, 'not-yours'])
  })

  test.each([
    ['no title', { title: ' ' }], ['a title of two lines', { title: 'a\nb' }], ['a NUL', { what: 'a\0b' }], ['too long a text', { what: 'x'.repeat(601) }], ['a discipline that is none', { discipline: 'XX' }]
  ])('When it has %s, then it is refused', async (_, change) => {
    expect((await world.post(by(ana), '/program/practices', { ...words, discipline: 'CI', ...change })).statusCode).toBe(400)
  })

  test('When one person’s proposals pile up, then the next waits until one is answered', async () => {
    const eve = await world.person('P-eve', 'west')
    const replies = await Promise.all(Array.from({ length: 23 }, () => world.post(eve, '/program/practices', { ...words, discipline: 'CC' })))
    expect(replies.filter(({ statusCode }) => statusCode === 201)).toHaveLength(20)
    expect(replies.find(({ statusCode }) => statusCode !== 201)?.json()).toMatchObject({ code: 'too-many-proposals' })
  })

  test('When the library is longer than a page, then pages follow one another without gap or repeat', async () => {
    for (let i = 0; i < 55; i++) await inLibrary({ title: `Round ${i % 7}`, discipline: i % 2 === 0 ? 'SA' : 'PV' })
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const page: PracticesReply = await listFor(by(ben), after === '' ? '' : `?after=${after}`)
      seen.push(...page.practices.map(one => one.practiceId))
      after = page.next
    }
    expect(seen.length).toBe((await listFor(by(ben))).counts.accepted)
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('What units adopt', () => {
  test('When a manager adopts for the own unit, then people below see it in its wording; another unit is not theirs', async () => {
    const id = await inLibrary()
    expect(await code(adopt(id, 'west'))).toEqual([403, 'not-your-unit'])
    expect(await code(adopt(id, 'nowhere'))).toEqual([404, 'no-such-unit'])
    expect(await code(adopt(id, 'east', by(ana)))).toEqual([403, 'not-yours'])
    expect((await adopt(id, 'east', by(boss), 'We begin with a complaint.')).statusCode).toBe(201)
    expect((await detailFor(by(ana), id)).own.unit).toEqual({ unitId: 'east', name: 'Unit east', wording: 'We begin with a complaint.' })
    expect((await detailFor(by(ben), id)).own.unit).toBeNull()
    expect((await listFor(by(ben), '?unit=desk')).practices.map(one => one.practiceId)).toContain(id)
    expect((await detailFor(by(ben), id))).toMatchObject({ discipline: 'CI', adoptedBy: 1, adoptions: [{ unitId: 'east', yours: false }] })
    expect((await world.told(TOPIC)).at(-1)).toMatchObject({ type: 'practice-adopted', data: { unitId: 'east', discipline: 'CI', wording: 'We begin with a complaint.' } })
  })

  test('When two adopt for the same unit at once, then it has it once', async () => {
    const id = await inLibrary()
    const replies = await Promise.all([adopt(id, 'east'), adopt(id, 'east', by(office)), adopt(id, 'east')])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409])
    expect((await detailFor(by(ana), id)).adoptedBy).toBe(1)
    expect(await code(adopt(id, 'east'))).toEqual([409, 'already-adopted'])
  })

  test('When a practice is retired while units adopt it, then no unit keeps it, and later ones are refused', async () => {
    const id = await inLibrary()
    await Promise.all([decide(id, 'retire', 'One of two'), adopt(id, 'east'), adopt(id, 'west', by(office)), adopt(id, 'desk')])
    const { adoptedBy, state, adoptions } = await detailFor(by(ana), id)
    expect([adoptedBy, state]).toEqual([0, 'retired'])
    for (const adoption of adoptions) expect(adoption.endReason).toBe('Retired from the library')
    expect(await code(adopt(id, 'all', by(office)))).toEqual([409, 'practice-not-in-library'])
    expect((await world.told(TOPIC)).filter(event => event.data['practiceId'] === id && event.type.startsWith('practice-adopt')).length).toBe(2 * adoptions.length)
  })

  test('When two change a unit’s wording from the same page, then the second is told; ended twice is told too', async () => {
    const id = await inLibrary()
    const { adoptionId } = (await adopt(id, 'east')).json<{ adoptionId: string }>()
    const word = (wording: string) => world.post(by(boss), `/program/practice-adoptions/${adoptionId}/wording`, { wording, basedOn: 1 })
    expect((await Promise.all([word('One'), word('Two')])).map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const end = () => world.post(by(boss), `/program/practice-adoptions/${adoptionId}/end`, { reason: 'The meeting is gone.' })
    expect((await Promise.all([end(), end()])).map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(await detailFor(by(ana), id)).toMatchObject({ adoptedBy: 0, adoptions: [{ endReason: 'The meeting is gone.' }] })
    expect((await adopt(id, 'east')).statusCode).toBe(201)
  })
})

describe('What a person commits to', () => {
  const commit = (asker: Asker, id: string) => world.post(asker, `/program/practices/${id}/commitment`)

  test('When the own unit has adopted it, then a person commits once, however often they ask; else it is refused', async () => {
    const id = await inLibrary()
    expect(await code(commit(by(ana), id))).toEqual([409, 'not-adopted-here'])
    await adopt(id, 'east')
    const replies = await Promise.all([commit(by(ana), id), commit(by(ana), id)])
    expect(replies.map(reply => reply.json())).toEqual([1, 2].map(() => ({ practiceId: id, since: '2026-11-24' })))
    expect(await code(commit(by(ben), id))).toEqual([409, 'not-adopted-here'])
    await world.post(by(ana), `/program/practices/${id}/commitment/end`)
    expect((await detailFor(by(ana), id)).own.since).toBeNull()
  })

  test('When anybody else reads, then neither the door nor the database shows who committed', async () => {
    const id = await inLibrary()
    await adopt(id, 'east')
    await commit(by(ana), id)
    expect((await detailFor(by(ana), id)).own.since).toBe('2026-11-24')
    for (const asker of [office, boss, ben]) expect((await detailFor(by(asker), id)).own.since).toBeNull()
    expect((await world.database.pool.query('select * from practice_commitment')).rows).toEqual([])
    expect((await world.told(TOPIC)).map(event => JSON.stringify(event)).join('')).not.toContain(by(ana).subject)
  })

  test('When it is retired, or the directory does not know the person, then nobody commits', async () => {
    const id = await inLibrary()
    await adopt(id, 'all', by(office))
    expect(await code(commit({ subject: 'a machine', roles: ['employee'] }, id))).toEqual([403, 'not-in-directory'])
    await decide(id, 'retire', 'Gone')
    expect(await code(commit(by(ana), id))).toEqual([409, 'practice-not-in-library'])
  })
})

test('When the library is taken as a file, then no text of it runs in a spreadsheet', async () => {
  await inLibrary({ title: '=HYPERLINK("x")', what: 'a, "b"\nc' })
  const { body, headers } = await world.get(by(office), '/program/practices.csv')
  expect(headers['content-type']).toContain('text/csv')
  expect(body).toContain(`"'=HYPERLINK(""x"")","a, ""b""\nc"`)
  expect((await world.get(by(ana), '/program/practices.csv')).statusCode).toBe(403)
})
