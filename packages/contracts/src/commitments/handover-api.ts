import { z } from 'zod'
import { line } from '../program/text-api.ts'
import { day, label, sourceId } from '../vocabulary.ts'
import { horizon, progress, weight } from './commitment-api.ts'

export const handoverState = z.enum(['asked', 'accepted', 'declined', 'withdrawn'])
export type HandoverState = z.infer<typeof handoverState>

const handover = z.object({ handoverId: z.uuid(), state: handoverState, askedOn: day, fromName: label.nullable().describe('null: somebody who has left'), toName: label.nullable(), why: z.string() })
const waiting = handover.extend({ wording: z.string(), measure: z.string(), horizon, dueOn: day, progress, weight })
/** GET /commitments/handovers: each list goes on after the last that was shown of it. */
export const handoversQuery = z.strictObject({ waitingAfter: z.uuid().optional(), askedAfter: z.uuid().optional(), leaversAfter: sourceId.optional() })
export type HandoversQuery = z.infer<typeof handoversQuery>
export const handoversReply = z.object({
  waiting: z.array(waiting).max(50).describe('for the caller\'s answer'),
  asked: z.array(handover.extend({ wording: z.string().nullable().describe('null: answered or withdrawn, or the caller is not the boss') })).max(50).describe('by the caller, newest first'),
  leavers: z.array(z.object({ personId: sourceId, open: z.int().positive(), asked: z.int().nonnegative() })).max(50).describe('who left with commitments open and whose boss the caller was; for the program office, everybody'),
  next: z.object({ waiting: z.uuid().nullable(), asked: z.uuid().nullable(), leavers: sourceId.nullable() }).describe('ask with `waitingAfter`, `askedAfter`, `leaversAfter`; null: that list is whole')
})
export type HandoversReply = z.infer<typeof handoversReply>

/** GET /commitments/people/:personId/handover */
export const handoverChoiceQuery = z.strictObject({ after: sourceId.optional() })
export const handoverChoiceReply = z.object({
  personId: sourceId, name: label.nullable().describe('null: has left'), open: z.int().nonnegative(),
  commitments: z.array(z.object({ commitmentId: z.uuid(), wording: z.string(), dueOn: day, progress, asked: z.boolean() })).max(50).nullable().describe('null: the caller does not see the words'),
  team: z.array(z.object({ personId: sourceId, name: label })).max(100).describe('by name'), next: sourceId.nullable().describe('more of the team: ask with `after`')
})
export type HandoverChoiceReply = z.infer<typeof handoverChoiceReply>

/** POST /commitments/people/:personId/handover */
export const handoverRequest = z.strictObject({ to: sourceId, commitments: z.array(z.uuid()).min(1).max(50).nullable().describe('null: all that are open and not yet asked about'), why: line(200) })
export type HandoverRequest = z.infer<typeof handoverRequest>
export const handoverReply = z.object({ asked: z.int().positive() })
/** POST /commitments/handovers/:handoverId/answer */
export const handoverAnswer = z.strictObject({ accept: z.boolean() })
export const handoverAct = z.object({ handoverId: z.uuid(), state: handoverState, commitmentId: z.uuid().nullable().describe('the caller\'s own, once accepted') })
export type HandoverAct = z.infer<typeof handoverAct>
