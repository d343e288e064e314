import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'
import { statementField } from './view-api.ts'

export const said = z.object({ viewId: z.uuid(), unitId: sourceId, unitName: label, field: statementField, text: z.string() })
export type Said = z.infer<typeof said>

/** Which side holds, both for different customers, or no contradiction at all. */
export const verdict = z.enum(['first-holds', 'second-holds', 'split', 'no-contradiction'])
export type Verdict = z.infer<typeof verdict>

export const conflict = z.object({
  conflictId: z.uuid(), segmentId: z.uuid(), segmentName: label, first: said, second: said, reason: z.string().describe('why they contradict, in words'),
  state: z.enum(['open', 'decided', 'gone']).describe('gone: one of the two texts no longer stands'), version: z.int().positive(), foundOn: z.iso.date(),
  decision: z.object({ verdict, why: z.string(), by: label.nullable(), on: z.iso.date() }).nullable(),
  history: z.array(z.object({ what: z.enum(['found', 'decided', 'reopened', 'gone']), on: z.iso.date(), by: label.nullable(), said: z.string() })).max(50),
  yours: z.boolean().describe('the caller may decide it')
})
export type Conflict = z.infer<typeof conflict>

/** GET /program/conflicts */
export const conflictsReply = z.object({
  conflicts: z.array(conflict).max(50), next: z.string().nullable(),
  counts: z.object({ found: z.int(), open: z.int(), decided: z.int(), gone: z.int() }).describe('found = open + decided + gone, of all the caller may see')
})
export type ConflictsReply = z.infer<typeof conflictsReply>

/** POST /program/conflicts/:conflictId/decision. `version` is the one that was read. */
export const decisionRequest = z.strictObject({ verdict, why: z.string().trim().min(1).max(500), version: z.int().positive() })
export type DecisionRequest = z.infer<typeof decisionRequest>
export const conflictIdReply = z.object({ conflictId: z.uuid() })

const named = z.object({ field: statementField, said: z.array(said).min(1) })
/** What is said of a segment, each statement of each current view in exactly one group. */
export const divergence = z.object({
  views: z.int().nonnegative(), statements: z.int().nonnegative().describe('= those in the four groups'),
  byAll: z.array(named), bySome: z.array(named).describe('by at least two, not by all'), byOne: z.array(named), disputed: z.array(named).describe('by one, and contradicted by another'),
  contradictions: z.int().nonnegative()
})
export type Divergence = z.infer<typeof divergence>

const link = z.object({ first: said, second: said, reason: z.string() })
/** GET /program/segments/:segmentId/comparison: two views laid side by side. */
export const comparisonReply = z.object({
  segmentId: z.uuid(), segmentName: label, first: z.object({ viewId: z.uuid(), unitName: label, version: z.int() }), second: z.object({ viewId: z.uuid(), unitName: label, version: z.int() }),
  compared: z.boolean().describe('false: one of them has changed and is being compared; what is told is of before'),
  contradictions: z.array(link), matches: z.array(link), onlyFirst: z.array(said), onlySecond: z.array(said)
})
export type ComparisonReply = z.infer<typeof comparisonReply>
