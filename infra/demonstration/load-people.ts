import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { winsReply } from '@weft/contracts/program/win-api'
import { ratingNames } from '@weft/contracts/program/attestation-api'
import { calendarReply } from '@weft/contracts/commitments/calendar-api'
import { setTimeout as pause } from 'node:timers/promises'
import { idOf } from './chance-id.ts'
import { agreePersona, holdForum, linkStart, type Office } from './load-program.ts'
import { debriefs, segments, wins } from './papers.ts'
import { personAt } from './portfolio.ts'
import type { Promised, Visit } from './promises.ts'
import { formIn, signInAs, type Fields, type Visitor } from './visitor.ts'

type Open = { door: string, signal: AbortSignal }
// Four keep two processors busy, and whoever looks around meanwhile waits for little.
const TOGETHER = 4
/** The version of a commitment that was made at once: it was written, then promised. */
const MADE = 2
const INDEX: Readonly<Record<string, number>> = { understand: 0, agree: 1, motivated: 2 }

/** Everybody who has been in Weft so far, each in a browser of their own: what they think of the priorities, what they promise, and how the quarter's reviews have gone. */
export async function loadPeople (office: Office, open: Open): Promise<{ people: number, promises: number }> {
  const { demonstration: { people, visits }, doorway } = office
  const visitorOf = onceEach(person => signInAs(people.find(one => one.person === person)?.signIn ?? '', open))
  const inForce = prioritiesReply.parse(await doorway.call('GET', '/program/priorities'))
  const priorityIds = inForce.priorities.map(({ priorityId }) => priorityId)
  await inPairs(visits, async visit => {
    const visitor = await visitorOf(visit.person.person)
    await speak(visitor, visit, inForce)
    for (const promise of visit.promised) await makePromise(visitor, promise, priorityIds)
  })
  await untilReviewsRun(office, open.signal)
  await reviewAll(visits, visitorOf)
  await shareWins(office, visitorOf)
  await meet(office, visitorOf)
  return { people: visits.length, promises: visits.reduce((sum, { promised }) => sum + promised.length, 0) }
}

type VisitorOf = (person: string) => Promise<Visitor>
/** Whoever is asked for twice signs in once. */
function onceEach (signIn: VisitorOf): VisitorOf {
  const known = new Map<string, Promise<Visitor>>()
  return person => {
    const visitor = known.get(person) ?? signIn(person)
    known.set(person, visitor)
    return visitor
  }
}

/** One side after the other, as it is in a quarter: own words, the boss's values and weights, the answer. */
async function reviewAll (visits: readonly Visit[], visitorOf: VisitorOf): Promise<void> {
  const reviews = new Map<string, Review>()
  await inPairs(visits.filter(({ review }) => review !== 'not-yet'), async visit => {
    const review = await reviewSelf(await visitorOf(visit.person.person), visit)
    if (review !== undefined) reviews.set(visit.person.person, review)
  })
  await inPairs(visits.filter(({ person }) => person.boss !== ''), async visit => weighAndReview(await visitorOf(visit.person.boss), visit, reviews.get(visit.person.person)))
  await inPairs(visits.filter(({ person, review }) => reviews.has(person.person) && (review === 'agreed' || review === 'disputed')), async visit => answer(await visitorOf(visit.person.person), visit))
}

async function inPairs<T> (all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: TOGETHER }, async () => {
    while (next < all.length) await work(all[next++] as T)
  }))
}

type InForce = { version: number, priorities: readonly { priorityId: string }[] }
async function speak (visitor: Visitor, { ratings, knowsDefinition, role }: Visit, { version }: InForce): Promise<void> {
  if (ratings !== null) {
    const said = ratings.flatMap((three, place) => ratingNames.map(name => [`${name}-${place + 1}`, three[INDEX[name] ?? 0] ?? 'no'] as const))
    await visitor.send('/program/priorities/answer', { version, ...Object.fromEntries(said) })
  }
  if (knowsDefinition) await visitor.send('/program/definition/read', { version: 1 })
  if (role !== null) await visitor.send('/program/my-role', { beneficiary: role.beneficiary, text: role.text, ...role.shared && { shared: 'yes' }, basedOn: 0 })
}

