import type { Stratum } from '@weft/contracts/vocabulary'
import { sumOfHashes } from '@weft/service-kit/checksum'
import type { Plan } from '../instrument/plan.ts'
import { emptyTally, tallySheet, type Answers, type Tally } from './tally.ts'

/** What the checksum of a hand-over is taken over: the sheet's random key and its data, without the wave. */
export type Sheet = { key: string, stratum: Stratum, answers: Answers }

/** Sums of sheets by stratum unit, with their number and checksum. Throws a Refusal when a sheet does not fit. */
export function tallySheets (plan: Plan, sheets: readonly Sheet[]): { tallies: Map<string, Tally>, received: { sheets: number, checksum: string } } {
  const tallies = new Map<string, Tally>()
  for (const { stratum: { unitId }, answers } of sheets) {
    const tally = tallies.get(unitId) ?? emptyTally(plan)
    tallySheet(plan, tally, answers)
    tallies.set(unitId, tally)
  }
  return { tallies, received: { sheets: sheets.length, checksum: sumOfHashes(sheets) } }
}
