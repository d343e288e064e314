import { z } from 'zod'
import { label } from '../vocabulary.ts'
import { initiativeState } from './initiative-api.ts'

export const overlapKind = z.enum(['duplicate', 'contradiction', 'overlap', 'orphan'])
export type OverlapKind = z.infer<typeof overlapKind>

const side = z.object({
  initiativeId: z.uuid(), number: z.int(), title: z.string(), goal: z.string().nullable(), owner: z.string().nullable(), unit: z.string().nullable(),
  customers: z.string().nullable(), disciplines: z.array(z.string()), state: initiativeState, version: z.int()
})
export type OverlapSide = z.infer<typeof side>

export const overlap = z.object({
  kind: overlapKind,
  sure: z.number().min(0).max(1).describe('how surely, by the method of decision 0022'),
  reasons: z.array(z.string()).describe('a sentence each'),
  a: side, b: side.nullable().describe('null: an orphan stands alone'),
  dismissed: z.object({ by: label.nullable(), at: z.iso.datetime(), reason: z.string() }).nullable().describe('holds until one of the two texts changes')
})
export type Overlap = z.infer<typeof overlap>

/** GET /program/overlaps: surest first, 50 a page; what was dismissed only where asked for. */
export const overlapsQuery = z.strictObject({ kind: overlapKind.optional(), dismissed: z.literal('yes').optional(), after: z.string().regex(/^\d{1,9}$/).optional() })
export const overlapsReply = z.object({
  lookedAt: z.iso.datetime().nullable().describe('when the projects were last laid side by side; null: not yet'),
  upToDate: z.boolean().describe('false: projects have changed since, and are being looked at'),
  projects: z.int().describe('that were laid side by side: undecided, kept, adopted'),
  counts: z.object({ duplicate: z.int(), contradiction: z.int(), overlap: z.int(), orphan: z.int(), dismissed: z.int() }),
  findings: z.array(overlap).max(50),
  next: z.int().nullable()
})
export type OverlapsReply = z.infer<typeof overlapsReply>

/** POST /program/overlaps/dismissals: this finding is none. `taken-back` ends a dismissal. */
export const dismissalRequest = z.strictObject({
  kind: overlapKind, a: z.uuid(), b: z.uuid().nullable(),
  reason: z.string().trim().min(1).max(1_000).regex(/^[^\p{Cs}\0]+$/u)
})
export const takeBackRequest = z.strictObject({ kind: overlapKind, a: z.uuid(), b: z.uuid().nullable() })
export const dismissedReply = z.object({ done: z.literal(true) })
