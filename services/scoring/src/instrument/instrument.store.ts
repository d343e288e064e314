import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Sql } from '@weft/service-kit/database'

/** A version of an instrument never changes: the first one stays. */
export async function keepInstrument (tx: Sql, instrument: Instrument): Promise<void> {
  await tx.query(/* sql */ `
    insert into instrument (instrument_id, version, data) values ($1, $2, $3)
    on conflict (instrument_id, version) do nothing`,
    [instrument.instrumentId, instrument.version, instrument])
}
