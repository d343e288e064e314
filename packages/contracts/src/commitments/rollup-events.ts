import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sha256, sourceId } from '../vocabulary.ts'
import { rollUpFigures } from './rollup-api.ts'

const topic = 'pub.commitments.roll-up.v1'

const group = z.object({
  quarter: day.describe('first day of the quarter'),
  unitId: sourceId.nullable().describe('the unit of the quarter’s opening, with all below it; null: the whole organisation'),
  figures: rollUpFigures.describe('what is told of it')
})
export type RollUpGroup = z.infer<typeof group>
export const rollUpGroupReleased = contract<RollUpGroup>({
  topic, type: 'roll-up-group-released', key: 'unit id, or `all`', content: 'aggregate',
  meaning: 'How one unit kept its commitments in one quarter. A unit that is not shown has no event. Count it only with its whole roll-up.',
  data: group,
  example: {
    quarter: '2027-01-01', unitId: 'U-1',
    figures: {
      people: 62, coverage: { kind: 'shown', percent: 88.7 }, reviewed: { kind: 'shown', percent: 92.7 }, index: { n: 51, mean: 71.4 }, gap: { n: 47, signed: 3.2, absolute: 8.9 },
      horizons: [{ horizon: '3-months', index: { n: 48, mean: 74.1 } }, { horizon: '6-months', index: null }], disciplines: [{ discipline: 'CI', index: { n: 22, mean: 69 } }]
    }
  }
})

const released = z.object({
  quarter: day.describe('first day of the quarter'),
  label: z.string().describe('as people call it'),
  formulaVersion: z.int().positive().describe('of the Success Index'),
  madeOn: day.describe('the day it was made'),
  kappa: z.number().min(-1).max(1).nullable().describe('quadratic weighted kappa of people and bosses over the same items; null: too little to tell'),
  groups: z.int().nonnegative().describe('how many group events belong to it'),
  sha256: sha256.describe('of the canonical JSON of all its group events, in the order of unit id, the whole first')
})
export type RollUpReleased = z.infer<typeof released>
export const rollUpReleased = contract<RollUpReleased>({
  topic, type: 'roll-up-released', key: 'first day of the quarter', content: 'aggregate',
  meaning: 'The manifest of a quarter’s roll-up: how many groups it has and how to check that one has it whole.',
  data: released,
  example: { quarter: '2027-01-01', label: 'Q1 2027', formulaVersion: 1, madeOn: '2027-05-13', kappa: 0.71, groups: 38, sha256: '0'.repeat(64) }
})
