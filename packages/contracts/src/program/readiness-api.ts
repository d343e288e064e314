import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { buyInOfDepth } from './buyin-api.ts'
import { mandate } from './charter-api.ts'
import { samePageFigure } from './samepage-api.ts'

/** The nine aspects in the order of the source. It explains the first four; what the others mean here is our reading. */
export const aspects = [
  { id: 'mandate', name: 'Mandate', reading: false, means: 'Clear leadership, goals that everybody understands and can reach, resources, and a vision that is credible.' },
  { id: 'thinking-big', name: 'Thinking big, starting small', reading: false, means: 'A big vision based on evidence, with small steps that test and teach. Milestones are worked out backward from it.' },
  { id: 'hero', name: 'Holding out for a hero', reading: false, means: 'The program holds when one person leaves. It is not one person\'s empire.' },
  { id: 'penny', name: 'The penny drops', reading: false, means: 'People can say in their own words what customers mean for their work, because they hear customers themselves.' },
  { id: 'shared-success', name: 'Shared success', reading: true, means: 'Success is counted for units together, not for one against the other.' },
  { id: 'culture', name: 'Culture (and evidence) eats strategy', reading: true, means: 'What people do every day decides, and evidence says whether it helps.' },
  { id: 'people-problems', name: 'Data doesn\'t solve people problems', reading: true, means: 'More data does not settle who agrees and who owns what. People do.' },
  { id: 'platforms', name: 'People, process and platforms', reading: true, means: 'The three are changed together and in this order.' },
  { id: 'decisions', name: 'Day-to-day decisions', reading: true, means: 'Everyday decisions ask what they mean for the customer.' }
] as const
export const aspectId = z.enum(aspects.map(({ id }) => id))
export type AspectId = z.infer<typeof aspectId>

export const quarter = z.string().regex(/^20\d\d-Q[1-4]$/).describe('of the calendar year: 2026-Q4')
const rated = z.strictObject({ aspect: aspectId, level: z.int().min(0).max(4).nullable().describe('0 nothing yet, 1 talked about, 2 begun, 3 works in places, 4 holds by itself; null: not looked at'), evidence: z.string().max(1000) })
export type Rated = z.infer<typeof rated>

/** POST /program/readiness/:quarter; `version` is the one that was read, 0 for the first. */
export const readinessRequest = z.strictObject({ version: z.int().nonnegative(), aspects: z.array(rated).length(aspects.length) })
export type ReadinessRequest = z.infer<typeof readinessRequest>
export const readinessMade = z.object({ quarter, version: z.int().positive() })

const owned = z.object({ kind: z.string(), title: z.string(), href: z.string() })
export const heroSignal = z.object({
  things: z.int().nonnegative().describe('owned by somebody who is here'), ownerless: z.int().nonnegative(), owners: z.int().nonnegative(),
  topOne: z.number().nullable().describe('share, 0 to 1; null: nothing is owned'), topThree: z.number().nullable(), gini: z.number().nullable().describe('over owners: 0 all own as much, towards 1 one owns nearly all'),
  byKind: z.array(z.object({ kind: z.string(), many: z.int().positive() })),
  people: z.array(z.object({ personId: sourceId, name: label, many: z.int().positive(), falls: z.array(owned).max(20) })).max(10).nullable().describe('for sponsor and office; null for all others')
})
export type HeroSignal = z.infer<typeof heroSignal>

/** GET /program/readiness?quarter=&version= */
export const readinessReply = z.object({
  quarter, current: z.boolean(),
  review: z.object({ version: z.int().positive(), day, byName: label.nullable(), aspects: z.array(rated) }).nullable().describe('null: none for this quarter'),
  versions: z.array(z.object({ version: z.int().positive(), day, byName: label.nullable() })).max(100), quarters: z.array(quarter).max(40),
  signals: z.object({
    mandate, hero: heroSignal,
    voices: z.object({
      segments: z.int().nonnegative().describe('active ones'), withoutVoice: z.int().nonnegative(),
      vacant: z.array(z.object({ segmentId: z.uuid(), name: label, why: z.enum(['vacant', 'gone']).describe('nobody was named, or whoever was has left') })).max(50).describe('by name, the first fifty')
    }),
    buyIn: z.array(buyInOfDepth).max(70).describe('empty: too few to say'),
    motivated: z.object({
      version: z.int().positive().describe('of the priorities'), releasedOn: day,
      priorities: z.array(z.object({ title: z.string(), leaders: samePageFigure, others: samePageFigure })).max(3)
    }).nullable().describe('how motivated leaders and all others said they are, as last released of the whole organisation; null: nothing was released yet'),
    exposure: z.object({ from: day, until: day, people: z.int().positive(), heard: z.object({ atLeast: z.int(), atMost: z.int() }) }).nullable().describe('of everybody; null: too few to say')
  })
})
export type ReadinessReply = z.infer<typeof readinessReply>
