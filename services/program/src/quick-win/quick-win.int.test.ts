import type { WinDetail, WinRate, WinsReply } from '@weft/contracts/program/win-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPeopleWorld, type Asker, type PeopleWorld } from '../../test/people-world.ts'

const TOPIC = 'int.program.quick-win.v1'
const content = {
  prompt: 'insight', discipline: 'CI', headline: 'They ring twice', story: 'We did not know that customers ring twice.', metric: null, evidence: null, link: null,
  priorityId: null, practiceId: null, named: false, mayFeature: false, nobodyTold: false
}

let world: PeopleWorld
let [office, boss, ana, ben, lone]: Asker[] = []
const by = (asker: Asker | undefined): Asker => asker ?? expect.fail('nobody')
beforeAll(async () => {
  world = await openPeopleWorld()
  await world.units({ all: null, east: 'all', small: 'all' })
  office = await world.person('P-office', 'all', { roles: ['program-office', 'employee'] })
  boss = await world.person('P-boss', 'east', { roles: ['manager', 'employee'], scopes: ['east'] })
  ana = await world.person('P-ana', 'east')
  ben = await world.person('P-ben', 'east')
  for (const name of ['P-1', 'P-2']) await world.person(name, 'east')
  lone = await world.person('P-lone', 'small')
})
afterAll(() => world.close())

const code = async (reply: Promise<{ statusCode: number, json: <T>() => T }>) => { const { statusCode, json } = await reply; return [statusCode, json<{ code?: string }>().code] }
const share = async (asker = by(ana), change: object = {}) => (await world.post(asker, '/program/quick-wins', { ...content, ...change })).json<{ winId: string }>().winId
const detail = async (asker: Asker, id: string) => (await world.get(asker, `/program/quick-wins/${id}`)).json<WinDetail>()
const feed = async (asker = by(ben), query = '') => (await world.get(asker, `/program/quick-wins${query}`)).json<WinsReply>()
const thank = (asker: Asker, id: string) => world.post(asker, `/program/quick-wins/${id}/thanks`)

describe('Sharing', () => {
  test('When the author stays unnamed, then readers learn a unit of five or nothing, and no door, table or event tells who', async () => {
    const [ofFive, ofOne, named] = [await share(), await share(by(lone)), await share(by(lone), { named: true })]
    expect(await Promise.all([ofFive, ofOne, named].map(async id => (await detail(by(ben), id)).from))).toEqual(['somebody in Unit east', 'somebody', 'Name of P-lone'])
    expect((await detail(by(ana), ofFive)).own.author).toBe(true)
    expect(JSON.stringify(await detail(by(office), ofFive))).not.toContain(by(ana).subject)
    expect((await world.database.pool.query('select * from quick_win_author')).rows).toEqual([])
    expect(JSON.stringify((await world.database.pool.query('select * from quick_win where win_id = $1', [ofFive])).rows)).not.toContain(by(ana).subject)
    expect(JSON.stringify(await world.told(TOPIC))).not.toContain(by(ana).subject)
  })

  test('When something is measured, then only a value before makes it a win; the event and the counters follow a change', async () => {
    const id = await share(by(ana), { metric: { name: 'Days', before: null, after: '6' } })
    expect((await detail(by(ben), id)).kind).toBe('story')
    await world.post(by(ana), `/program/quick-wins/${id}/changes`, { ...content, metric: { name: 'Days', before: '14', after: '6' }, basedOn: 1 })
    expect(await detail(by(ben), id)).toMatchObject({ kind: 'win', version: 2, metric: { before: '14' } })
    expect((await world.told(TOPIC)).at(-1)).toMatchObject({ type: 'quick-win-shared', data: { winId: id, kind: 'win' } })
    const facts = async () => (await world.database.pool.query<{ kind: string }>('select kind from happening where about = $1 order by 1', [id])).rows.map(({ kind }) => kind)
    expect(await facts()).toEqual(['quick-win-evidenced', 'quick-win-shared'])
    await world.post(by(ana), `/program/quick-wins/${id}/withdrawal`)
    expect(await facts()).toEqual([])
  })

  test('When a text looks as if it named a customer, then it is refused until the author has looked', async () => {
    const change = { story: 'Mrs Huber rang 030 1234567.' }
    expect(await code(world.post(by(ana), '/program/quick-wins', { ...content, ...change }))).toEqual([422, 'looks-personal'])
    expect((await world.post(by(ana), '/program/quick-wins', { ...content, ...change, nobodyTold: true })).statusCode).toBe(201)
  })

  test.each([['a link that runs', { link: 'javascript:alert(1)' }], ['a link of another kind', { link: 'ftp://x.org/' }], ['no story', { story: '\n ' }], ['a prompt that is none', { prompt: 'rant' }], ['too long a story', { story: 'x'.repeat(1_001) }]])('When it has %s, then it is refused', async (_, change) => {
    expect((await world.post(by(ana), '/program/quick-wins', { ...content, ...change })).statusCode).toBe(400)
  })

  test('When it names a practice that is not in the library, or a stranger shares, then it is refused', async () => {
    expect(await code(world.post(by(ana), '/program/quick-wins', { ...content, practiceId: '11111111-1111-4111-8111-111111111111' }))).toEqual([422, 'practice-not-in-library'])
    expect(await code(world.post({ subject: 'a machine', roles: ['employee'] }, '/program/quick-wins', content))).toEqual([403, 'not-in-directory'])
  })

  test('When one person shares and shares, also at once, then ten a day are taken', async () => {
    const eve = await world.person('P-eve', 'east')
    const replies = await Promise.all(Array.from({ length: 13 }, () => world.post(eve, '/program/quick-wins', content)))
    expect(replies.filter(({ statusCode }) => statusCode === 201)).toHaveLength(10)
    expect(replies.find(({ statusCode }) => statusCode !== 201)?.json()).toMatchObject({ code: 'too-many-quick-wins', status: 429 })
  })
})

