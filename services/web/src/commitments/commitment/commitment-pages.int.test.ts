import { randomUUID } from 'node:crypto'
import type { CommitmentReply, MineReply } from '@weft/contracts/commitments/commitment-api'
import { Refusal } from '@weft/service-kit/refusal'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../../test/door-world.ts'
import { sampleScript } from '../../../test/sample-answers.ts'

let database: TestDatabase
let world: DoorWorld
let browser: Browser
const commitmentId = randomUUID()
const commitment: CommitmentReply['commitment'] = {
  commitmentId, version: 3, state: 'open', wording: 'When a claim is late, I will call <first>', horizon: '3-months', startsOn: '2026-11-02', dueOn: '2027-02-02', askedDueOn: null, discipline: 'EM', priorityId: null, priorityTitle: null, practiceId: null, practiceTitle: null,
  ownerName: 'Ana Reyes', benefits: 'customer', measure: 'Calls', weight: 2, weightAgreed: false, parts: 1, splitFrom: null, progress: 25, madeOn: '2026-11-02', endedOn: null, dropAgreed: false, milestones: []
}
const mine: MineReply = { place: { unitName: 'Claims', bossName: 'Bo Lind' }, today: '2026-11-02', ends: { '3-months': '2027-02-02', '6-months': '2027-05-02' }, counts: { draft: 0, open: 1, done: 0, dropped: 0, split: 0 }, commitments: [commitment], next: null }
const reply: CommitmentReply = { commitment, as: 'owner', today: '2026-11-02', bounds: { first: '2026-11-09', last: '2027-03-02' }, partners: [], split: [], seenBy: { boss: 'Bo Lind', partners: 0 }, history: [{ version: 3, at: '2026-11-02T09:00:00.000Z', act: 'progressed', byName: 'Ana Reyes', reason: null, changes: [{ field: 'Progress', from: '0', to: '25' }] }], earlier: null }
const act = { commitmentId, version: 4, state: 'open', dueOn: '2027-02-02' }
let refusing = false
let one: CommitmentReply = reply
const or = (answer: unknown) => () => { if (refusing) throw new Refusal('conflict', 'changed-meanwhile', 'This commitment was changed meanwhile. Look at it again, then repeat.'); return answer }

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: {
    ...sampleScript(), 'GET /commitments/mine': () => mine, 'GET /commitments/suggestions': () => ({ lowest: { unitId: 'U-1', unitName: 'Claims', own: true, title: 'Spring', closedOn: '2026-06-30', disciplines: [{ discipline: 'CI', score: 41.2 }] }, practices: [], priorities: [] }),
    'GET /commitments/of': () => ({ reports: [{ personId: 'P-9', name: 'Sam Lee', open: 2, toAgree: 1 }] }), 'GET /commitments/colleagues': () => ({ colleagues: [{ personId: 'P-2', name: 'Dee Oak' }] }), 'GET /commitments/commitment/:id': () => one, 'POST /commitments/mine': or(act), 'POST /commitments/commitment/:id/:act': or(act), 'POST /commitments/commitment/:id/milestones/:milestone/change': or(act)
  } })
  browser = new Browser()
  await browser.signIn(world.origin, 'office@localhost')
})
afterAll(async () => {
  await world.stop()
  await database.drop()
})

