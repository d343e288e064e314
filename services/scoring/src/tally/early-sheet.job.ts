import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { takeEarlySheets, wavesWithEarlySheets } from './early-sheet.store.ts'
import { takeSheetsOf } from './sheet.store.ts'

const MOST_AT_ONCE = 1_000

/** Tallies the sheets that came before their wave or instrument. Where one does not fit, its wave stays incomplete and others go on. */
export const earlySheetJob = ({ pool, log }: Pick<Deps, 'pool' | 'log'>): Job => ({
  name: 'tally-early-sheets',
  everyMs: 1_000,
  run: async signal => {
    for (const waveId of await wavesWithEarlySheets(pool)) {
      try {
        while (!signal.aborted && await tallySome(pool, waveId) > 0);
      } catch (error) {
        log.error({ err: error, waveId }, 'sheets that came early could not be tallied')
      }
    }
  }
})

async function tallySome (pool: Deps['pool'], waveId: string): Promise<number> {
  return inTransaction(pool, async tx => {
    const sheets = await takeEarlySheets(tx, waveId, MOST_AT_ONCE)
    if (sheets.length > 0) await takeSheetsOf(tx, waveId, sheets)
    return sheets.length
  })
}
