import type { ReviewAct, ReviewItem, ReviewReply, Sketched } from '@weft/contracts/commitments/review-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Who } from '../organisation/who.store.ts'
import { asksOf, dueOf } from './asks.ts'
import { readReviews, type Kept } from './review.store.ts'
import { itemsOf, reviewerOf, type Review, type Side } from './review.ts'

const noReview = () => new Refusal('not-found', 'no-such-review', 'There is no such review.')

/** On which side somebody stands. Who is neither the person nor who reviews now is told nothing, not even that there is one. */
export function sideOf (review: Review, personId: string): Side {
  if (personId === review.personId) return 'person'
  if (personId === reviewerOf(review)) return 'boss' // guard: a foreign boss
  throw noReview()
}

/** A review as one side reads it. `tx` acts as that person. Throws `Refusal('not-found', 'no-such-review')`. */
export async function viewReview (tx: Sql, reviewId: string, who: Who, today: string): Promise<ReviewReply> {
  const [kept] = await readReviews(tx, [reviewId])
  if (kept === undefined) throw noReview()
  const { review, quarter, version } = kept
  const side = sideOf(review, who.personId)
  const names = await namesOf(tx, [review.personId, reviewerOf(review), review.handed?.by ?? null])
  const draft = await draftOf(tx, reviewId, who.personId)
  const { items, notYet } = await itemsIn(tx, kept, draft?.items ?? [])
  return {
    reviewId, version, side, state: review.state, stateSince: review.stateSince, settled: review.settled, quarter,
    personId: review.personId, personName: names.get(review.personId) ?? GONE, bossName: reviewerOf(review) === null ? null : names.get(reviewerOf(review) ?? '') ?? GONE,
    handed: review.handed === null ? null : { byName: review.handed.why === 'named' ? 'the program office' : names.get(review.handed.by) ?? GONE, until: review.handed.until, why: review.handed.why },
    selfIn: review.selfIn, excuse: review.excuse, disputeReason: review.disputeReason, reopenAsked: review.reopenAsked,
    dueOn: dueOf(review, quarter, today), savedAt: draft?.savedAt.toISOString() ?? null,
    asks: asksOf(review, side, { today, quarter, counting: kept.counting, isHere: () => true }, who.personId),
    items, notYet, history: await historyOf(tx, reviewId)
  }
}

const GONE = 'somebody who has left'

async function namesOf (tx: Sql, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string, name: string }>(/* sql */ `select p.person_id as id, p.name from person p where p.person_id = any ($1)`, [ids.filter(id => id !== null)])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function draftOf (tx: Sql, reviewId: string, personId: string) {
  const { rows: [draft] } = await tx.query<{ items: Sketched[], savedAt: Date }>(/* sql */ `
    select d.items, d.saved_at as "savedAt" from review_draft d where d.review_id = $1 and d.person_id = $2`, [reviewId, personId]) // guard: a draft is its author's
  return draft
}

type Fact = Pick<ReviewItem, 'commitmentId' | 'wording' | 'measure' | 'horizon' | 'discipline' | 'startsOn' | 'dueOn' | 'weight' | 'parts' | 'progress'>

async function itemsIn (tx: Sql, { reviewId, counting, review }: Kept, drafts: readonly Sketched[]) {
  const { rows } = await tx.query<Fact>(/* sql */ `
    select n.commitment_id as "commitmentId", c.wording, c.measure, n.horizon, n.discipline, n.starts_on as "startsOn", n.due_on as "dueOn", n.weight, n.parts, c.progress
      from review r
      join counted n on n.person_id = r.person_id and n.quarter = r.quarter
      join commitment c using (commitment_id)
     where r.review_id = $1
     order by n.due_on, n.commitment_id
     limit 200`,
    [reviewId])
  const ids = new Set(itemsOf(review, counting))
  const [self, boss, agreed] = [review.self, review.boss, review.agreed]
  const offer = (side: Side, id: string) => review.offers[side]?.find(({ commitmentId }) => commitmentId === id)?.value ?? null
  return {
    items: rows.filter(({ commitmentId }) => ids.has(commitmentId)).map((fact): ReviewItem => {
      const of = <T extends { commitmentId: string }>(list: readonly T[] | null) => list?.find(({ commitmentId }) => commitmentId === fact.commitmentId)
      const [mine, theirs] = [of(self), of(boss)]
      return {
        ...fact, self: mine === undefined ? null : { ...mine, links: [...mine.links] }, boss: theirs === undefined ? null : { ...theirs, links: [] },
        agreed: of(agreed)?.value ?? null, offers: { person: offer('person', fact.commitmentId), boss: offer('boss', fact.commitmentId) }, draft: of(drafts) ?? null
      }
    }),
    notYet: rows.filter(({ commitmentId }) => !ids.has(commitmentId)).map(({ commitmentId, wording, dueOn }) => ({ commitmentId, wording, dueOn }))
  }
}

async function historyOf (tx: Sql, reviewId: string) {
  const { rows } = await tx.query<{ seq: number, on: string, act: ReviewAct, byName: string | null }>(/* sql */ `
    select e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD') as on, e.command as act, p.name as "byName"
      from review_event e
      left join person p on p.person_id = e.by_person
     where e.review_id = $1
     order by e.seq desc limit 200`,
    [reviewId])
  return rows.reverse()
}
