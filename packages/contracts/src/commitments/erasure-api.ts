import { z } from 'zod'
import { line } from '../program/text-api.ts'
import { day, label, sourceId } from '../vocabulary.ts'

/** POST /commitments/erasures */
export const erasureRequest = z.strictObject({ person: line(320).describe('number of the directory, or e-mail address of somebody who is here'), reason: line(300).describe('kept; it should name nobody') })
export type ErasureRequest = z.infer<typeof erasureRequest>
export const erasureReply = z.object({ erasureId: z.uuid() })

const erasure = z.object({
  erasureId: z.uuid(), personId: sourceId.nullable().describe('null once it is done'), name: label.nullable(), askedOn: day, reason: z.string(),
  doneOn: day.nullable().describe('null: what a quarter still needs waits for its roll-up')
})
export type Erasure = z.infer<typeof erasure>
/** GET /commitments/erasures */
export const erasuresReply = z.object({ erasures: z.array(erasure).max(100) })
export type ErasuresReply = z.infer<typeof erasuresReply>
