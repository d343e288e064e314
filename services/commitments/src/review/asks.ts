import type { ReviewAsk } from '@weft/contracts/commitments/review-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { Day } from '../calendar/days.ts'
import { addDays, daysBetween } from '../commitment/days.ts'
import { decide, type Command, type Context } from './decide.ts'
import { itemsOf, type Review, type Side } from './review.ts'

/** What one side can do now: every command is tried on the rules themselves, so that a page offers nothing they would refuse. */
export function asksOf (review: Review, side: Side, context: Omit<Context, 'actor'>, personId: string): ReviewAsk[] {
  const items = itemsOf(review, context.counting).map(commitmentId => ({ commitmentId, value: 0 as const, note: '', next: 'keep' as const, links: [] }))
  const tried: Partial<Record<ReviewAsk, Command>> = {
    'send-self': { type: 'submit-self', items }, 'skip-self': { type: 'skip-self' }, 'send-boss': { type: 'submit-boss', items }, agree: { type: 'agree' }, dispute: { type: 'dispute', reason: '' },
    settle: { type: 'settle', values: items }, 'ask-reopening': { type: 'ask-reopening' }, 'consent-to-reopening': { type: 'consent-to-reopening' },
    'hand-over': { type: 'hand-over', to: '', until: null, why: 'delegation' }, 'end-hand-over': { type: 'end-hand-over' }
  }
  return (Object.entries(tried) as [ReviewAsk, Command][]).flatMap(([ask, command]) => {
    try {
      decide(review, command, { ...context, actor: { role: side, personId } })
      return [ask]
    } catch (error) {
      if (error instanceof Refusal) return []
      throw error
    }
  })
}

/** Until when the next step is waited for; null where nothing is. */
export function dueOf ({ state, stateSince }: Pick<Review, 'state' | 'stateSince'>, quarter: Context['quarter'], today: Day): Day | null {
  switch (state) {
    case 'waiting': return quarter.reviewFrom
    case 'self': return today <= quarter.endsOn ? quarter.endsOn : quarter.bossBy
    case 'boss': return today <= quarter.bossBy ? quarter.bossBy : quarter.finalOn
    case 'answer': case 'disputed': {
      const lapses = addDays(stateSince, daysBetween(quarter.bossBy, quarter.finalOn))
      return lapses < quarter.finalOn ? lapses : quarter.finalOn
    }
    case 'agreed': return quarter.finalOn
    default: return null
  }
}
