import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

const scored = z.object({ discipline: sourceId, score: z.number().min(0).max(100), change: z.object({ points: z.number().describe('of 100, since the wave before'), clear: z.boolean().describe('its 95 % interval does not hold 0') }).nullable().describe('null: not measured twice in the same way, or not shown then') })
const quarter = z.object({ label: z.string(), startsOn: day, endsOn: day, reviewFrom: day.describe('reviews begin'), bossBy: day.describe('bosses send values until'), finalOn: day.describe('the last day on which anything changes') })

/** GET /commitments/talk-kit */
export const talkKitReply = z.object({
  today: day,
  team: z.object({ unitId: sourceId, name: label }).describe('the caller\'s own unit'),
  results: z.object({
    unitId: sourceId, name: label, own: z.boolean().describe('false: the first unit above the team that the release shows'), title: label.describe('of the wave'), closedOn: day,
    lowest: z.array(scored).max(2), strength: scored.nullable().describe('the highest; null: no more disciplines are shown than the lowest')
  }).nullable().describe('null: nothing is released that shows a unit of the caller'),
  commitments: z.object({
    label: z.string().describe('of the last quarter that is rolled up'),
    figures: z.object({ people: z.int().min(5), promised: z.int().min(5).nullable().describe('people with an agreed index; null: none, or not shown'), disciplines: z.array(z.object({ discipline: sourceId, people: z.int().min(5) })).max(50) }).nullable().describe('null: not shown of this team')
  }).nullable().describe('null: no quarter is rolled up yet'),
  practices: z.array(z.object({ title: z.string(), what: z.string(), when: z.string() })).max(2).describe('that the team works by, on its lowest disciplines'),
  quarter: quarter.nullable().describe('that runs; null: none was opened yet'), next: quarter.nullable()
})
export type TalkKit = z.infer<typeof talkKitReply>
