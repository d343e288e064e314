import { z } from 'zod'
import { day } from '../vocabulary.ts'
import { milestoneState } from './plan-api.ts'

/** GET /program/priorities/serving: what works for each priority in force, in their order. */
export const servingReply = z.object({
  priorities: z.array(z.object({
    priorityId: z.uuid(),
    milestones: z.array(z.object({ milestoneId: z.uuid(), title: z.string(), due: day, state: milestoneState })).max(300).describe('of the approved plan, by due date'),
    projects: z.array(z.object({ initiativeId: z.uuid(), number: z.int(), title: z.string() })).max(100).nullable().describe('that became it; null: the caller does not see projects'),
    wins: z.array(z.object({ winId: z.uuid(), headline: z.string() })).max(5).describe('the newest quick wins'),
    winsInAll: z.int().nonnegative()
  })).max(3)
})
export type ServingReply = z.infer<typeof servingReply>
export type Serving = ServingReply['priorities'][number]
