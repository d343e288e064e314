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
export const progress = z.union([z.literal(0), z.literal(25), z.literal(50), z.literal(75), z.literal(100)])
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
  counts: z.record(commitmentState, z.int().nonnegative()),
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
