import type { CommitmentItem, MineReply } from '@weft/contracts/commitments/commitment-api'
import type { MyReviewReply, ReviewItem, ReviewReply } from '@weft/contracts/commitments/review-api'
import { below } from '@weft/testkit/seeded'
import { plusDays, type Business } from './calendar.ts'
import type { Act, Caller } from './door.ts'
import { idFrom } from './organisation.ts'
import type { Scene } from './scene.ts'

type Random = () => number
const values = [0, 25, 50, 75, 100] as const
const nearest = (share: number) => values[Math.max(0, Math.min(4, Math.round(share / 25)))] ?? 0
const step = ({ commitmentId, version }: CommitmentItem, act: string, word: string, body: object = {}): Act =>
  ({ kind: 'commitment', id: commitmentId, act, version, path: `/commitments/commitment/${commitmentId}/${word}`, body: { version, ...body } })
export const ofReview = ({ reviewId, version }: Pick<ReviewReply, 'reviewId' | 'version'>, act: string, word: string, body: object = {}): Act =>
  ({ kind: 'review', id: reviewId, act, version, path: `/commitments/reviews/${reviewId}/${word}`, body: { version, ...body } })

/** What one person does on a day about their own things. What sort of person they are, the seed says. */
export async function actOnOwn (scene: Scene, me: Caller, business: Business): Promise<void> {
  const random = scene.randomOf(me.personId, 'own')
  const sort = scene.randomOf(me.personId, 'sort', 'for ever')()
  if (scene.randomOf(me.personId, 'takes part', 'for ever')() >= scene.takePart) return
  switch (business) {
    case 'plan': return sort < 0.05 ? undefined : plan(scene, me, random, 2 + Number(sort > 0.8))
    case 'agree': return random() < 0.15 ? openDrafts(scene, me) : undefined
    case 'work': return random() < 0.35 ? work(scene, me, random) : undefined
    case 'change': return random() < 0.3 ? change(scene, me, random) : undefined
    case 'self': return scene.sent.has(`${scene.quarter} ${me.personId}`) || random() < 0.45 ? undefined : sendSelf(scene, me, random)
    case 'answer': return sort > 0.9 || random() < 0.3 ? undefined : answer(scene, me, random)
    case 'boss': case 'final': return undefined
  }
}

const mine = async (scene: Scene, me: Caller) => (await scene.doors.get<MineReply>(me, '/commitments/mine')).commitments

async function plan (scene: Scene, me: Caller, random: Random, wanted: number): Promise<void> {
  const have = await mine(scene, me)
  for (let n = have.length; n < wanted; n++) await write(scene, me, random, n)
}

async function write (scene: Scene, me: Caller, random: Random, n: number): Promise<void> {
  const commitmentId = idFrom(scene.seed, me.personId, scene.day, 'commitment', n)
  const [kind, make] = [random(), random() < 0.92]
  const horizon = kind < 0.6 ? '3-months' : kind < 0.85 ? '6-months' : 'beyond'
  const body = {
    commitmentId, wording: `When ${n} comes on ${scene.day}, I will act`, horizon, dueOn: null, discipline: null, priorityId: null, practiceId: null, benefits: random() < 0.5 ? 'customer' : 'colleague', measure: 'Seen by two', weight: 1 + below(random, 3),
    milestone: horizon === 'beyond' ? { milestoneId: idFrom(commitmentId, 'milestone'), wording: 'First half', dueOn: plusDays(scene.day, 100 + below(random, 150)) } : null, make
  }
  await scene.act(me, { kind: 'commitment', id: commitmentId, act: make ? 'made' : 'drafted', version: make ? 1 : 0, path: '/commitments/mine', body })
}

async function openDrafts (scene: Scene, me: Caller): Promise<void> {
  for (const one of await mine(scene, me)) if (one.state === 'draft') await scene.act(me, step(one, 'made', 'opening'))
}

async function work (scene: Scene, me: Caller, random: Random): Promise<void> {
  const open = (await mine(scene, me)).filter(({ state }) => state === 'open')
  for (const one of open.slice(0, 1 + below(random, 2))) {
    const next = nearest(one.progress + 25 * (1 + below(random, 2)))
    if (one.progress >= 75 && random() < 0.4) await scene.act(me, step(one, 'done', 'completion'))
    else if (next !== one.progress) await scene.act(me, step(one, 'progressed', 'progress', { progress: next }))
  }
}

