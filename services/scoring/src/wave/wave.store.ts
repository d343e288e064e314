import type { WaveData } from '@weft/contracts/survey/events'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Sql } from '@weft/service-kit/database'

export async function keepWave (tx: Sql, wave: WaveData): Promise<void> {
  await tx.query(/* sql */ `
    insert into wave (wave_id, data) values ($1, $2)
    on conflict (wave_id) do update set data = excluded.data`,
    [wave.waveId, wave])
}

/** The wave with its instrument, or undefined until both are known. */
export async function findWave (sql: Sql, waveId: string): Promise<{ wave: WaveData, instrument: Instrument } | undefined> {
  const { rows: [found] } = await sql.query<{ wave: WaveData, instrument: Instrument }>(/* sql */ `
    select w.data as wave, i.data as instrument
      from wave w
      join instrument i on i.instrument_id = w.data ->> 'instrumentId' and i.version = (w.data ->> 'instrumentVersion')::int
     where w.wave_id = $1`,
    [waveId])
  return found
}
