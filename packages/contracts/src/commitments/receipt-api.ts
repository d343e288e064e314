import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

const wave = z.object({ waveId: z.uuid(), title: label, closedOn: day })
const movement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moved').describe('measured again'), change: z.number().describe('of the mean, on the answer scale'), low: z.number().nullable().describe('lower end of its 95 % interval; null: no interval is given'), high: z.number().nullable().describe('upper end') }),
  z.object({ kind: z.enum(['not-yet', 'not-shown', 'not-comparable']).describe('not measured again yet; not shown of this unit in the wave that followed; asked in another way') })
])
const followed = z.object({
  discipline: sourceId, mean: z.number().describe('of the unit in that wave, on the answer scale'), score: z.number().min(0).max(100),
  commitments: z.array(z.object({ quarter: day, label: z.string(), people: z.int().min(5), index: z.number().min(0).max(100) })).max(20).describe('quarters since in which so many people here had something on it that counted; shown where the roll-up shows it'),
  practices: z.array(z.object({ practiceId: z.uuid(), title: label, unitName: label, on: day })).max(10).describe('that the unit, one above or one below it began to work by since'),
  wins: z.object({ shared: z.int().nonnegative().describe('quick wins on it, in the whole organisation'), here: z.int().nonnegative().describe('those that the unit, one above or one below took up') }).describe('since'),
  movement
})

/** GET /commitments/receipts?unit= */
export const receiptsReply = z.object({
  unit: z.object({ unitId: sourceId, name: label, asked: label.describe('the unit asked about'), own: z.boolean().describe('false: it is the first above the one asked about that the latest release shows') }).nullable().describe('null: nothing is released that shows a unit here'),
  chapters: z.array(z.object({ heard: wave, until: wave.nullable().describe('the wave that followed'), disciplines: z.array(followed).max(2).describe('the two lowest of that wave') })).max(4).describe('newest first')
})
export type Receipts = z.infer<typeof receiptsReply>
