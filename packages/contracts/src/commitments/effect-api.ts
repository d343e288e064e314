import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

const wave = z.object({ waveId: z.uuid(), title: label, closedOn: day })
const estimate = { difference: z.number().describe('how much more the mean moved, on the answer scale'), low: z.number().describe('lower end of its 95 % interval'), high: z.number().describe('upper end') }
const side = z.object({ units: z.int().min(5), change: z.number().describe('of the mean on the answer scale, from the wave before to the wave after') })

const effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('told').describe('there is enough to tell'), level: z.int().min(1).max(64).describe('of the units compared: steps below the top'),
    kept: side.describe('units that kept their commitments on it'), others: side.describe('units without any on it'), ...estimate,
    equalStart: z.object(estimate).nullable().describe('the same between units of equal means before; null: start and side cannot be told apart'),
    drawn: z.number().nullable().describe('drawn to what the other disciplines show, the more the less is known; null: fewer than three are told'),
    findable: z.number().describe('a true difference of this size would be found about four times in five'),
    clear: z.boolean().describe('both differences are significant in one direction, over all disciplines together')
  }),
  z.object({ kind: z.literal('untold').describe('nothing is told'), reason: z.enum(['too-few-units', 'too-little-power']), kept: z.int().nonnegative().describe('units that kept theirs'), others: z.int().nonnegative().describe('units without any') })
])

/** GET /commitments/effect?before=&after= */
export const effectReply = z.object({
  rules: z.object({ units: z.int(), keptFrom: z.int(), size: z.number(), version: z.int().positive() }).describe('fewest units on each side; kept from this index on; a true difference of this size has to be found four times in five'),
  waves: z.array(wave).max(40).describe('released, newest first'),
  before: wave.nullable(), after: wave.nullable(),
  quarters: z.array(z.object({ quarter: day, label: z.string() })).max(40).describe('rolled up, with their middle day between the two waves'),
  reason: z.enum(['one-wave', 'not-comparable', 'no-quarter-between']).nullable().describe('why there is nothing to compare at all'),
  disciplines: z.array(z.object({ discipline: sourceId, effect })).max(50)
})
export type EffectReply = z.infer<typeof effectReply>
