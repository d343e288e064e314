import type { Instrument } from '@weft/contracts/survey/instrument'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import { canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { emitClosed, emitInstrument, emitTree } from '../hand-over/emission.store.ts'
import { findInstrument, keepInstrument } from '../instrument/instrument.store.ts'
import { insertSheets, openSheets } from '../sheet/sheet.store.ts'
import { insertUnits } from '../tree/tree.store.ts'
import { insertWave } from '../wave/wave.store.ts'
import type { Wave } from '../wave/wave.ts'
import type { sheetsOf } from './past-wave.ts'

const SHEETS_AT_ONCE = 5_000

export type PastWaveToKeep = { wave: Wave, instrument: Instrument, units: readonly TreeUnit[], sheets: ReturnType<typeof sheetsOf>, count: number }

/** Refuses what is here already: the same wave (`past-wave-exists`), or other content under the same instrument version (`instrument-differs`). */
export async function refuseKnown (tx: Sql, { wave, instrument }: Pick<PastWaveToKeep, 'wave' | 'instrument'>): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `
    select from wave w
     where w.kind = 'past' and w.instrument_id = $1 and w.instrument_version = $2 and w.title = $3 and w.closes_on = $4`,
    [wave.instrumentId, wave.instrumentVersion, wave.title, wave.closesOn])
  if (rowCount !== 0) throw new Refusal('conflict', 'past-wave-exists', `"${wave.title}" of ${wave.closesOn} is here already. Give the mapping another title if it is another wave.`)
  const known = await findInstrument(tx, instrument.instrumentId, instrument.version)
  if (known !== undefined && canonical(known.content) !== canonical(instrument)) {
    throw new Refusal('conflict', 'instrument-differs', `Version ${instrument.version} of ${instrument.instrumentId} exists with another content. Give it a new version.`)
  }
}

/** Stores a past wave whole, with what scoring hears of it before the sheets: its state, its instrument and its tree. */
export async function keepPastWave (tx: Sql, past: PastWaveToKeep, stamp: { newId: () => string, day: string }): Promise<void> {
  // Two imports of one file at the same moment: the second waits here, and then sees the first.
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('past-wave', 0))`)
  await refuseKnown(tx, past)
  const { wave, instrument, units } = past
  await keepInstrument(tx, instrument, stamp.newId())
  await insertWave(tx, wave)
  await insertUnits(tx, wave.waveId, units)
  await keepSheets(tx, past)
  await emitInstrument(tx, wave, stamp.day)
  await emitTree(tx, wave, stamp)
  await emitClosed(tx, wave, stamp)
}

async function keepSheets (tx: Sql, { wave, sheets, count }: PastWaveToKeep): Promise<void> {
  await openSheets(tx, wave.waveId)
  for (let from = 0; from < count; from += SHEETS_AT_ONCE) await insertSheets(tx, wave.waveId, sheets(from, SHEETS_AT_ONCE))
}
