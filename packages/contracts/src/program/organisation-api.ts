import { z } from 'zod'
import { label, rank, sourceId } from '../vocabulary.ts'

/** GET /program/me */
export const meReply = z.object({
  place: z.object({ unitId: sourceId, unitName: label, rank }).nullable().describe('null: the directory does not know the caller as a person')
})
export type MeReply = z.infer<typeof meReply>

/** GET /program/units */
export const unitsReply = z.object({
  units: z.array(z.object({ unitId: sourceId, parentId: sourceId.nullable(), name: label })).max(200),
  next: sourceId.nullable().describe('`after` of the next page; null on the last one')
})
export type UnitsReply = z.infer<typeof unitsReply>
