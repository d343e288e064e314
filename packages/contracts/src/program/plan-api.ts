import { z } from 'zod'
import { day, label, sourceId, wording } from '../vocabulary.ts'

export const milestoneState = z.enum(['open', 'reached', 'missed'])
export type MilestoneState = z.infer<typeof milestoneState>
const written = z.string().max(500)
/** Who did something and when; `by` is null for somebody who has left. */
const deed = z.object({ at: z.iso.datetime(), by: label.nullable() })

/** What became of a milestone; the last mark counts, all are kept. */
export const mark = deed.extend({ state: milestoneState, why: written, evidence: written })
export const milestone = z.object({
  milestoneId: z.uuid().describe('the same in every version of the plan'),
  edition: z.int().positive().describe('counts up with each change of its words in a draft'),
  outcomeId: z.uuid(), title: label, measure: wording, target: wording,
  priority: z.object({ priorityId: z.uuid(), title: z.string() }).nullable().describe('of the organisation, that it serves; by its newest title'),
  owner: z.object({ personId: sourceId, name: label.nullable().describe('null: somebody who has left') }),
  due: day,
  needs: z.array(z.uuid()).max(300).describe('milestones that must be reached before it'),
  state: milestoneState,
  marks: z.array(mark).max(50).describe('newest first'),
  mine: z.boolean().describe('the caller owns it')
})
export type Milestone = z.infer<typeof milestone>

export const planState = z.enum(['draft', 'approved', 'replaced'])
const versionLine = z.object({ version: z.int().positive(), state: planState, begun: deed, approved: deed.nullable() })

/** One version of the plan, read as a roadmap: the vision, outcomes that must be true for it, milestones before them. */
export const planReply = versionLine.extend({
  edition: z.int().nonnegative().describe('counts up with each change of vision and priorities'),
  changes: z.int().nonnegative().describe('counts up with each change of the draft'),
  vision: written.describe('empty while nothing is written'),
  priorities: z.array(z.object({ priorityId: z.uuid(), text: wording })).max(3),
  outcomes: z.array(z.object({ outcomeId: z.uuid(), text: wording, priorityId: z.uuid().nullable() })).max(20),
  milestones: z.array(milestone).max(300).describe('by due date'),
  late: z.array(z.object({ milestoneId: z.uuid(), needsId: z.uuid() })).describe('milestones that need another which is due later'),
  chain: z.array(z.uuid()).describe('the chain that decides when the last open milestone can be reached, first to last'),
  log: z.array(deed.extend({ what: wording })).max(100).describe('changes of this version, newest first')
})
export type PlanReply = z.infer<typeof planReply>

/** GET /program/plan: the approved version; GET /program/plan/versions/:version gives any that the caller may read. */
export const currentPlanReply = z.object({ plan: planReply.nullable().describe('null: none is approved yet'), draft: z.int().positive().nullable().describe('version that is being written, for leaders and the program office'), leader: z.boolean() })
export type CurrentPlanReply = z.infer<typeof currentPlanReply>
/** GET /program/plan/versions, newest first */
export const planVersionsReply = z.object({ versions: z.array(versionLine).max(100) })
export type PlanVersionsReply = z.infer<typeof planVersionsReply>

/** The reply of every change of a draft. */
export const draftDone = z.object({ version: z.int().positive(), changes: z.int().nonnegative(), id: z.uuid().nullable().describe('of what was added or changed') })
/** POST /program/plan/draft/frame */
export const frameRequest = z.strictObject({ edition: z.int().nonnegative(), vision: wording, priorities: z.array(wording).min(1).max(3) })
/** POST /program/plan/draft/outcomes and …/outcomes/:outcomeId */
export const outcomeRequest = z.strictObject({ text: wording, priorityId: z.uuid().nullable() })
/** POST /program/plan/draft/milestones and …/milestones/:milestoneId. What is left empty is refused with a sentence that names it. */
export const milestoneRequest = z.strictObject({
  outcomeId: z.uuid(), title: written, measure: written, target: written,
  owner: z.string().max(254).describe('person id, e-mail address or whole name of one person'),
  due: z.union([day, z.literal('')]),
  priorityId: z.uuid().nullable().default(null).describe('one of the priorities in force, that it serves'),
  neededBy: z.uuid().nullable().default(null).describe('milestone before which this must be true; when adding only'),
  edition: z.int().positive().nullable().default(null).describe('the one that was seen; when changing only')
})
export type MilestoneRequest = z.infer<typeof milestoneRequest>
/** POST /program/plan/draft/needs */
export const needRequest = z.strictObject({ milestoneId: z.uuid(), needsId: z.uuid(), holds: z.boolean() })
/** POST /program/plan/draft/approval: of just what was seen. */
export const approvalRequest = z.strictObject({ changes: z.int().nonnegative() })
/** POST /program/milestones/:milestoneId/marks */
export const markRequest = z.strictObject({ seen: milestoneState, state: milestoneState, why: wording, evidence: written })
export const markDone = z.object({ milestoneId: z.uuid(), state: milestoneState })
