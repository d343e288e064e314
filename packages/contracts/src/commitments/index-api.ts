import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

const points = z.number().min(0).max(100)
const value = points.nullable().describe('0–100 with four decimals; null: not yet, or never')
const horizons = z.array(z.object({ horizon: sourceId, value })).max(3)

const quarterIndex = z.object({
  quarter: day.describe('its first day'), label: z.string(), endsOn: day, state: z.enum(['open', 'reviewing', 'final']),
  review: sourceId.describe('state of the review'), settled: sourceId.nullable().describe('how the boss’s values came to count'),
  self: value, boss: value, agreed: value
})

const item = z.object({
  commitmentId: z.uuid(), wording: z.string(), horizon: sourceId, discipline: sourceId.nullable(), startsOn: day, dueOn: day, droppedAlone: z.boolean().describe('dropped without the boss’s agreement'),
  counts: z.boolean().describe('false: it has not run long enough by the quarter’s last day'),
  weight: z.number().positive().describe('1–3, of a part of a split its share'), share: points.describe('of the whole weight, percent'),
  expected: points.describe('e: by the quarter’s last day, percent'), progress: points.nullable().describe('p: percent; null: nobody has said yet'),
  credit: points.nullable().describe('a = min(1, p / e), percent'), points: points.nullable().describe('what it brings to the index: share × credit')
})
export type IndexItem = z.infer<typeof item>

/** GET /commitments/index?quarter= and GET /commitments/reviews/:reviewId/index */
export const indexReply = z.object({
  person: z.object({ name: label, own: z.boolean() }).nullable().describe('null: the directory does not know the caller as a person'),
  formulaVersion: z.int().positive(),
  quarters: z.array(quarterIndex).max(40).describe('newest first'),
  explained: z.object({
    quarter: day, label: z.string(), endsOn: day,
    by: z.enum(['now', 'self', 'boss', 'agreed']).describe('whose values the items show; now: own progress, as if the quarter ended with it'),
    value, reason: z.enum(['nothing-counts', 'value-missing']).nullable(), horizons, items: z.array(item).max(200)
  }).nullable().describe('the quarter asked for, or the newest; null: there is none')
})
export type IndexReply = z.infer<typeof indexReply>

/** GET /commitments/quarters/:quarter/index-verification */
export const indexVerificationReply = z.object({
  quarter: day, formulaVersion: z.int().positive(), people: z.int().nonnegative().describe('whose index was made again from the history'), different: z.int().nonnegative().describe('where it was not the same'),
  same: z.boolean()
})
