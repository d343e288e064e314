import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

/** GET /commitments/suggestions */
export const suggestionsReply = z.object({
  lowest: z.object({
    unitId: sourceId, unitName: label, own: z.boolean().describe('false: the first unit above the caller\'s that the release shows'), title: label.describe('of the wave'), closedOn: day,
    disciplines: z.array(z.object({ discipline: sourceId, score: z.number().describe('of 100, of the whole unit') })).max(2)
  }).nullable().describe('null: nothing is released that shows a unit of the caller'),
  practices: z.array(z.object({ practiceId: z.uuid(), title: z.string(), what: z.string(), when: z.string(), discipline: sourceId, unitName: label.describe('the nearest unit that works by it') })).max(20),
  priorities: z.array(z.object({ priorityId: z.uuid(), title: z.string(), why: z.string(), disciplines: z.array(sourceId) })).max(3).describe('in force')
})
export type Suggestions = z.infer<typeof suggestionsReply>
