import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Sql } from '@weft/service-kit/database'
import { nameOf } from '../instrument/instrument.ts'
import { findInstrument, type StoredInstrument } from '../instrument/instrument.store.ts'

const MOST_KEPT = 50

export type InstrumentReader = {
  read: (tx: Sql, instrumentId: string, version: number) => Promise<Instrument>
  /** One that was read before, by the name that its forms carry. */
  known: (name: string) => Instrument | undefined
}

/** Instruments by version. A version never changes, so it is read once for all who answer. */
export function instrumentReader (): InstrumentReader {
  const kept = new Map<string, Instrument>()
  return {
    known: name => kept.get(name),
    read: async (tx, instrumentId, version) => {
      const name = nameOf({ instrumentId, version })
      const known = kept.get(name)
      if (known !== undefined) return known
      const { content } = await findInstrument(tx, instrumentId, version) as StoredInstrument
      if (kept.size === MOST_KEPT) kept.clear()
      kept.set(name, content)
      return content
    }
  }
}
