import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { disciplineId } from './discipline-api.ts'
import { line, lines } from './text-api.ts'

/** What a quick win begins with; the four questions are asked in these words on every form. */
export const prompts = [
  { id: 'insight', name: 'A new insight', question: 'What did we learn about customers that we did not know?' },
  { id: 'decision', name: 'A decision for the customer', question: 'What did we decide so that customers are content or stay?' },
  { id: 'long-term', name: 'Long over short term', question: 'Where did we choose what lasts over what was quick?' },
  { id: 'practice', name: 'A practice to share', question: 'What works so well here that others should do it too?' }
] as const
export const promptId = z.enum(prompts.map(({ id }) => id))
export type PromptId = z.infer<typeof promptId>

const metric = z.strictObject({ name: line(80), before: line(40).nullable(), after: line(40) })
export type Metric = z.infer<typeof metric>
const content = {
  prompt: promptId, discipline: disciplineId, headline: line(120), story: lines(1_000),
  metric: metric.nullable().describe('what was measured; without its value before it proves nothing, and the quick win is a story'),
  evidence: lines(300).nullable().describe('what others can look at'), link: z.url({ protocol: /^https?$/ }).max(500).nullable(),
  priorityId: z.uuid().nullable(), practiceId: z.uuid().nullable(),
  named: z.boolean().describe('readers see the author\'s name'), mayFeature: z.boolean().describe('the office may show it as a best practice'),
  nobodyTold: z.boolean().describe('the author has looked: no customer can be recognised. Needed where a text looks like it')
}

/** POST /program/quick-wins */
export const shareWinRequest = z.strictObject(content)
export type ShareWinRequest = z.infer<typeof shareWinRequest>
/** POST /program/quick-wins/:winId/changes */
export const changeWinRequest = z.strictObject({ ...content, basedOn: z.int().positive() })
/** POST /program/quick-wins/:winId/adoptions */
export const adoptWinRequest = z.strictObject({ unitId: sourceId })
/** POST /program/quick-wins/:winId/hiding */
export const hideWinRequest = z.strictObject({ reason: line(300) })
/** POST /program/quick-wins/:winId/feature */
export const featureWinRequest = z.strictObject({ featured: z.boolean() })

/** What a command about a quick win gives. */
export const winReply = z.object({ winId: z.uuid(), version: z.int().positive(), thanks: z.int().nonnegative(), adoptedBy: z.int().nonnegative() })

const win = z.object({
  winId: z.uuid(), version: z.int().positive(), sharedOn: day, prompt: sourceId, discipline: sourceId,
  kind: z.enum(['win', 'story']).describe('win: others can look at what shows it'),
  headline: z.string(), story: z.string(), metric: z.object({ name: z.string(), before: z.string().nullable(), after: z.string() }).nullable(),
  evidence: z.string().nullable(), link: z.string().nullable(), priority: z.object({ priorityId: z.uuid(), title: z.string() }).nullable().describe('that it serves, by its newest title'), practice: z.object({ practiceId: z.uuid(), title: z.string() }).nullable(),
  from: z.string().describe('a name where the author chose so; else "somebody", with the unit where that could be anybody of it'),
  thanks: z.int().nonnegative(), adoptedBy: z.int().nonnegative().describe('units'), featured: z.boolean(),
  own: z.object({ author: z.boolean(), thanked: z.boolean() })
})
export type Win = z.infer<typeof win>
/** GET /program/quick-wins */
export const winsReply = z.object({ wins: z.array(win).max(20), next: z.string().nullable() })
export type WinsReply = z.infer<typeof winsReply>

/** GET /program/quick-wins/:winId */
export const winDetailReply = win.extend({
  adoptions: z.array(z.object({ unitId: sourceId, unitName: label, on: day })).max(100), mayFeature: z.boolean(), named: z.boolean(),
  hidden: z.object({ on: day, reason: z.string() }).nullable().describe('seen by its author and the office')
})
export type WinDetail = z.infer<typeof winDetailReply>

/** GET /program/quick-wins/rate */
export const winRateReply = z.object({
  weeks: z.array(z.object({ monday: day, wins: z.int().nonnegative(), stories: z.int().nonnegative() })).max(12).describe('oldest first, without a gap; the last one runs'),
  disciplines: z.array(z.object({ discipline: sourceId, count: z.int().positive() })).max(20).describe('of the same weeks')
})
export type WinRate = z.infer<typeof winRateReply>