/** Second thoughts: another horizon, date or weight, parts, a drop, partners, a milestone, one more commitment late in the quarter. */
async function change (scene: Scene, me: Caller, random: Random): Promise<void> {
  const all = await mine(scene, me)
  const one = all.find(({ state }) => state === 'open')
  const what = random()
  if (one === undefined || what < 0.15) return write(scene, me, random, 10 + all.length)
  if (what < 0.45) {
    const longer = one.horizon === '3-months'
    const { wording, discipline, priorityId, practiceId, benefits, measure } = one
    await scene.act(me, step(one, 'changed', 'change', { wording: `${wording} at once`, horizon: longer ? '6-months' : one.horizon, dueOn: longer ? null : one.horizon === 'beyond' ? null : one.dueOn, discipline, priorityId, practiceId, benefits, measure, weight: 1 + below(random, 3), milestone: null, make: false }))
  } else if (what < 0.65) {
    const parts = Array.from({ length: 2 + below(random, 2) }, (_, n) => ({ commitmentId: idFrom(one.commitmentId, 'part', n), wording: `${one.wording}, part ${n}`.slice(0, 390), measure: 'Seen by two' }))
    await scene.act(me, step(one, 'split', 'split', { parts }))
  } else if (what < 0.85) await scene.act(me, step(one, 'dropped', 'drop', { reason: 'Something else matters more now' }))
  else if (one.horizon === 'beyond' && one.milestones[0]?.reachedOn === null) await scene.act(me, step(one, 'milestone-reached', `milestones/${one.milestones[0].milestoneId}/reached`))
  else await scene.act(me, step(one, 'partners-changed', 'partners', { partners: [partnerOf(scene, me)] }))
}

/** Somebody else in each quarter, whoever has left: asked for once more, the same would be no step. */
const partnerOf = ({ organisation: { here }, quarter }: Scene, me: Caller): string => [...here.keys()].filter(id => id.startsWith('S') && id !== me.personId).sort()[1 + quarter] ?? ''

const myReviews = (scene: Scene, me: Caller) => scene.doors.get<MyReviewReply>(me, '/commitments/reviews/mine')

async function sendSelf (scene: Scene, me: Caller, random: Random): Promise<void> {
  const { review } = await myReviews(scene, me)
  if (review === null || review.items.length === 0 || !review.asks.includes('send-self')) return
  const items = review.items.map(item => said(item, nearest(item.progress + 25 * below(random, 3)), random))
  if (random() < 0.2) await scene.doors.ask(me, 'POST', `/commitments/reviews/${review.reviewId}/draft`, { items: items.map(item => ({ ...item, value: null })) })
  await scene.act(me, ofReview(review, 'self-submitted', 'self', { items }))
  scene.sent.add(`${scene.quarter} ${me.personId}`)
}

/** A word on one item, with the next step that it allows. */
export function said ({ commitmentId }: Pick<ReviewItem, 'commitmentId'>, value: 0 | 25 | 50 | 75 | 100, random: Random) {
  const next = value === 100 && random() < 0.8 ? 'done' : random() < 0.06 ? 'drop' : random() < 0.1 ? 'change' : 'keep'
  return { commitmentId, value, next, note: next === 'drop' ? 'No longer worth it' : random() < 0.3 ? 'As we said' : '', links: [] as string[] }
}

async function answer (scene: Scene, me: Caller, random: Random): Promise<void> {
  const { review, earlier } = await myReviews(scene, me)
  const agreed = earlier.find(({ state }) => state === 'agreed')
  if (agreed !== undefined && random() < 0.3) return askToReopen(scene, me, agreed.reviewId)
  if (review === null) return
  const { asks } = review
  if (asks.includes('send-self') && review.items.length > 0) return sendSelf(scene, me, random)
  if (asks.includes('settle')) {
    // What the boss offers, or one's own word once more.
    const values = review.items.map(({ commitmentId, offers, self, boss }) => ({ commitmentId, value: (random() < 0.8 ? offers.boss : self?.value) ?? boss?.value ?? 0 }))
    if (random() < 0.3) await scene.act(me, ofReview(review, 'agreed', 'agree'))
    else await scene.act(me, ofReview(review, 'offered', 'settle', { values }))
  } else if (asks.includes('dispute') && random() < 0.2) await scene.act(me, ofReview(review, 'disputed', 'dispute', { reason: 'The second one went further than that' }))
  else if (asks.includes('agree')) await scene.act(me, ofReview(review, 'agreed', 'agree'))
}

async function askToReopen (scene: Scene, me: Caller, reviewId: string): Promise<void> {
  const review = await scene.look<ReviewReply>(me, `/commitments/reviews/${reviewId}`)
  if (review?.asks.includes('ask-reopening') === true && await scene.act(me, ofReview(review, 'reopening-asked', 'reopening'))) scene.askedToReopen.add(reviewId)
}