const page = async (path: string) => (await browser.go(`${world.origin}${path}`)).text()
const send = (path: string, fields: Record<string, string>) => browser.go(`${world.origin}${path}`, { method: 'POST', headers: { origin: world.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() })
const asked = () => JSON.parse(world.heard.findLast(({ body }) => body !== '')?.body ?? '{}') as Record<string, unknown>
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

describe('pages of commitments', () => {
  test('When my commitments are opened, then they stand by horizon, and the lowest discipline leads to the form with it chosen', async () => {
    const html = await page('/commitments')
    expect(html).toContain('call &lt;first>')
    expect(html).toContain('by 2 February 2027')
    expect(html).toContain('1 commitment of your team to agree on')
    expect(html).toContain('href="/commitments/new?discipline=CI"')
    expect(await page('/commitments/new?discipline=CI&horizon=6-months')).toMatch(/<option value="CI" selected>/)
  })
  test('When the form is sent, then its own id goes with it, and one lands on the list', async () => {
    const id = hidden(await page('/commitments/new'), 'commitmentId')
    const answer = await send('/commitments/new', { commitmentId: id, milestoneId: randomUUID(), version: '', wording: 'When it rains, I will', measure: 'Rain', benefits: 'colleague', horizon: '3-months', weight: '2', make: 'yes' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/commitments?done=made'])
    expect(asked()).toMatchObject({ commitmentId: id, wording: 'When it rains, I will', benefits: 'colleague', make: true })
  })
  test('When something is missing or refused, then everything typed is still there, with the same id', async () => {
    const fields = { commitmentId: randomUUID(), milestoneId: randomUUID(), version: '', wording: 'When it rains, I will', measure: '', benefits: 'colleague', horizon: '3-months', weight: '2', make: 'yes' }
    const missing = await send('/commitments/new', fields)
    expect(missing.status).toBe(422)
    const html = await missing.text()
    expect(html).toContain('Say how you will see it')
    expect(html).toContain('When it rains, I will</textarea>')
    expect(hidden(html, 'commitmentId')).toBe(fields.commitmentId)
    refusing = true
    const refused = await send('/commitments/new', { ...fields, measure: 'Rain' })
    refusing = false
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('value="Rain"')
  })
  test.each([
    ['progress', { progress: '50' }, { version: 3, progress: 50 }, `/commitments/${commitmentId}?done=progress`], ['completion', {}, { version: 3 }, `/commitments/${commitmentId}?done=done`],
    ['drop', { reason: ' Taken over ' }, { version: 3, reason: 'Taken over' }, `/commitments/${commitmentId}?done=dropped`], ['partners', { partners: 'P-2' }, { version: 3, partners: ['P-2'] }, `/commitments/${commitmentId}?done=partners`],
    ['partners', {}, { version: 3, partners: [] }, `/commitments/${commitmentId}?done=partners`], ['weight', { weight: '3' }, { version: 3, weight: 3 }, `/commitments/${commitmentId}?done=weight`],
    ['split', { id0: commitmentId, wording0: 'A', measure0: 'a', id1: commitmentId, wording1: 'B', measure1: 'b', id2: commitmentId, wording2: '', measure2: '' }, { version: 3, parts: [{ commitmentId, wording: 'A', measure: 'a' }, { commitmentId, wording: 'B', measure: 'b' }] }, '/commitments?done=split']
  ])('When %s is sent, then it is asked with the version of the page', async (path, fields, body, location) => {
    const answer = await send(`/commitments/${commitmentId}/${path}`, { version: '3', ...fields })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, location])
    expect(asked()).toEqual(body)
  })
  test('When a milestone is changed, then its own fields are asked, and what was typed stands there again when it is refused', async () => {
    const milestoneId = randomUUID()
    one = { ...reply, commitment: { ...commitment, horizon: 'beyond', milestones: [{ milestoneId, wording: 'Five days', dueOn: '2027-06-30', reachedOn: null }] } }
    const fields = { version: '3', [`milestone-${milestoneId}`]: ' Six days ', [`milestoneOn-${milestoneId}`]: '2027-05-31' }
    const path = `/commitments/${commitmentId}/milestones/${milestoneId}/change`
    expect((await send(path, fields)).headers.get('location')).toBe(`/commitments/${commitmentId}?done=milestone`)
    expect(asked()).toEqual({ version: 3, wording: 'Six days', dueOn: '2027-05-31' })
    const missing = await send(path, { ...fields, [`milestoneOn-${milestoneId}`]: '' })
    expect([missing.status, (await missing.text()).match(/href="#milestoneOn-[^"]*">The milestone needs a day/)?.length]).toEqual([422, 1])
    refusing = true
    const stale = await send(path, fields)
    refusing = false
    expect([stale.status, (await stale.text()).includes('value=" Six days "')]).toEqual([409, true])
    one = reply
  })
  test('When it was changed meanwhile, or no reason is given, then the page says so and shows it as it is', async () => {
    refusing = true
    const stale = await send(`/commitments/${commitmentId}/progress`, { version: '2', progress: '50' })
    refusing = false
    expect([stale.status, (await stale.text()).includes('changed meanwhile')]).toEqual([409, true])
    const empty = await send(`/commitments/${commitmentId}/drop`, { version: '3', reason: ' ' })
    expect([empty.status, (await empty.text()).includes('Say why')]).toEqual([422, true])
  })
})
