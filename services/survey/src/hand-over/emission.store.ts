import { instrumentPublished, sheetHandedOver, sheetsHandedOver } from '@weft/contracts/survey/events'
import { addSums, sumOfHashes } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { findInstrument, type StoredInstrument } from '../instrument/instrument.store.ts'
import { sheetsAfter } from '../sheet/sheet.store.ts'
import { mergedOf } from '../stratum/merged.store.ts'
import { treeChunksOf, treeEvents } from '../tree/tree.ts'
import { treeOf } from '../tree/tree.store.ts'
import { eventIdsOf } from '../wave/wave-event.store.ts'
import { waveEvent } from '../wave/wave-event.ts'
import type { Wave } from '../wave/wave.ts'

type Stamp = { newId: () => string, day: string }

const AT_ONCE = 5_000

/** The wave's instrument, under the id it always has. */
export async function emitInstrument (tx: Sql, { instrumentId, instrumentVersion }: Wave, day: string): Promise<void> {
  const { content, eventId } = await findInstrument(tx, instrumentId, instrumentVersion) as StoredInstrument
  await appendToOutbox(tx, [eventOf(instrumentPublished, { id: eventId, key: instrumentId, time: day, data: content })])
}

/** The wave's frozen tree, in chunks under the ids they always have. Gives the number of chunks. */
export async function emitTree (tx: Sql, { waveId }: Wave, { newId, day }: Stamp): Promise<number> {
  const chunks = treeChunksOf(await treeOf(tx, waveId))
  const ids = await eventIdsOf(tx, waveId, 'tree', chunks.map(() => newId()))
  await appendToOutbox(tx, treeEvents(waveId, chunks, ids, day))
  return chunks.length
}

/** The end of the wave, for those who were not there when it was told. */
export async function emitClosed (tx: Sql, wave: Wave, { newId, day }: Stamp): Promise<void> {
  const [id] = await eventIdsOf(tx, wave.waveId, 'closed', [newId()])
  await appendToOutbox(tx, [waveEvent(wave, id as string, day)])
}

/**
 * Every sheet by its random key, which is its event id too, then the hand-over with their number and checksum.
 * A second time they are the same events. Gives the number of sheets.
 */
export async function emitSheets (tx: Sql, { waveId }: Wave, chunks: number, { newId, day }: Stamp): Promise<number> {
  let [sheets, checksum] = [0, '0'.repeat(64)]
  for (let last: string | undefined; ;) {
    const some = await sheetsAfter(tx, waveId, last, AT_ONCE)
    if (some.length === 0) break
    await appendToOutbox(tx, some.map(({ key, stratum, answers }) => eventOf(sheetHandedOver, { id: key, key, time: day, data: { waveId, stratum, answers } })))
    checksum = addSums(checksum, sumOfHashes(some))
    sheets += some.length
    last = some.at(-1)?.key
  }
  const merged = await mergedOf(tx, waveId)
  const [id] = await eventIdsOf(tx, waveId, 'hand-over', [newId()])
  await appendToOutbox(tx, [eventOf(sheetsHandedOver, { id: id as string, key: waveId, time: day, data: { waveId, sheets, checksum, chunks, ...(merged.length > 0 && { merged }) } })])
  return sheets
}

/** All of a wave that was handed over, once more under the same ids. Gives the number of sheets. */
export async function emitAgain (tx: Sql, wave: Wave, stamp: Stamp): Promise<number> {
  await emitInstrument(tx, wave, stamp.day)
  const chunks = await emitTree(tx, wave, stamp)
  await emitClosed(tx, wave, stamp)
  return emitSheets(tx, wave, chunks, stamp)
}
