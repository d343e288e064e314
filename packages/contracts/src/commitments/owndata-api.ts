import { z } from 'zod'
import { day } from '../vocabulary.ts'

/** A line of what is held: its fields with their values, as stored. */
const record = z.record(z.string(), z.unknown())
const records = z.array(record).max(20_000)

/** GET /commitments/own-data. Persons are given by name while they are here. */
export const ownDataReply = z.object({
  takenOn: day,
  complete: z.boolean().describe('false: some list is longer than a file holds'),
  person: record.nullable(),
  commitments: records, milestones: records, history: records, sharedWithMe: records, quarters: records, reviews: records, values: records, steps: records, drafts: records, index: records,
  absences: records, reminders: records, calendarFeed: records, handovers: records, imports: records,
  actsForOthers: records.describe('what the person did in commitments and reviews of others: when and which act, without what is theirs')
})
export type OwnDataReply = z.infer<typeof ownDataReply>

/** GET /commitments/rules: numbers that pages say, from where they are decided. */
export const rulesReply = z.object({
  fewest: z.int().describe('people that a figure is made of, at least'), keptDays: z.int().describe('after somebody left'), undoneDays: z.int().describe('in which an import can be taken back'),
  importHours: z.int().describe('for which a file that nobody finished is kept'), mostRows: z.int()
})
export type RulesReply = z.infer<typeof rulesReply>
