import type { MyReviewReply, ReviewReply, TeamReply } from '@weft/contracts/commitments/review-api'
import { Refusal } from '@weft/service-kit/refusal'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../../test/door-world.ts'
import { sampleScript } from '../../../test/sample-answers.ts'

const [reviewId, a, b] = ['018f0000-0000-7000-8000-0000000000a1', '018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
const quarter = { startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026', reviewFrom: '2026-12-17', bossBy: '2027-01-14', finalOn: '2027-01-28', state: 'reviewing' as const }
const item = (commitmentId: string, wording: string): ReviewReply['items'][number] => ({
  commitmentId, wording, measure: 'Calls', horizon: '3-months', discipline: null, startsOn: '2026-10-01', dueOn: '2026-12-31', weight: 2, parts: 1, progress: 25, self: null, boss: null, agreed: null, offers: { person: null, boss: null }, draft: null
})
const review: ReviewReply = {
  reviewId, version: 3, side: 'person', state: 'self', stateSince: '2026-12-17', settled: null, quarter, personId: 'P-1', personName: 'Sam Lee', bossName: 'Ana Reyes', handed: null, selfIn: false, excuse: null, disputeReason: null, reopenAsked: null,
  dueOn: '2026-12-31', savedAt: null, asks: ['send-self'], items: [item(a, 'When a claim is late, I will call <first>'), item(b, 'Sit in on calls')], notYet: [], history: [{ seq: 1, on: '2026-10-01', act: 'frozen', byName: null }]
}
const line: TeamReply['reviews'][number] = { reviewId, version: 3, personId: 'P-1', personName: 'Sam Lee', quarter: { startsOn: quarter.startsOn, label: quarter.label }, state: 'boss', stateSince: '2026-12-20', settled: null, dueOn: '2027-01-14', selfIn: true, withName: null, away: false }
const theirs = { commitmentId: a, value: 75 as const, note: 'Nine of <twelve>', next: 'keep' as const, links: [] }
let database: TestDatabase
let world: DoorWorld
let browser: Browser
let shown: ReviewReply = review
let lines = [line]
let refuse: Refusal | null = null
const stepped = () => { if (refuse !== null) throw refuse; return { reviewId, version: 4, state: 'boss' } }

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: {
    ...sampleScript(), 'GET /commitments/reviews/mine': (): MyReviewReply => ({ known: true, today: '2026-12-20', quarter, review: shown, earlier: [], next: null }), 'GET /commitments/reviews/:reviewId': () => shown,
    'GET /commitments/of': () => ({ reports: [{ personId: 'P-1', name: 'Sam Lee', open: 2, toAgree: 1 }, { personId: 'P-9', name: 'New Here', open: 0, toAgree: 0 }] }),
    'GET /commitments/team': (): TeamReply => ({ known: true, today: '2026-12-20', quarter, reviews: lines, next: null }), 'POST /commitments/reviews/:reviewId/draft': () => ({ savedAt: '2026-12-20T10:00:00.000Z' }), 'POST /commitments/reviews/:reviewId/:step': stepped
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
const asked = () => { const call = world.heard.findLast(({ body }) => body !== ''); return { url: call?.url, ...JSON.parse(call?.body ?? '{}') as Record<string, unknown> } }
const full = { version: '3', do: 'send', [`value-${a}`]: '75', [`next-${a}`]: 'keep', [`note-${a}`]: 'Nine of twelve', [`value-${b}`]: '25', [`next-${b}`]: 'keep', [`note-${b}`]: '' }

describe('pages of a review', () => {
  test('When my quarter is opened, then it says until when, keeps is chosen and no value is, and words are text', async () => {
    const html = await page('/commitments/quarter')
    expect(html).toContain('You have time until 31 December 2026')
    expect(html).toContain('call &lt;first>')
    expect(html.match(/type="radio"[^>]* checked/g)).toHaveLength(2)
    expect(html).not.toMatch(/name="value-[^"]*" value="\d+"[^>]* checked/)
  })

  test('When something is missing, then it is said at its control and everything typed is still there', async () => {
    const answer = await send(`/commitments/quarter/${reviewId}`, { ...full, [`value-${b}`]: '' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain(`href="#value-${b}">Commitment 2: say how far it came.`)
    expect(html).toContain('Nine of twelve</textarea>')
  })

  test('When it is sent, saved or kept by the script, then the service hears just that', async () => {
    expect((await send(`/commitments/quarter/${reviewId}`, full)).headers.get('location')).toBe(`/commitments/quarter/${reviewId}?done=sent`)
    expect(asked()).toMatchObject({ url: `/commitments/reviews/${reviewId}/self`, version: 3, items: [{ commitmentId: a, value: 75, note: 'Nine of twelve', next: 'keep', links: [] }, { commitmentId: b, value: 25 }] })
    expect((await send(`/commitments/quarter/${reviewId}`, { version: '3', do: 'save', [`note-${a}`]: 'Half' })).status).toBe(303)
    expect(asked()).toMatchObject({ url: `/commitments/reviews/${reviewId}/draft`, items: [{ commitmentId: a, value: null, next: null, note: 'Half' }] })
    expect((await send(`/commitments/quarter/${reviewId}/draft`, { version: '3', [`value-${a}`]: '50' })).status).toBe(204)
  })

  test('When it changed meanwhile, then the page says so and loses nothing', async () => {
    refuse = new Refusal('conflict', 'changed-meanwhile', 'This review has changed meanwhile. Look at it again, then decide.')
    const answer = await send(`/commitments/quarter/${reviewId}`, full)
    refuse = null
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('has changed meanwhile')
    expect(html).toContain('Nine of twelve</textarea>')
  })

  test('When the boss has sent values, then one agrees, or says why not; a reason without words is not sent', async () => {
    shown = { ...review, state: 'answer', asks: ['agree', 'dispute'], items: [{ ...item(a, 'Call first'), self: theirs, boss: { ...theirs, value: 50 } }] }
    const html = await page('/commitments/quarter')
    expect(html).toContain('You see it differently')
    expect((await send(`/commitments/quarter/${reviewId}/answer`, { version: '3', do: 'agree' })).headers.get('location')).toContain('done=agreed')
    expect((await send(`/commitments/quarter/${reviewId}/answer`, { version: '3', do: 'dispute', reason: ' ' })).status).toBe(422)
    await send(`/commitments/quarter/${reviewId}/answer`, { version: '3', do: 'dispute', reason: 'Nine of twelve' })
    expect(asked()).toEqual({ url: `/commitments/reviews/${reviewId}/dispute`, version: 3, reason: 'Nine of twelve' })
  })

  test('When the boss opens a review, then the person’s words stand beside the form; the person’s own page of it is not there for the boss', async () => {
    shown = { ...review, side: 'boss', state: 'boss', asks: ['send-boss', 'hand-over'], items: [{ ...item(a, 'Call first'), self: theirs }] }
    const team = await page('/commitments/team')
    expect(team).toContain(`href="/commitments/team/${reviewId}">Review Sam Lee`)
    expect(team).toMatch(/1 to agree.*href="\/commitments\/of\/P-1">2 commitments/)
    expect(team).toMatch(/Without a review this quarter.*href="\/commitments\/of\/P-9">No commitment yet/)
    const html = await page(`/commitments/team/${reviewId}`)
    expect(html).toContain('Nine of &lt;twelve>')
    expect(html).toContain('Send to Sam Lee')
    const other = '018f0000-0000-7000-8000-0000000000a2'
    expect((await browser.go(`${world.origin}/commitments/quarter/${other}`)).status).toBe(404)
    shown = review
    expect((await browser.go(`${world.origin}/commitments/team/${reviewId}`)).status).toBe(404)
  })

  test('When none of the people one leads has anything to review, then the page says that, not that one leads nobody, and lists them', async () => {
    lines = []
    const team = await page('/commitments/team')
    expect(team).toContain('Nobody whose boss you are has anything to review')
    expect(team).not.toContain('nobody has you as their boss')
    expect(team).toMatch(/Without a review this quarter.*Sam Lee.*New Here/)
    lines = [line]
  })
})
