import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, label, sourceId, wording } from '../vocabulary.ts'

const approved = z.object({
  version: z.int().positive(),
  replaces: z.int().positive().nullable().describe('the version that was approved before'),
  vision: wording,
  priorities: z.array(wording).min(1).max(3),
  milestones: z.int().positive().describe('how many')
})
export type PlanApproved = z.infer<typeof approved>

export const planApproved = contract<PlanApproved>({
  topic: 'int.program.plan.v1',
  type: 'plan-approved',
  meaning: 'A version of the plan is approved; the one before is kept as replaced.',
  key: '"plan"',
  content: 'structure',
  data: approved,
  example: { version: 2, replaces: 1, vision: 'Easy to deal with, every time.', priorities: ['Answer within a day'], milestones: 12 }
})

const marked = z.object({
  milestoneId: z.uuid(),
  title: label,
  ownerId: sourceId.describe('person id'),
  due: day,
  markedOn: day,
  planVersion: z.int().positive()
})
export type MilestoneReached = z.infer<typeof marked>
const example = { milestoneId: '0197e0c8-0000-7000-8000-0000000000a1', title: 'Claims answers within a day', ownerId: 'P-1001', due: '2027-03-31', markedOn: '2027-03-29', planVersion: 2 }

export const milestoneReached = contract<MilestoneReached>({
  topic: 'int.program.plan.v1', type: 'milestone-reached', meaning: 'A milestone of the approved plan is reached.',
  key: 'milestone id', content: 'personal', data: marked, example
})
export type MilestoneMissed = z.infer<typeof marked>
export const milestoneMissed = contract<MilestoneMissed>({
  topic: 'int.program.plan.v1', type: 'milestone-missed', meaning: 'A milestone of the approved plan was not reached by its day.',
  key: 'milestone id', content: 'personal', data: marked, example
})
