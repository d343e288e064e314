import { z } from 'zod'
import { day } from '../vocabulary.ts'

/** GET /commitments/waiting: in the words of the mail, what others wait for first. */
export const waitingReply = z.object({
  waiting: z.array(z.object({ link: z.string().describe('what to do, verb and object'), path: z.string().describe('page where it is done'), what: z.string(), by: day.nullable() })).max(9)
})
export type WaitingReply = z.infer<typeof waitingReply>