describe('What its author does with it', () => {
  test('When it is changed from two windows at once, then one is done and the other told', async () => {
    const id = await share()
    const change = (headline: string) => world.post(by(ana), `/program/quick-wins/${id}/changes`, { ...content, headline, basedOn: 1 })
    expect((await Promise.all([change('One'), change('Two')])).map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  test('When somebody else changes it or takes it back, then to them it is not there', async () => {
    const id = await share()
    for (const asker of [ben, boss, office]) {
      expect(await code(world.post(by(asker), `/program/quick-wins/${id}/changes`, { ...content, basedOn: 1 }))).toEqual([404, 'no-such-quick-win'])
      expect(await code(world.post(by(asker), `/program/quick-wins/${id}/withdrawal`))).toEqual([404, 'no-such-quick-win'])
    }
    expect((await world.post(by(ana), `/program/quick-wins/${id}/withdrawal`)).statusCode).toBe(200)
    expect((await world.get(by(ben), `/program/quick-wins/${id}`)).statusCode).toBe(404)
    expect((await world.told(TOPIC)).at(-1)).toMatchObject({ type: 'quick-win-gone', data: { why: 'withdrawn' } })
  })
})

describe('What others do with it', () => {
  test('When one person thanks twice at once, then it counts once; nobody thanks themselves, and nobody reads who did', async () => {
    const id = await share()
    await Promise.all([thank(by(ben), id), thank(by(ben), id), thank(by(boss), id)])
    expect(await detail(by(ben), id)).toMatchObject({ thanks: 2, own: { thanked: true } })
    expect((await detail(by(ana), id)).own.thanked).toBe(false)
    expect(await code(thank(by(ana), id))).toEqual([409, 'own-quick-win'])
    expect((await world.database.pool.query('select * from quick_win_thanks')).rows).toEqual([])
  })

  test('When a unit does it too, then its manager says so once, and only of the own', async () => {
    const id = await share(by(lone))
    const adopt = (unitId: string, asker = by(boss)) => world.post(asker, `/program/quick-wins/${id}/adoptions`, { unitId })
    expect((await Promise.all([adopt('east'), adopt('east')])).map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(await code(adopt('small'))).toEqual([403, 'not-your-unit'])
    expect(await detail(by(ben), id)).toMatchObject({ adoptedBy: 1, adoptions: [{ unitName: 'Unit east' }] })
  })

  test('When the office hides one, then its author reads why, and nobody else sees or thanks it', async () => {
    const id = await share()
    const hide = (asker: Asker) => world.post(asker, `/program/quick-wins/${id}/hiding`, { reason: 'One can tell who the customer is.' })
    expect(await code(hide(by(boss)))).toEqual([403, 'not-yours'])
    expect((await hide(by(office))).statusCode).toBe(200)
    expect((await detail(by(ana), id)).hidden).toMatchObject({ reason: 'One can tell who the customer is.' })
    expect((await world.get(by(ben), `/program/quick-wins/${id}`)).statusCode).toBe(404)
    expect(await code(thank(by(ben), id))).toEqual([404, 'no-such-quick-win'])
    expect((await feed()).wins.map(({ winId }) => winId)).not.toContain(id)
  })

  test('When the author did not agree, then it is no best practice; agreeing no more takes it off', async () => {
    const feature = (id: string) => world.post(by(office), `/program/quick-wins/${id}/feature`, { featured: true })
    expect(await code(feature(await share()))).toEqual([409, 'author-did-not-agree'])
    const id = await share(by(ana), { mayFeature: true })
    await feature(id)
    expect((await feed(by(ben), '?featured=yes')).wins.map(({ winId }) => winId)).toEqual([id])
    await world.post(by(ana), `/program/quick-wins/${id}/changes`, { ...content, basedOn: 1 })
    expect((await feed(by(ben), '?featured=yes')).wins).toEqual([])
  })
})

test('When the feed is long, then pages follow one another without gap or repeat; weeks and file say the same', async () => {
  for (const [place, day] of ['2026-12-01', '2026-12-02', '2026-12-09'].entries()) {
    world.clock.now = new Date(`${day}T10:00:00Z`)
    const many = await world.person(`P-many-${place}`, 'small')
    for (let i = 0; i < 9; i++) await share(many, { discipline: 'EM', prompt: 'decision', headline: `=1+${i}`, ...(i < 4 && { evidence: 'Look' }) })
  }
  const seen: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: WinsReply = await feed(by(ben), `?prompt=decision&discipline=EM${after === '' ? '' : `&after=${after}`}`)
    seen.push(...page.wins.map(({ winId }) => winId))
    after = page.next
  }
  expect([seen.length, new Set(seen).size]).toEqual([27, 27])
  const { weeks, disciplines } = (await world.get(by(ben), '/program/quick-wins/rate')).json<WinRate>()
  expect(weeks.slice(-2)).toEqual([{ monday: '2026-11-30', wins: 8, stories: 10 }, { monday: '2026-12-07', wins: 4, stories: 5 }])
  expect(disciplines.find(({ discipline }) => discipline === 'EM')?.count).toBe(27)
  const { body } = await world.get(by(office), '/program/quick-wins.csv')
  expect(body).toContain("'=1+3")
  expect(body).not.toMatch(/,=1/)
  expect((await world.get(by(ben), '/program/quick-wins?after=nowhere')).statusCode).toBe(400)
})
