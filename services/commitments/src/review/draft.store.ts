import type { Sketched } from '@weft/contracts/commitments/review-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { readReviews } from './review.store.ts'
import { isOver, valuesAreIn } from './review.ts'
import { sideOf } from './view.store.ts'

/** Keeps what one side is writing while it can still be sent. `tx` acts as its author. Gives when. */
export async function keepDraft (tx: Sql, reviewId: string, personId: string, items: readonly Sketched[], now: Date): Promise<string> {
  const [kept] = await readReviews(tx, [reviewId])
  if (kept === undefined) throw new Refusal('not-found', 'no-such-review', 'There is no such review.')
  const side = sideOf(kept.review, personId)
  const { state, selfIn } = kept.review
  if (state === 'waiting' || isOver(kept.review) || valuesAreIn(kept.review) || (side === 'person' && state === 'boss' && selfIn)) throw new Refusal('conflict', 'nothing-to-write', 'There is nothing to write in this review now.')
  await tx.query(/* sql */ `
    insert into review_draft as d (review_id, person_id, items, saved_at) values ($1, $2, $3, $4)
    on conflict (review_id, person_id) do update set items = excluded.items, saved_at = excluded.saved_at`,
    [reviewId, personId, JSON.stringify(items), now.toISOString()])
  return now.toISOString()
}
