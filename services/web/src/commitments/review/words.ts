import type { NextStep, ProgressValue, QuarterInfo, ReviewAct, ReviewReply, ReviewState, SettledHow } from '@weft/contracts/commitments/review-api'
import { inWords } from '../../frame/words.ts'

export const values: readonly ProgressValue[] = [0, 25, 50, 75, 100]
export const nextSteps: readonly NextStep[] = ['keep', 'done', 'drop', 'change']
export const nextNames: Record<NextStep, string> = { keep: 'Keep', done: 'Done', drop: 'Drop', change: 'Change' }

/** How a review stands, for a list. */
export const stateNames: Record<ReviewState, string> = {
  waiting: 'Not begun', self: 'With the person', boss: 'With the boss', answer: 'Waits for an answer', agreed: 'Agreed', disputed: 'Not agreed yet', closed: 'Closed', missed: 'Not reviewed', excused: 'Excused'
}

export const settledNames: Record<SettledHow, string> = {
  'same-values': 'both said the same', agreed: 'the person agreed', settled: 'both settled it', 'by-lapse': 'not settled in time: the boss’s values count', 'not-answered': 'not answered in time: the boss’s values count'
}

export const actNames: Record<ReviewAct, string> = {
  frozen: 'The quarter began', opened: 'Reviews began', 'self-submitted': 'Own review sent', 'self-skipped': 'The boss went on without the own review', 'boss-submitted': 'The boss’s values sent', agreed: 'The values count',
  disputed: 'Not agreed', offered: 'Values offered to settle it', 'reopening-asked': 'Asked to reopen it', reopened: 'Reopened', 'handed-over': 'Handed to somebody else', 'hand-over-ended': 'Handed back', 'boss-changed': 'Somebody else is the boss now',
  excused: 'Excused', readmitted: 'Taken back in', restored: 'What was agreed before stands', closed: 'Closed', missed: 'Closed without a review'
}

/** "October to December 2026": a quarter is never only a number. */
export function monthsOf ({ startsOn, endsOn }: Pick<QuarterInfo, 'startsOn' | 'endsOn'>): string {
  const name = (day: string, withYear: boolean) => new Intl.DateTimeFormat('en-GB', { month: 'long', ...withYear && { year: 'numeric' }, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
  return `${name(startsOn, startsOn.slice(0, 4) !== endsOn.slice(0, 4))} to ${name(endsOn, true)}`
}

/** What the reader is to do, or what is waited for, in a sentence. */
export function whereItIs (review: ReviewReply): string {
  const { side, state, dueOn, bossName, personName, settled } = review
  const by = dueOn === null ? '' : ` until ${inWords(dueOn)}`
  const other = side === 'person' ? bossName ?? 'whoever will review it' : personName
  if (review.items.length === 0 && (state === 'self' || state === 'boss')) return `There is nothing ${side === 'person' ? 'for you ' : ''}to review in this quarter.`
  switch (state) {
    case 'waiting': return `Reviews begin on ${inWords(review.quarter.reviewFrom)}.`
    case 'self': return side === 'person' ? `Say how it went, then send it to ${bossName ?? 'whoever will review it'}. You have time${by}.` : `${personName} has not sent their own review yet; there is time${by}.`
    case 'boss': return side === 'boss' ? `Say how you see it. You are asked${by}.` : bossName === null ? 'Nobody is your boss now. The program office names who reviews.' : `${review.selfIn ? 'Your review is sent. ' : ''}${bossName} says how they see it${by}.`
    case 'answer': return side === 'person' ? `${other} has sent their values. Agree, or say why you do not,${by}. After that they count as they are.` : `${other} answers${by}. After that your values count as they are.`
    case 'disputed': return `You do not agree yet. Settle it${by}; after that ${side === 'person' ? `${other}’s` : 'your'} values count, and are marked so.`
    case 'agreed': return `Agreed: ${settledNames[settled ?? 'agreed']}. Until ${inWords(review.quarter.finalOn)} you can reopen it if both of you want to.`
    case 'closed': return `Closed: ${settledNames[settled ?? 'agreed']}. Nothing of it changes any more.`
    case 'missed': return 'Nobody gave values in time. It counts as not reviewed, and for nobody as a failure.'
    case 'excused': return review.excuse === 'nothing-to-count' ? 'Nothing counted in this quarter, so there was nothing to review.' : review.excuse === 'leave' ? 'Excused for a long leave.' : `${personName} has left.`
  }
}
