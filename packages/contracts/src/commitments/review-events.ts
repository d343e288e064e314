import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'
import { reviewAct, reviewState, settledHow } from './review-api.ts'

const review = z.object({
  reviewId: z.uuid(),
  quarter: day.describe('its first day'),
  personId: sourceId,
  bossId: sourceId.nullable().describe('who reviews now; null: nobody, until the program office names somebody'),
  act: reviewAct.describe('what happened'),
  state: reviewState.describe('after it'),
  settled: settledHow.nullable().describe('how the values came to count, once they do'),
  seq: z.int().positive().describe('of this review: counts up by one, without a gap')
})
export type ReviewChanged = z.infer<typeof review>

export const reviewChanged = contract<ReviewChanged>({
  topic: 'int.commitments.review.v1',
  type: 'review-changed',
  meaning: 'A step of somebody’s quarterly review: opened, sent, answered, disputed, agreed, handed over, closed and so on. Carries no values and no notes.',
  key: 'review id',
  content: 'personal',
  data: review,
  example: { reviewId: '0197e0c8-0000-7000-8000-000000000001', quarter: '2026-10-01', personId: 'P-1002', bossId: 'P-1001', act: 'boss-submitted', state: 'answer', settled: null, seq: 4 }
})
