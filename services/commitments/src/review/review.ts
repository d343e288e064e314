import type { Day } from '../calendar/days.ts'

export type State = 'waiting' | 'self' | 'boss' | 'answer' | 'agreed' | 'disputed' | 'closed' | 'missed' | 'excused'
export type Value = 0 | 25 | 50 | 75 | 100
export type Next = 'keep' | 'done' | 'drop' | 'change'
export type Side = 'person' | 'boss'
export type How = 'same-values' | 'agreed' | 'settled' | 'by-lapse' | 'not-answered'
export type Why = 'delegation' | 'matrix' | 'named'
export type Excuse = 'left' | 'leave' | 'nothing-to-count'

/** What one side says of one commitment. */
export type Said = { commitmentId: string, value: Value, note: string, next: Next, links: readonly string[] }
export type Valued = { commitmentId: string, value: Value }

/** One person's quarter with whoever reviews it. */
export type Review = {
  personId: string
  state: State
  stateSince: Day
  /** The boss as the directory has it, or the next one up where that one left. Null: nobody. */
  lineBossId: string | null
  /** Whom the review was handed to, by whom, and until when (that day included; null: to the end). */
  handed: { to: string, by: string, until: Day | null, why: Why } | null
  /** The self review of this round is in. A review that was reopened keeps what was said before until it is said anew. */
  selfIn: boolean
  self: readonly Said[] | null
  boss: readonly Said[] | null
  disputeReason: string | null
  /** What each side would settle a dispute for. */
  offers: Readonly<Record<Side, readonly Valued[] | null>>
  agreed: readonly Valued[] | null
  settled: How | null
  reopenAsked: Side | null
  excuse: Excuse | null
}

export type ReviewEvent =
  | { type: 'opened' }
  | { type: 'self-submitted', items: readonly Said[] }
  | { type: 'self-skipped' }
  | { type: 'boss-submitted', items: readonly Said[] }
  | { type: 'agreed', values: readonly Valued[], how: How }
  | { type: 'disputed', reason: string }
  | { type: 'offered', side: Side, values: readonly Valued[] }
  | { type: 'reopening-asked', side: Side }
  | { type: 'reopened' }
  | { type: 'handed-over', to: string, by: string, until: Day | null, why: Why }
  | { type: 'hand-over-ended' }
  | { type: 'boss-changed', to: string | null, because: 'changed' | 'gone' }
  | { type: 'excused', reason: Excuse }
  | { type: 'readmitted', to: 'waiting' | 'self' | 'boss' }
  | { type: 'restored' }
  | { type: 'closed' }
  | { type: 'missed' }

export const frozen = (personId: string, lineBossId: string | null, today: Day): Review => ({
  personId, lineBossId, state: 'waiting', stateSince: today, handed: null, selfIn: false, self: null, boss: null, disputeReason: null,
  offers: { person: null, boss: null }, agreed: null, settled: null, reopenAsked: null, excuse: null
})

/** Who reviews now. */
export const reviewerOf = ({ handed, lineBossId }: Pick<Review, 'handed' | 'lineBossId'>): string | null => handed?.to ?? lineBossId

export const isOver = ({ state }: Pick<Review, 'state'>): boolean => state === 'closed' || state === 'missed' || state === 'excused'
/** Values of the boss are on the table, or were before a reopening. From then on nothing new counts in this quarter, and it is for who gave them to answer. */
export const valuesAreIn = ({ state }: Pick<Review, 'state'>): boolean => state === 'answer' || state === 'disputed' || state === 'agreed'

/** What the review is about: what counts by the calendar; once a boss has given values, what those are of. */
export const itemsOf = ({ boss }: Pick<Review, 'boss'>, counting: readonly string[]): readonly string[] => boss === null ? counting : boss.map(({ commitmentId }) => commitmentId)

export const evolve = (review: Review, event: ReviewEvent, today: Day): Review => {
  const to = (state: State, more: Partial<Review> = {}): Review => ({ ...review, state, stateSince: state === review.state ? review.stateSince : today, ...more })
  switch (event.type) {
    case 'opened': return to('self')
    case 'self-submitted': return to('boss', { self: event.items, selfIn: true })
    case 'self-skipped': return to('boss')
    case 'boss-submitted': return to('answer', { boss: event.items })
    case 'agreed': return to('agreed', { agreed: event.values, settled: event.how, offers: { person: null, boss: null } })
    case 'disputed': return to('disputed', { disputeReason: event.reason })
    case 'offered': return { ...review, offers: { ...review.offers, [event.side]: event.values } }
    case 'reopening-asked': return { ...review, reopenAsked: event.side }
    case 'reopened': return to('self', { reopenAsked: null, selfIn: false, disputeReason: null })
    case 'handed-over': return { ...review, handed: { to: event.to, by: event.by, until: event.until, why: event.why } }
    case 'hand-over-ended': return { ...review, handed: null }
    // A hand-over ends with whoever gave it, unless values were given under it.
    case 'boss-changed': return { ...review, lineBossId: event.to, handed: valuesAreIn(review) ? review.handed : null }
    case 'excused': return to('excused', { excuse: event.reason })
    case 'readmitted': return to(event.to, { excuse: null })
    case 'restored': return to('agreed', { reopenAsked: null })
    case 'closed': return to('closed', { reopenAsked: null })
    case 'missed': return to('missed')
  }
}
