import { z } from 'zod'
import { label, rank, sourceId } from '../vocabulary.ts'

/** GET /commitments/me */
export const meReply = z.object({
  place: z.object({ unitId: sourceId, unitName: label, rank }).nullable().describe('null: the directory does not know the caller as a person')
})
export type MeReply = z.infer<typeof meReply>

