import { Refusal } from '@weft/service-kit/refusal'
import type { Day } from '../calendar/days.ts'
import { daysBetween } from '../commitment/days.ts'
import { isOver, itemsOf, reviewerOf, valuesAreIn, type Excuse, type How, type Review, type ReviewEvent, type Said, type Side, type State, type Valued, type Why } from './review.ts'

export type Command =
  | { type: 'open' }
  | { type: 'submit-self', items: readonly Said[] }
  | { type: 'skip-self' }
  | { type: 'submit-boss', items: readonly Said[] }
  | { type: 'agree' }
  | { type: 'dispute', reason: string }
  | { type: 'settle', values: readonly Valued[] }
  | { type: 'ask-reopening' }
  | { type: 'consent-to-reopening' }
  | { type: 'hand-over', to: string, until: Day | null, why: Why }
  | { type: 'end-hand-over' }
  | { type: 'change-boss', to: string | null, because: 'changed' | 'gone' }
  | { type: 'excuse', reason: Excuse }
  | { type: 'readmit' }
  | { type: 'lapse' }
  | { type: 'close' }

/** `house` is the calendar and the directory; `office` names who reviews where nobody does. */
export type Actor = { role: Side | 'office' | 'house', personId: string | null }

export type Context = {
  actor: Actor
  today: Day
  quarter: { reviewFrom: Day, endsOn: Day, bossBy: Day, finalOn: Day }
  /** Ids of what counts for this person in this quarter, by the calendar. */
  counting: readonly string[]
  /** Whether the directory knows somebody now. */
  isHere: (personId: string) => boolean
}

const not = (code: string, sentence: string): Refusal => new Refusal('conflict', code, sentence)
const notYours = (code: string, sentence: string): Refusal => new Refusal('forbidden', code, sentence)
const over = () => not('quarter-is-final', 'This quarter is closed. Nothing of it changes any more.')

/** What happens, in order. Throws a `Refusal` with a code where the command is not allowed now, or not to this actor; then nothing happens. */
export function decide (review: Review, command: Command, context: Context): readonly ReviewEvent[] {
  const isEnd = command.type === 'close' || command.type === 'lapse'
  if (context.today > context.quarter.finalOn && !isEnd) throw over() // guard: a closed quarter stays as it is
  if (isOver(review) && !(command.type === 'readmit' && review.state === 'excused')) throw not('review-is-over', 'This review has ended.')
  assertActor(review, command, context.actor)
  return rules[command.type](review, command as never, context)
}

type Rules = { [T in Command['type']]: (review: Review, command: Extract<Command, { type: T }>, context: Context) => readonly ReviewEvent[] }

const byHouse = ['open', 'change-boss', 'lapse', 'close'] as const
const byPerson = ['submit-self', 'agree', 'dispute'] as const
const byBoss = ['skip-self', 'submit-boss'] as const
const has = (list: readonly string[], type: string) => list.includes(type)

/** Who may give which command at all. Whether it fits the state is asked after this. */
function assertActor (review: Review, { type }: Command, { role, personId }: Actor): void {
  if (role === 'person' && personId !== review.personId) throw notYours('not-yours', 'This is somebody else’s review.')
  if (role === 'boss' && type !== 'end-hand-over' && (personId === null || personId !== reviewerOf(review) || personId === review.personId)) throw notYours('not-the-reviewer', 'Only who reviews this person now can do this.') // guard: the boss of today
  const allowed = has(byHouse, type) ? ['house']
    : has(byPerson, type) ? ['person']
      : has(byBoss, type) ? ['boss']
        : type === 'hand-over' ? ['boss', 'office']
          : type === 'end-hand-over' ? ['boss', 'house']
            : type === 'excuse' || type === 'readmit' ? ['boss', 'office', 'house'] : ['person', 'boss']
  if (!allowed.includes(role)) throw notYours('not-your-part', 'This is not your part of a review.')
}

