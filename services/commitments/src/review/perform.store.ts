import { reviewChanged } from '@weft/contracts/commitments/review-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { Deps } from '../deps.ts'
import { carryOut } from './carry-out.store.ts'
import { decide, type Actor, type Command } from './decide.ts'
import { dropDraft, lockReviews, readReviews, writeReviews, type Changed, type Kept } from './review.store.ts'
import { evolve, reviewerOf, type Review, type ReviewEvent } from './review.ts'

type Clock = Pick<Deps, 'now' | 'newId'>
export type Given = { actor: Actor, today: string, /** For commands that name somebody: who of those is here. */ here?: ReadonlySet<string> }

const noReview = () => new Refusal('not-found', 'no-such-review', 'There is no such review.')
const itemEvents: readonly ReviewEvent['type'][] = ['self-submitted', 'boss-submitted', 'agreed', 'offered']

/** One command on one review. `version` is the one that was read; null where the house acts. Gives the review as it is afterwards. */
export async function perform (tx: Sql, clock: Clock, reviewId: string, version: number | null, command: Command, given: Given): Promise<Kept> {
  const [kept] = await lockReviews(tx, [reviewId], mayAgree(command.type))
  // A stranger learns nothing, not even that there is one.
  if (kept === undefined || isStranger(kept.review, given.actor)) throw noReview() // guard: a foreign boss's hand
  const events = decide(kept.review, command, contextOf(kept, given))
  if (version !== null && version !== kept.version) throw new Refusal('conflict', 'changed-meanwhile', 'This review has changed meanwhile. Look at it again, then decide.') // guard: review as it was seen
  if (command.type === 'submit-self' || command.type === 'submit-boss') await dropDraft(tx, reviewId, given.actor.personId)
  const [after] = await writeAll(tx, clock, [{ kept, events }], given)
  return after ?? kept
}

/** Asked before anything else is looked up for a caller. Throws `no-such-review` to whom it does not concern. */
export async function assertConcerned (tx: Sql, reviewId: string, actor: Actor): Promise<void> {
  const [kept] = await readReviews(tx, [reviewId])
  if (kept === undefined || isStranger(kept.review, actor)) throw noReview()
}

const mayAgree = (type: Command['type']): boolean => ['submit-boss', 'agree', 'settle', 'lapse', 'close'].includes(type)

const isStranger = (review: Review, { role, personId }: Actor): boolean =>
  (role === 'person' || role === 'boss') && ![review.personId, review.lineBossId, review.handed?.to, review.handed?.by].includes(personId)

/** The same command on many reviews at once, by the house; `types`: which, where they may end in an agreement. What a review refuses is passed over: it went another way meanwhile. Gives how many did it. */
export async function performAll (tx: Sql, clock: Clock, reviewIds: readonly string[], commandOf: (kept: Kept) => Command | null, given: Given, types: readonly Command['type'][] = []): Promise<number> {
  const steps = (await lockReviews(tx, reviewIds, types.some(mayAgree))).flatMap(kept => {
    const command = commandOf(kept)
    if (command === null) return []
    try {
      return [{ kept, events: decide(kept.review, command, contextOf(kept, given)) }]
    } catch (error) {
      if (error instanceof Refusal) return []
      throw error
    }
  })
  await writeAll(tx, clock, steps, given)
  return steps.length
}

const contextOf = ({ quarter, counting }: Kept, { actor, today, here }: Given) => ({ actor, today, quarter, counting, isHere: (id: string) => here?.has(id) ?? true })

type Step = { kept: Kept, events: readonly ReviewEvent[] }

/** State, history and what is told of it, in one transaction. The history is written first: who gives a review away may still say so. */
async function writeAll (tx: Sql, { now, newId }: Clock, steps: readonly Step[], { actor, today }: Given): Promise<Kept[]> {
  if (steps.length === 0) return []
  const time = now().toISOString()
  const walked = steps.map(({ kept, events }) => ({ kept, lines: linesOf(kept, events, today) }))
  const all = walked.flatMap(({ lines }) => lines)
  await writeHistory(tx, all.map(({ kept, seq, event: { type, ...data } }) => ({ review_id: kept.reviewId, seq, at: time, by_person: actor.personId, command: type, data })))
  await writeReviews(tx, walked.flatMap(({ kept, lines }): Changed[] => {
    const last = lines.at(-1)
    return last === undefined ? [] : [{ reviewId: kept.reviewId, version: last.seq, review: last.review, bossId: reviewerOf(last.review), items: lines.some(({ event }) => itemEvents.includes(event.type)) }]
  }))
  for (const { event, review } of all) if (event.type === 'agreed') await carryOut(tx, { now, newId }, { review, how: event.how, today })
  await appendToOutbox(tx, all.map(({ kept, seq, event, review }) => eventOf(reviewChanged, {
    id: newId(), key: kept.reviewId, time,
    data: { reviewId: kept.reviewId, quarter: kept.quarter.startsOn, personId: review.personId, bossId: reviewerOf(review), act: event.type, state: review.state, settled: review.settled, seq }
  })))
  return walked.map(({ kept, lines }) => ({ ...kept, review: lines.at(-1)?.review ?? kept.review, version: lines.at(-1)?.seq ?? kept.version }))
}

type Line = { kept: Kept, seq: number, event: ReviewEvent, review: Review }

function linesOf (kept: Kept, events: readonly ReviewEvent[], today: string): Line[] {
  const lines: Line[] = []
  for (const event of events) lines.push({ kept, event, seq: kept.version + lines.length + 1, review: evolve(lines.at(-1)?.review ?? kept.review, event, today) })
  return lines
}

export const writeHistory = (tx: Sql, lines: readonly object[]) => tx.query(/* sql */ `
  insert into review_event (review_id, seq, at, by_person, command, data)
  select n.* from jsonb_to_recordset($1::jsonb) as n (review_id uuid, seq integer, at timestamptz, by_person text, command text, data jsonb)`,
  [JSON.stringify(lines)])
