import { z } from 'zod'
import { disciplines } from '../program/discipline-api.ts'
import { line } from '../program/text-api.ts'
import { day, label } from '../vocabulary.ts'
import { benefits, horizon, weight } from './commitment-api.ts'

/** By id or name, as a column may say them. */
export { disciplines }

/** What a column can hold. `person`: number or e-mail address of whose it is; `status`: what is over there is left out. */
export const goalField = z.enum(['person', 'wording', 'measure', 'horizon', 'dueOn', 'discipline', 'benefits', 'weight', 'status'])
export type GoalField = z.infer<typeof goalField>
export const dateOrder = z.enum(['day-first', 'month-first'])
export type DateOrder = z.infer<typeof dateOrder>

const choices = {
  dates: dateOrder.describe('how 3/4/2027 is read'), benefits: benefits.describe('where no column says it'), measure: line(200).describe('where a goal has none')
}
/** POST /commitments/imports/:importId/columns */
export const goalColumnsRequest = z.strictObject({ version: z.int().positive(), fields: z.record(z.string().min(1).max(200), goalField.nullable()), ...choices })
export type GoalColumnsRequest = z.infer<typeof goalColumnsRequest>
/** POST /commitments/imports/:importId/{application,drop} */
export const goalStepRequest = z.strictObject({ version: z.int().positive() })

const goal = z.object({
  line: z.int().positive().describe('of the file; the header is 1'), personName: label.nullable().describe('null: the reader'), wording: z.string(), measure: z.string(), horizon, dueOn: day.nullable(),
  discipline: z.string().nullable(), benefits, weight, guesses: z.array(z.string()).max(9).describe('what was taken for what, in sentences')
})
export type Goal = z.infer<typeof goal>

/** GET /commitments/imports/:importId */
export const goalImportReply = z.object({
  importId: z.uuid(), version: z.int().positive(), whose: z.enum(['mine', 'many']), name: z.string(), state: z.enum(['checking', 'applied', 'dropped']), begunOn: day, undoUntil: day.nullable(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()).max(3), field: goalField.nullable(), from: z.enum(['guess', 'chosen']) })).max(50),
  encoding: z.enum(['utf-8', 'windows-1252']).describe('what it was read as: Windows-1252 is a guess, UTF-8 stands for UTF-16 too'),
  choices: z.object(choices),
  rows: z.int().nonnegative(), ready: z.int().nonnegative(),
  problems: z.array(z.object({ code: z.string(), sentence: z.string(), rows: z.int().positive(), lines: z.array(z.int()).max(10).describe('the first ones') })).max(20),
  goals: z.array(goal).max(50), next: z.int().positive().nullable().describe('ask with `after`'),
  drafts: z.int().nonnegative().nullable().describe('brought in; null before')
})
export type GoalImportReply = z.infer<typeof goalImportReply>
