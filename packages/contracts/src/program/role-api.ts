import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { lines } from './text-api.ts'

export const beneficiary = z.enum(['customers', 'colleagues'])
/** POST /program/role-statement. `basedOn`: the version that was open while writing, 0 for none. */
export const writeStatementRequest = z.strictObject({ beneficiary, text: lines(400), shared: z.boolean(), basedOn: z.int().nonnegative() })
/** POST /program/role-statement/review: it is still true. */
export const reviewStatementRequest = z.strictObject({ basedOn: z.int().positive() })

const statement = z.object({ version: z.int().positive(), beneficiary, text: z.string(), writtenOn: day, dueOn: day, shared: z.boolean() })
/** GET /program/role-statement: the caller's own, and those that colleagues of the unit chose to share. */
export const statementReply = z.object({
  state: z.enum(['none', 'current', 'due-soon', 'overdue', 'moved']).describe('moved: written in another unit or rank'),
  history: z.array(statement).max(50).describe('the caller\'s own, newest first; the first holds'),
  shared: z.array(z.object({ name: label, beneficiary, text: z.string() })).max(100)
})
export type StatementReply = z.infer<typeof statementReply>
export const statementSavedReply = z.object({ version: z.int().positive(), dueOn: day })

export const coverage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), percent: z.int().min(0).max(100) }),
  z.object({ kind: z.literal('bounded'), bound: z.enum(['≤ 10', '≥ 90']).describe('percent; near the ends of fewer than 30 people') }),
  z.object({ kind: z.literal('hidden') })
])
export type Coverage = z.infer<typeof coverage>
const unit = z.object({ unitId: sourceId, name: label, disciplines: z.int().min(0).describe('of eight, with a practice that the unit or one above it adopted'), statements: coverage, committed: coverage })
/** GET /program/practice-coverage */
export const coverageReply = z.object({ before: day.describe('what was so when this day began'), path: z.array(z.object({ unitId: sourceId, name: label })).max(70), unit: unit.nullable(), below: z.array(unit).max(200), more: z.boolean() })
export type CoverageReply = z.infer<typeof coverageReply>