async function makePromise (visitor: Visitor, one: Promised, priorityIds: readonly string[]): Promise<void> {
  const { commitmentId, wording, measure, discipline, benefits, weight, horizon, dueOn, serves, milestone, then } = one
  await visitor.send('/commitments/new', {
    commitmentId, wording, measure, discipline, benefits, weight, horizon, dueOn, priorityId: serves === null ? '' : priorityIds[serves] ?? '', make: then.is === 'draft' ? 'no' : 'yes',
    ...milestone !== null && { milestoneId: milestone.milestoneId, milestone: milestone.wording, milestoneOn: milestone.dueOn }
  })
  const step = (path: string, fields: Fields) => visitor.send(`/commitments/${commitmentId}/${path}`, { version: MADE, ...fields })
  if (then.is === 'open' && then.progress > 0) await step('progress', { progress: then.progress })
  if (then.is === 'done') await step('completion', {})
  if (then.is === 'dropped') await step('drop', { reason: then.reason })
  if (then.is === 'split') await step('split', { id0: idOf(commitmentId, 0), wording0: `${wording.replace(/\.$/, '')}, on my own cases.`, measure0: measure, id1: idOf(commitmentId, 1), wording1: 'When a colleague is in doubt, I will sit down with them and we do it together.', measure1: 'Three colleagues by the end of the quarter' })
  if (then.is === 'shared') {
    const colleague = /<input[^>]*name="partners"[^>]*value="([^"]+)"/.exec(await visitor.page(`/commitments/${commitmentId}`))?.[1]
    if (colleague !== undefined) await step('partners', { partners: [colleague] })
  }
}

/** The running quarter opens within a minute after people are in, by a job of the service. */
async function untilReviewsRun ({ doorway, demonstration: { today } }: Office, signal: AbortSignal): Promise<void> {
  const end = Date.now() + 300_000
  while (Date.now() < end) {
    const { running } = calendarReply.parse(await doorway.call('GET', '/commitments/calendar'))
    if (running !== null && running.reviewFrom <= today) return
    await pause(500, undefined, { signal })
  }
  throw new Error('After five minutes no quarter is open.')
}

type Review = { reviewId: string, version: number, items: readonly string[] }
const VALUE = /^value-(.+)$/

async function reviewSelf (visitor: Visitor, visit: Visit): Promise<Review | undefined> {
  const form = formIn(await visitor.page('/commitments/quarter'), /^\/commitments\/quarter\/[0-9a-f-]{36}$/)
  if (form === undefined) return undefined
  const items = form.names.flatMap(name => VALUE.exec(name)?.[1] ?? [])
  await visitor.send(form.action, { ...form.fields, ...valuesOf(visit, items, 'self'), do: 'send' })
  return { reviewId: form.action.split('/').at(-1) ?? '', version: Number(form.fields['version']) + 1, items }
}

function valuesOf ({ promised, review }: Visit, items: readonly string[], side: 'self' | 'boss'): Fields {
  return Object.fromEntries(items.flatMap((id): [string, string | number][] => {
    const one = promised.find(({ commitmentId }) => commitmentId === id)
    const self = one?.then.is === 'done' ? 100 : one?.self ?? 50
    // Who disagrees has seen other values than their own.
    const boss = review === 'disputed' || review === 'boss' ? Math.max(0, self - 25) : one?.then.is === 'done' ? 100 : one?.boss ?? 50
    const value = side === 'self' ? self : boss
    return [[`value-${id}`, value], [`next-${id}`, value === 100 ? 'done' : 'keep'], [`note-${id}`, side === 'self' ? one?.note ?? '' : value < self ? 'I see a good beginning; let us count again in four weeks.' : ''], [`links-${id}`, '']]
  }))
}