const rules: Rules = {
  open: ({ state }, _command, { today, quarter }) => {
    if (state !== 'waiting') throw not('already-open', 'This review is open already.')
    if (today < quarter.reviewFrom) throw not('not-yet-open', 'Reviews of this quarter have not begun.')
    return [{ type: 'opened' }]
  },

  'submit-self': (review, { items }, { counting }) => {
    if (review.state === 'waiting') throw not('not-yet-open', 'Reviews of this quarter have not begun.')
    if (valuesAreIn(review)) throw not('values-are-in', 'Your boss’s values are in. Agree, or say why you do not.')
    if (review.state === 'boss' && review.selfIn) throw not('already-sent', 'Your review is with your boss already.')
    assertComplete(items, itemsOf(review, counting))
    return [{ type: 'self-submitted', items }]
  },

  'skip-self': ({ state }, _command, { today, quarter }) => {
    if (state === 'waiting') throw not('not-yet-open', 'Reviews of this quarter have not begun.')
    if (state !== 'self') throw not('self-time-is-over', 'It is not the person’s turn.')
    if (today <= quarter.endsOn) throw not('self-time-runs', 'The person has until the last day of the quarter.')
    return [{ type: 'self-skipped' }]
  },

  'submit-boss': (review, { items }, { counting }) => {
    if (review.state === 'waiting') throw not('not-yet-open', 'Reviews of this quarter have not begun.')
    if (review.state === 'self') throw not('self-not-in', 'The person has not sent their review yet.')
    if (valuesAreIn(review)) throw not('values-are-in', 'Values are in already.')
    assertComplete(items, itemsOf(review, counting))
    const submitted: ReviewEvent = { type: 'boss-submitted', items }
    return review.selfIn && review.self !== null && sameWord(review.self, items) ? [submitted, agreedOn(items, 'same-values')] : [submitted]
  },

  agree: ({ state, boss }) => {
    if (boss === null || (state !== 'answer' && state !== 'disputed')) throw noValues(state)
    return [agreedOn(boss, 'agreed')]
  },

  dispute: ({ state }, { reason }) => {
    if (state === 'disputed') throw not('already-disputed', 'You said already that you do not agree.')
    if (state !== 'answer') throw noValues(state)
    return [{ type: 'disputed', reason }]
  },

  settle: (review, { values }, { actor, counting }) => {
    if (review.state !== 'disputed') throw not('not-disputed', 'There is nothing to settle.')
    assertValued(values, itemsOf(review, counting))
    const side: Side = actor.role === 'boss' ? 'boss' : 'person'
    const theirs = review.offers[side === 'boss' ? 'person' : 'boss']
    const offered: ReviewEvent = { type: 'offered', side, values }
    return theirs !== null && sameValues(theirs, values) ? [offered, agreedOn(values, 'settled')] : [offered]
  },

  'ask-reopening': (review, _command, { actor }) => {
    assertAgreed(review)
    if (review.reopenAsked !== null) throw not('already-asked', 'Somebody has asked already.')
    return [{ type: 'reopening-asked', side: actor.role === 'boss' ? 'boss' : 'person' }]
  },

  'consent-to-reopening': (review, _command, { actor }) => {
    assertAgreed(review)
    if (review.reopenAsked === null) throw not('nobody-asked', 'Nobody has asked to reopen this review.')
    if (review.reopenAsked === actor.role) throw not('own-question', 'The other side has to say yes.')
    return [{ type: 'reopened' }]
  },

  'hand-over': (review, { to, until, why }, { actor, today, isHere }) => {
    const reviewer = reviewerOf(review)
    if (actor.role === 'office' && reviewer !== null) throw not('has-a-boss', 'Somebody reviews this person already.')
    if (actor.role === 'boss' && review.handed !== null) throw not('handed-to-you', 'This review was handed to you. Who handed it can take it back and hand it to somebody else.')
    if (to === review.personId) throw not('own-review', 'Nobody reviews themselves.')
    if (to === reviewer) throw not('reviews-already', 'This person reviews it already.')
    if (!isHere(to)) throw new Refusal('invalid', 'no-such-person', 'The directory knows nobody like that.')
    if (until !== null && until < today) throw new Refusal('invalid', 'past-day', 'Choose a day that has not passed.')
    return [{ type: 'handed-over', to, by: actor.personId ?? 'office', until, why }]
  },

  'end-hand-over': (review, _command, { actor, today, isHere }) => {
    const { handed } = review
    if (handed === null) throw not('not-handed-over', 'This review was not handed to anybody.')
    if (actor.role === 'boss' && actor.personId !== handed.by && actor.personId !== handed.to) throw notYours('not-the-reviewer', 'Only who handed it over, or has it, can end that.')
    const isGone = !isHere(handed.to)
    if (actor.role === 'house' && !isGone && (handed.until === null || today <= handed.until)) throw not('hand-over-runs', 'It was handed over until later.')
    // Who gave values answers for them until the end.
    if (valuesAreIn(review) && !isGone) throw not('values-are-in', 'Values are in already. Who gave them sees the review to its end.')
    return [{ type: 'hand-over-ended' }]
  },

  'change-boss': (review, { to, because }) => {
    if (to === review.personId) throw not('own-review', 'Nobody reviews themselves.')
    if (to === review.lineBossId) throw not('reviews-already', 'This person reviews it already.')
    if (because === 'changed' && valuesAreIn(review)) throw not('values-are-in', 'Values are in already. Who gave them sees the review to its end.')
    return [{ type: 'boss-changed', to, because }]
  },

  excuse: (review, { reason }) => {
    if (review.boss !== null) throw not('values-are-in', 'Values are in already. They stand.')
    return [{ type: 'excused', reason }]
  },

  readmit: ({ state, selfIn }, _command, { today, quarter }) => {
    if (state !== 'excused') throw not('not-excused', 'Nobody was excused here.')
    return [{ type: 'readmitted', to: selfIn ? 'boss' : today < quarter.reviewFrom ? 'waiting' : 'self' }]
  },

  lapse: ({ state, stateSince, boss }, _command, { today, quarter }) => {
    if (boss === null || (state !== 'answer' && state !== 'disputed')) throw not('nothing-lapses', 'Nobody’s answer is waited for.')
    if (today <= quarter.finalOn && daysBetween(stateSince, today) <= disputeDaysOf(quarter)) throw not('answer-time-runs', 'There is still time for an answer.')
    return [agreedOn(boss, state === 'disputed' ? 'by-lapse' : 'not-answered')]
  },

  close: (review, _command, { today, quarter, counting }) => {
    if (today <= quarter.finalOn) throw not('not-yet-final', 'This quarter is not over.')
    return closing(review, itemsOf(review, counting))
  }
}

