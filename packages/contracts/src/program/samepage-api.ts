import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'

/** A share in percent with its 95 % interval (Wilson); of fewer than 30 people near an end only that it lies there. */
export const samePageShare = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown').describe('as it is'), percent: z.number().describe('of the people'), low: z.number().describe('lower end'), high: z.number().describe('upper end') }),
  z.object({ kind: z.literal('at-most').describe('near the lower end of a small group'), percent: z.literal(10).describe('at most that') }),
  z.object({ kind: z.literal('at-least').describe('near the upper end of a small group'), percent: z.literal(90).describe('at least that') }),
  z.object({ kind: z.literal('hidden').describe('fewer than ten people, or beside others it would tell of fewer') })
])
export type SamePageShare = z.infer<typeof samePageShare>

export const samePageInterval = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown').describe('the interval is here'), low: z.number().describe('lower end, 1–5'), high: z.number().describe('upper end, 1–5'), degreesOfFreedom: z.int().positive().describe('of the variance used'), spread: z.enum(['own', 'pooled']).describe('`own`: this group\'s variance; `pooled`: the variance within groups') }),
  z.object({ kind: z.literal('none').describe('no interval is given'), reason: z.enum(['too-few-for-a-spread', 'no-spread']).describe('why not') })
])
export type SamePageInterval = z.infer<typeof samePageInterval>

/** One rating in one group. Hidden has no value, no n, no cause. */
export const samePageFigure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shown').describe('the figures are here'), n: z.int().min(5).describe('people who gave this rating'), mean: z.number().min(1).max(5).describe('1–5, 4 decimals'),
    interval: samePageInterval.describe('95 % t interval of the mean'), agreeing: samePageShare.describe('who answered 4 or 5'), declined: samePageShare.describe('who would rather not say, of all who answered'),
    agreement: z.number().min(0).max(1).nullable().describe('r_wg: 1 all the same, 0 as far apart as by chance; null: fewer than ten people')
  }),
  z.object({ kind: z.literal('hidden').describe('too few people, or shown beside others it would tell of too few') })
])
export type SamePageFigure = z.infer<typeof samePageFigure>

/** In the order of the priorities, three each: understand, agree, motivated. */
const figures = z.array(samePageFigure).min(3).max(9)
const group = figures.nullable().describe('null: not shown')

/** GET /program/same-page?version=&under=&after=: figures as of the last release of a version. */
export const samePageReply = z.object({
  version: z.int().nonnegative().describe('of the priorities; 0: none were published yet'),
  current: z.int().nonnegative().describe('the version in force'),
  release: z.object({ number: z.int().positive(), releasedOn: z.iso.date(), people: z.int().min(5).describe('counted so far') }).nullable().describe('null: no figures of this version yet'),
  priorities: z.array(z.object({ priorityId: z.uuid(), title: z.string() })).max(3),
  versions: z.array(z.int().positive()).max(100).describe('that have figures, newest first'),
  whole: z.object({ everybody: group, leaders: group, others: group }),
  path: z.array(z.object({ unitId: sourceId, name: label })).max(64).describe('from the top to the unit asked about'),
  units: z.array(z.object({ unitId: sourceId, name: label, leaders: group, others: group, more: z.boolean().describe('units lie below it') })).max(100),
  next: sourceId.nullable()
})
export type SamePageReply = z.infer<typeof samePageReply>

/** POST /program/same-page/releases */
export const releaseRequest = z.strictObject({ version: z.int().positive() })
export const samePageReleasedReply = z.object({ version: z.int().positive(), number: z.int().positive(), people: z.int().min(5) })

