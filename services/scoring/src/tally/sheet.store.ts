import type { Sql } from '@weft/service-kit/database'
import { planOf } from '../instrument/plan.ts'
import { findWave } from '../wave/wave.store.ts'
import { keepEarlySheets } from './early-sheet.store.ts'
import { tallySheets, type Sheet } from './sheet.ts'
import { addToTallies } from './tally.store.ts'

/** Adds sheets of one wave to its tallies, or keeps them until that can be done. Throws a Refusal when a sheet does not fit its instrument. */
export async function takeSheetsOf (tx: Sql, waveId: string, sheets: readonly Sheet[]): Promise<void> {
  const found = await findWave(tx, waveId)
  if (found === undefined) return keepEarlySheets(tx, waveId, sheets)
  const { tallies, received } = tallySheets(planOf(found.instrument), sheets)
  await addToTallies(tx, waveId, tallies, received)
}