async function weighAndReview (boss: Visitor, visit: Visit, review: Review | undefined): Promise<void> {
  if (visit.weighed) {
    for (const { commitmentId, weight, then } of visit.promised) if (then.is === 'open') await boss.send(`/commitments/${commitmentId}/weight`, { version: then.progress > 0 ? MADE + 1 : MADE, weight })
  }
  if (review === undefined || visit.review === 'self') return
  await boss.send(`/commitments/team/${review.reviewId}`, { version: review.version, ...valuesOf(visit, review.items, 'boss'), do: 'send' })
}

/** Where both said the same it is agreed already, and there is nothing to answer. */
async function answer (visitor: Visitor, visit: Visit): Promise<void> {
  const form = formIn(await visitor.page('/commitments/quarter'), /\/answer$/)
  if (form === undefined) return
  await visitor.send(form.action, { version: form.fields['version'] ?? '', ...visit.review === 'agreed' ? { do: 'agree' } : { do: 'dispute', reason: 'Three of my cases are not in your count. They were settled by telephone, and I have the list.' } })
}

async function shareWins ({ doorway, desk, demonstration }: Office, visitorOf: VisitorOf): Promise<void> {
  const { priorities } = prioritiesReply.parse(await doorway.call('GET', '/program/priorities'))
  const empty = { evidence: '', link: '', practiceId: '', metricName: '', metricBefore: '', metricAfter: '' }
  for (const { by, prompt, discipline, headline, story, metric, named, serves } of wins) {
    const author = await visitorOf(personAt(demonstration, by).person)
    await author.send('/program/quick-wins', {
      ...empty, prompt, discipline, headline, story, priorityId: serves === null ? '' : priorities[serves]?.priorityId ?? '', ...metric !== null && { metricName: metric[0], metricBefore: metric[1], metricAfter: metric[2] },
      ...named && { named: 'yes' }, mayFeature: 'yes', nobodyTold: 'yes'
    })
  }
  const shared = winsReply.parse(await doorway.call('GET', '/program/quick-wins')).wins
  const readers = demonstration.visits.filter(({ person }) => !person.guest).map(({ person }) => person)
  for (const [at, win] of wins.entries()) {
    const winId = shared.find(({ headline }) => headline === win.headline)?.winId
    if (winId === undefined) continue
    await inPairs(Array.from({ length: win.thanks }, (_, n) => readers[(at * 37 + n * 11) % readers.length]), async reader => {
      if (reader !== undefined && reader.person !== personAt(demonstration, win.by).person) await (await visitorOf(reader.person)).send(`/program/quick-wins/${winId}/thanks`, {})
    })
    for (const unit of win.adoptedBy) await desk.send(`/program/quick-wins/${winId}/adoptions`, { unitId: demonstration.units.find(one => one.name === unit)?.unit ?? '' })
    if (at === 0) await desk.send(`/program/quick-wins/${winId}/feature`, { featured: 'yes' })
  }
}

/** What needs several people at one table: the leaders' forum, and a persona. */
async function meet (office: Office, visitorOf: VisitorOf): Promise<void> {
  const { doorway, demonstration } = office
  const leaders = demonstration.visits.filter(({ person }) => person.rank === 'leader' && !person.guest)
  const votes = [[4, 3], [3, 2], [5, 4], [4, 3], [2, 2], [4, 4], [3, 3], [5, 3], [4, 2], [3, 2], [4, 3]] as const
  await holdForum(office, await Promise.all(leaders.map(async ({ person }, at) => { const [before, after] = votes[at % votes.length] ?? [3, 3]; return { visitor: await visitorOf(person.person), before, after } })))
  const waveId = await linkStart(office)
  if (waveId !== undefined) await inPairs(leaders.slice(0, 9), async ({ person }) => {
    const at = `/program/start/waves/${waveId}/debrief`
    await (await visitorOf(person.person)).send(at, { version: 0, action: debriefs[Number(person.person.slice(1)) % debriefs.length] ?? '' })
  })
  for (const segment of segments) if (segment.persona !== null) await agreePersona(office, await visitorOf(personAt(demonstration, segment.voice).person), segment)
  await doorway.call('POST', '/program/same-page/releases', { version: 1 })
}
