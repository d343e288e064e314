import { sheetHandedOver, type SheetData } from '@weft/contracts/survey/events'
import type { InEvent } from '@weft/service-kit/event'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Sql } from '@weft/service-kit/database'
import { takeSheetsOf } from './sheet.store.ts'

/** Sheets become sums at once and are kept no longer, unless their wave or instrument is not known yet: then they wait. */
export const onSheet: Reaction<SheetData> = {
  name: 'tally-sheet',
  contract: sheetHandedOver,
  react: (tx, event) => takeSheets(tx, [event]),
  reactToAll: takeSheets
}

async function takeSheets (tx: Sql, events: readonly InEvent<SheetData>[]): Promise<void> {
  const byWave = Map.groupBy(events, event => event.data.waveId)
  // Always in the same order, so that two batches never wait for each other crosswise.
  for (const waveId of [...byWave.keys()].sort()) {
    const sheets = (byWave.get(waveId) ?? []).map(({ key, data: { stratum, answers } }) => ({ key, stratum, answers }))
    await takeSheetsOf(tx, waveId, sheets)
  }
}
