import { z } from 'zod'
import { disciplineId } from '../program/discipline-api.ts'
import { line, lines } from '../program/text-api.ts'
import { day, label, sourceId } from '../vocabulary.ts'

export const horizon = z.enum(['3-months', '6-months', 'beyond'])
export type Horizon = z.infer<typeof horizon>
export const commitmentState = z.enum(['draft', 'open', 'done', 'dropped', 'split'])
export type CommitmentState = z.infer<typeof commitmentState>
export const benefits = z.enum(['customer', 'colleague'])
export type Benefits = z.infer<typeof benefits>

/** How far something is, in steps that two people can agree on. */
export const progress = z.literal([0, 25, 50, 75, 100])
export type Progress = z.infer<typeof progress>
export const weight = z.int().min(1).max(3)

const milestone = z.object({ milestoneId: z.uuid(), wording: z.string(), dueOn: day, reachedOn: day.nullable() })
export type Milestone = z.infer<typeof milestone>

const commitment = z.object({
  commitmentId: z.uuid(), version: z.int().positive(), state: commitmentState,
  wording: z.string(), horizon,
  startsOn: day.nullable().describe('null: a draft'), dueOn: day.nullable(), askedDueOn: day.nullable().describe('the date a draft is to get, where its owner chose one'),
  discipline: sourceId.nullable(), priorityId: z.uuid().nullable(), priorityTitle: z.string().nullable(), practiceId: z.uuid().nullable(), practiceTitle: z.string().nullable(),
  ownerName: label, benefits, measure: z.string(), weight, weightAgreed: z.boolean().describe('by the boss'), parts: z.int().positive().describe('a part of a split weighs weight / parts'), splitFrom: z.uuid().nullable(),
  progress, madeOn: day, endedOn: day.nullable(), dropAgreed: z.boolean().describe('by the boss'),
  milestones: z.array(milestone).max(12)
})
export type CommitmentItem = z.infer<typeof commitment>

/** GET /commitments/mine */
export const mineReply = z.object({
  place: z.object({ unitName: label, bossName: label.nullable().describe('null: nobody is named as boss') }).nullable().describe('null: the directory does not know the caller as a person'),
  today: day,
  ends: z.object({ '3-months': day, '6-months': day }).describe('the due date that a commitment made today gets'),
  counts: z.object({ draft: z.int().nonnegative(), open: z.int().nonnegative(), done: z.int().nonnegative(), dropped: z.int().nonnegative(), split: z.int().nonnegative() }),
  commitments: z.array(commitment).max(50),
  next: z.uuid().nullable()
})
export type MineReply = z.infer<typeof mineReply>

/** What a form writes, of a draft and of one that is open. */
export const written = {
  wording: lines(400), horizon, dueOn: day.nullable().describe('null: as the horizon says; of "beyond" its milestones say it'),
  discipline: disciplineId.nullable(), priorityId: z.uuid().nullable(), practiceId: z.uuid().nullable(),
  benefits, measure: line(200), weight
}

const newMilestone = z.strictObject({ milestoneId: z.uuid().describe('made by the caller: sent twice, it is one'), wording: line(200), dueOn: day })
const basedOn = { version: z.int().positive().describe('the version that was open while deciding') }

/** POST /commitments/mine */
export const writeCommitmentRequest = z.strictObject({ commitmentId: z.uuid().describe('made by the caller: sent twice, it is one'), ...written, milestone: newMilestone.nullable().describe('the first one, where it lies beyond six months'), make: z.boolean().describe('false: a draft') })
export type WriteCommitmentRequest = z.infer<typeof writeCommitmentRequest>
/** POST /commitments/commitment/:commitmentId/change */
export const changeCommitmentRequest = z.strictObject({ ...basedOn, ...written, milestone: newMilestone.nullable().describe('one more'), make: z.boolean().describe('true: a draft becomes a promise with it') })
export type ChangeCommitmentRequest = z.infer<typeof changeCommitmentRequest>
/** POST …/{opening,completion,discard,drop-agreement} */
export const stepCommitmentRequest = z.strictObject(basedOn)
export const progressRequest = z.strictObject({ ...basedOn, progress })
export const dropCommitmentRequest = z.strictObject({ ...basedOn, reason: line(300) })
export const splitCommitmentRequest = z.strictObject({ ...basedOn, parts: z.array(z.strictObject({ commitmentId: z.uuid(), wording: lines(400), measure: line(200) })).min(2).max(5) })
export const milestoneRequest = z.strictObject({ ...basedOn, ...newMilestone.shape })
export const partnersRequest = z.strictObject({ ...basedOn, partners: z.array(sourceId).max(20) })
export const agreeWeightRequest = z.strictObject({ ...basedOn, weight })

/** What a command gives. */
export const commitmentActReply = z.object({ commitmentId: z.uuid(), version: z.int().positive(), state: commitmentState, dueOn: day.nullable() })
export type CommitmentActReply = z.infer<typeof commitmentActReply>

const step = z.object({
  version: z.int().positive(), at: z.iso.datetime(), act: z.string().describe('made, changed, progressed, done, …'), byName: label.nullable().describe('null: somebody who has left'), reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })).max(30)
})
export type CommitmentStep = z.infer<typeof step>
/** GET /commitments/commitment/:commitmentId */
export const commitmentReply = z.object({
  commitment, as: z.enum(['owner', 'boss', 'partner']).describe('how the caller stands to it'), today: day, bounds: z.object({ first: day, last: day }).nullable().describe('between which days it may be due; null: milestones say it'),
  partners: z.array(z.object({ personId: sourceId, name: label })).max(20), split: z.array(z.object({ commitmentId: z.uuid(), wording: z.string() })).max(5).describe('what it was split into'),
  seenBy: z.object({ boss: label.nullable(), partners: z.int() }), history: z.array(step).max(50).describe('newest first'), earlier: z.int().positive().nullable().describe('ask with `before`')
})
export type CommitmentReply = z.infer<typeof commitmentReply>

/** GET /commitments/colleagues */
export const colleaguesReply = z.object({ colleagues: z.array(z.object({ personId: sourceId, name: label })).max(100) })

/** GET /commitments/of */
export const reportsReply = z.object({ reports: z.array(z.object({ personId: sourceId, name: label, open: z.int().nonnegative(), toAgree: z.int().nonnegative().describe('weights of open ones, and drops, that wait for the boss\'s word') })).max(200) })
export type ReportsReply = z.infer<typeof reportsReply>

/** GET /commitments/of/:personId */
export const reportReply = z.object({ person: z.object({ personId: sourceId, name: label }), commitments: z.array(commitment).max(50), next: z.uuid().nullable() })
export type ReportReply = z.infer<typeof reportReply>
