import type { ReportReply } from '@weft/contracts/commitments/commitment-api'
import type { AbsencesReply, ReviewReply, TeamReply, WithoutBossReply } from '@weft/contracts/commitments/review-api'
import { below, seeded } from '@weft/testkit/seeded'
import { plusDays, type Business } from './calendar.ts'
import type { Caller } from './door.ts'
import { idFrom } from './organisation.ts'
import { ofReview, said } from './person.ts'
import type { Scene } from './scene.ts'

type Random = () => number
const values = [0, 25, 50, 75, 100] as const
/** In a quarter, one boss in eight says nothing at all. */
const isSilent = (scene: Scene, me: Caller) => scene.randomOf(me.personId, 'silent', String(scene.quarter))() < 0.125

/** Whom somebody reviews now, and how far each is. */
async function team (scene: Scene, me: Caller): Promise<TeamReply['reviews']> {
  const all = (await scene.doors.get<TeamReply>(me, '/commitments/team')).reviews
  return all.filter(({ withName, away }) => withName === null && !away).sort((a, b) => a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : a.quarter.startsOn < b.quarter.startsOn ? -1 : 1)
}

/** What a boss does on a day about what their people promised: agrees to weights, and to some of the drops. */
export async function agreeToPromises (scene: Scene, me: Caller, business: Business): Promise<void> {
  const random = scene.randomOf(me.personId, 'promises')
  if (business !== 'agree' && business !== 'work' || random() < 0.4) return
  for (const { personId } of (await team(scene, me)).filter(({ quarter }) => quarter.startsOn === scene.quarterStart)) {
    if (random() < 0.6) continue
    const path = `/commitments/of/${personId}${business === 'work' ? '?state=dropped' : ''}`
    for (const { commitmentId, version, weight, weightAgreed, dropAgreed, state } of (await scene.doors.get<ReportReply>(me, path)).commitments) {
      const act = (name: string, word: string, body: object = {}) => scene.act(me, { kind: 'commitment', id: commitmentId, act: name, version, path: `/commitments/commitment/${commitmentId}/${word}`, body: { version, ...body } })
      if (business === 'agree' && !weightAgreed) await act('weight-agreed', 'weight', { weight: random() < 0.7 ? weight : 1 + below(random, 3) })
      if (business === 'work' && state === 'dropped' && !dropAgreed && random() < 0.6) await act('drop-agreed', 'drop-agreement')
    }
  }
}

/** Makes up their mind which reviews to hand to another boss, for some days or to the end; gives what does it, so that nobody decides on what was just handed to them. */
export async function planHandOver (scene: Scene, me: Caller): Promise<() => Promise<void>> {
  const random = scene.randomOf(me.personId, 'hand over')
  const lines = random() < 0.8 ? [] : (await team(scene, me)).filter(({ state }) => state === 'boss' || state === 'self').slice(0, 2)
  return async () => { for (const line of lines) await handOver(scene, me, line, random) }
}

async function handOver (scene: Scene, me: Caller, line: TeamReply['reviews'][number], random: Random): Promise<void> {
  const others = [...scene.organisation.here.keys()].filter(id => id !== me.personId && (id.startsWith('D') || id.startsWith('L')))
  const review = await scene.look<ReviewReply>(me, `/commitments/reviews/${line.reviewId}`)
  const to = others[below(random, others.length)] ?? ''
  if (review === null || !review.asks.includes('hand-over') || to === line.personId) return
  const isMatrix = random() < 0.4
  await scene.act(me, ofReview(review, 'handed-over', 'hand-over', { email: scene.organisation.emailOf(to), until: isMatrix ? null : plusDays(scene.day, 5), why: isMatrix ? 'matrix' : 'delegation' }))
}

/** Reviews whoever sent theirs, goes on without who did not, settles, and consents to reopening. */
export async function reviewPeople (scene: Scene, me: Caller, business: Business): Promise<void> {
  const random = scene.randomOf(me.personId, 'review')
  if (business !== 'boss' && business !== 'answer' || isSilent(scene, me) || random() < 0.2) return
  for (const line of await team(scene, me)) {
    const its = seeded(Math.floor(random() * 2 ** 32))
    const isWaiting = line.state === 'boss' || line.state === 'disputed' || (business === 'boss' && line.state === 'self' && its() < 0.3) || (line.state === 'agreed' && scene.askedToReopen.has(line.reviewId))
    if (!isWaiting) continue
    const review = await scene.look<ReviewReply>(me, `/commitments/reviews/${line.reviewId}`)
    if (review !== null) await reviewOne(scene, me, review, its)
  }
}

async function reviewOne (scene: Scene, me: Caller, review: ReviewReply, random: Random): Promise<void> {
  const { asks, items } = review
  if (asks.includes('send-boss') && items.length > 0) {
    const same = random() < 0.45
    const words = items.map(({ commitmentId, self }) => {
      if (same && self !== null) return { commitmentId, value: self.value, next: self.next, note: self.note, links: [] }
      const at = values.indexOf(self?.value ?? 50)
      return { ...said({ commitmentId }, values[Math.max(0, Math.min(4, at - 1 + below(random, 3)))] ?? 0, random), links: [] }
    })
    await scene.act(me, ofReview(review, 'boss-submitted', 'boss', { items: words }))
  } else if (asks.includes('settle') && random() < 0.8) {
    await scene.act(me, ofReview(review, 'offered', 'settle', { values: items.map(({ commitmentId, self, boss, offers }) => ({ commitmentId, value: offers.person ?? self?.value ?? boss?.value ?? 0 })) }))
  } else if (asks.includes('skip-self') && random() < 0.5) await scene.act(me, ofReview(review, 'self-skipped', 'skip-self'))
  else if (asks.includes('consent-to-reopening') && random() < 0.7) await scene.act(me, ofReview(review, 'reopened', 'reopening/consent'))
}

/** The program office: names who reviews where nobody does, and says who is away for long. */
export async function keepOffice (scene: Scene, business: Business): Promise<void> {
  const { office, here, emailOf } = scene.organisation
  const random = scene.randomOf(office.personId, 'office')
  if (business === 'agree' || business === 'boss') {
    const { reviews } = await scene.doors.get<WithoutBossReply>(office, '/commitments/reviews/without-boss')
    for (const { reviewId, version, personName } of reviews.sort((a, b) => a.personName < b.personName ? -1 : 1)) {
      const to = personName === 'Name D00' ? 'D01' : 'D00'
      if (here.has(to)) await scene.act(office, { kind: 'review', id: reviewId, act: 'handed-over', version, path: `/commitments/reviews/${reviewId}/reviewer`, body: { version, email: emailOf(to) } })
    }
  }
  if (business !== 'change') return
  for (let many = 0; many < 2; many++) {
    const all = [...here.keys()].filter(id => id.startsWith('S') && id !== office.personId).sort()
    const path = `/commitments/people/${all[below(random, all.length)] ?? ''}/absences`
    const isThere = async () => (await scene.doors.get<AbsencesReply>(office, path)).absences.some(({ from }) => from === scene.day)
    if (!await isThere()) await scene.doors.ask(office, 'POST', path, { absenceId: idFrom(scene.seed, path, scene.day), from: scene.day, to: plusDays(scene.day, 40 + below(random, 60)) }, isThere)
  }
}
