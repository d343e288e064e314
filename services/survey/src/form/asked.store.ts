import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Sql } from '@weft/service-kit/database'
import { findInstrument, type StoredInstrument } from '../instrument/instrument.store.ts'

const MOST_KEPT = 50

/** Instruments by version. A version never changes, so it is read once for all who answer. */
export function instrumentReader (): (tx: Sql, instrumentId: string, version: number) => Promise<Instrument> {
  const kept = new Map<string, Instrument>()
  return async (tx, instrumentId, version) => {
    const name = `${version} ${instrumentId}`
    const known = kept.get(name)
    if (known !== undefined) return known
    const { content } = await findInstrument(tx, instrumentId, version) as StoredInstrument
    if (kept.size === MOST_KEPT) kept.clear()
    kept.set(name, content)
    return content
  }
}
