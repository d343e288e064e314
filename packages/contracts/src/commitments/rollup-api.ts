import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

/** A share of people in percent; of fewer than 30 near an end only that it lies there. */
export const rollUpShare = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown').describe('as it is'), percent: z.number().min(0).max(100).describe('of the people, 1 decimal') }),
  z.object({ kind: z.literal('at-most').describe('near the lower end of a small group'), percent: z.literal(10).describe('at most that') }),
  z.object({ kind: z.literal('at-least').describe('near the upper end of a small group'), percent: z.literal(90).describe('at least that') })
])
export type RollUpShare = z.infer<typeof rollUpShare>

const mean = z.object({ n: z.int().min(5).describe('people behind it'), mean: z.number().min(0).max(100).describe('of their agreed indices, 1 decimal') })
export type RollUpMean = z.infer<typeof mean>
const mayBe = mean.nullable().describe('null: nobody has one, or it is not shown')

/** What is told of one unit with all below it. */
export const rollUpFigures = z.object({
  people: z.int().min(5).describe('who had a review to come, less those who left or were on leave'),
  coverage: rollUpShare.describe('of them, who had something that counts'),
  reviewed: rollUpShare.nullable().describe('of those, whose review ended with values; null: nobody had anything that counts, or it is not shown'),
  index: mayBe,
  gap: z.object({ n: z.int().min(5).describe('people with both values'), signed: z.number().min(-100).max(100).describe('own index less the boss’s, mean'), absolute: z.number().min(0).max(100).describe('mean size of that difference') }).nullable().describe('null: nobody has both, or it is not shown'),
  horizons: z.array(z.object({ horizon: sourceId.describe('3-months, 6-months or beyond'), index: mayBe })).max(3).describe('the same over items of one horizon'),
  disciplines: z.array(z.object({ discipline: sourceId.describe('which of the eight'), index: mayBe })).max(50).describe('the same over items of one discipline')
})
export type RollUpFigures = z.infer<typeof rollUpFigures>

const figures = rollUpFigures.nullable().describe('null: not shown')
const quarter = z.object({ quarter: day.describe('its first day'), label: z.string() })

/** GET /commitments/roll-up?quarter=&under=&after= */
export const rollUpReply = z.object({
  quarter: quarter.extend({ madeOn: day, formulaVersion: z.int().positive(), kappa: z.number().min(-1).max(1).nullable().describe('quadratic weighted kappa of people and bosses over the same items, whole organisation; for who sees the whole') }).nullable().describe('null: no quarter is final yet'),
  first: quarter.extend({ on: day.describe('when its roll-up is made') }).nullable().describe('while no quarter is final: the one that will be first; null: nobody is here yet, or it has come'),
  quarters: z.array(quarter).max(40).describe('that have a roll-up, newest first'),
  path: z.array(z.object({ unitId: sourceId, name: label })).max(64).describe('from the top to the unit asked about'),
  here: z.object({ figures }).nullable().describe('everybody, or the unit asked about; null: the caller sees only units of their own'),
  history: z.array(quarter.extend({ figures })).max(8).describe('the same unit over quarters, oldest first'),
  units: z.array(z.object({ unitId: sourceId, name: label, figures, before: mean.nullable().describe('index of the quarter before'), more: z.boolean().describe('units lie below it') })).max(100),
  help: z.array(z.object({ unitId: sourceId, name: label, why: z.enum(['few-promise', 'few-reviewed']), share: rollUpShare })).max(5).describe('of the smallest units that are shown: those where fewest have something that counts, then where fewest reviews ended with values'),
  next: sourceId.nullable()
})
export type RollUpReply = z.infer<typeof rollUpReply>