const disputeDaysOf = ({ bossBy, finalOn }: Context['quarter']): number => daysBetween(bossBy, finalOn)

/** How a review ends on the last day. Silence of the boss never becomes a value; what was agreed before a reopening stands. */
function closing (review: Review, items: readonly string[]): readonly ReviewEvent[] {
  const { state, boss, agreed } = review
  if (state === 'agreed') return [{ type: 'closed' }]
  if (boss !== null && valuesAreIn(review)) return [agreedOn(boss, state === 'disputed' ? 'by-lapse' : 'not-answered'), { type: 'closed' }]
  if (agreed !== null) return [{ type: 'restored' }, { type: 'closed' }]
  return items.length === 0 ? [{ type: 'excused', reason: 'nothing-to-count' }] : [{ type: 'missed' }]
}

const agreedOn = (items: readonly Valued[], how: How): ReviewEvent => ({ type: 'agreed', values: items.map(({ commitmentId, value }) => ({ commitmentId, value })), how })

const noValues = (state: State) => state === 'agreed' ? not('agreed-already', 'This review is agreed.') : not('no-values-yet', 'Your boss has not sent values yet.')

function assertAgreed ({ state }: Review): void {
  if (state !== 'agreed') throw not('not-agreed', 'Only a review that is agreed can be reopened.')
}

/** Both say the same of every item: what it is worth and what comes next. */
const sameWord = (self: readonly Said[], boss: readonly Said[]): boolean =>
  sameValues(self, boss) && boss.every(({ commitmentId, next }) => self.some(said => said.commitmentId === commitmentId && said.next === next))

const sameValues = (a: readonly Valued[], b: readonly Valued[]): boolean =>
  a.length === b.length && b.every(({ commitmentId, value }) => a.some(said => said.commitmentId === commitmentId && said.value === value))

/** Every item has exactly one value. */
function assertValued (values: readonly Valued[], items: readonly string[]): void {
  if (items.length === 0) throw not('nothing-to-count', 'Nothing counts in this quarter, so there is nothing to review.')
  const told = new Set(values.map(({ commitmentId }) => commitmentId))
  const problems = items.filter(id => !told.has(id)).map(id => ({ at: id, code: 'item-without-value', sentence: 'Say how far this came.' }))
  if (problems.length > 0) throw new Refusal('invalid', 'item-without-value', 'Say of every commitment how far it came.', problems) // guard: no item without a value
  if (told.size !== items.length || values.length !== items.length) throw new Refusal('invalid', 'not-counted', 'Something here does not count in this quarter. Load the page again.')
}

function assertComplete (said: readonly Said[], items: readonly string[]): void {
  assertValued(said, items)
  const problems = said.flatMap(({ commitmentId, value, next, note }) => [
    ...next === 'done' && value !== 100 ? [{ at: commitmentId, code: 'done-is-all', sentence: 'What comes next is “done”, so say “Done” for how far it came, or choose another next step.' }] : [],
    ...next === 'drop' && note.trim() === '' ? [{ at: commitmentId, code: 'drop-needs-reason', sentence: 'Say in the note why it is dropped.' }] : []
  ])
  if (problems.length > 0) throw new Refusal('invalid', problems[0]?.code ?? '', problems[0]?.sentence ?? '', problems)
}
