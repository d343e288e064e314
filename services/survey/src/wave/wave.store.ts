import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Wave } from './wave.ts'

export async function findWave (tx: Sql, waveId: string): Promise<Wave> {
  const { rows: [wave] } = await tx.query<Wave>(/* sql */ `select w.* from told_wave w where w."waveId" = $1`, [waveId])
  return wave ?? refuseUnknown()
}

/** The wave, held until the transaction ends: nobody else changes its state, and nobody sends an answer meanwhile. */
export async function lockWave (tx: Sql, waveId: string): Promise<Wave> {
  const { rows: [wave] } = await tx.query<Wave>(/* sql */ `select w.* from told_wave w where w."waveId" = $1 for update`, [waveId])
  return wave ?? refuseUnknown()
}

export async function insertWave (tx: Sql, wave: Wave): Promise<void> {
  await tx.query(/* sql */ `
    insert into wave (wave_id, title, kind, state, hand_over, instrument_id, instrument_version, languages, closes_on, score_threshold, spread_threshold, bands)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      wave.waveId, wave.title, wave.kind, wave.state, wave.handOver, wave.instrumentId, wave.instrumentVersion,
      wave.languages, wave.closesOn, wave.thresholds.score, wave.thresholds.spread, wave.bands
    ])
}

export async function updateWave (tx: Sql, { waveId, state, handOver, closesOn }: Pick<Wave, 'waveId' | 'state' | 'handOver' | 'closesOn'>): Promise<void> {
  await tx.query(/* sql */ `
    update wave set state = $2, hand_over = $3, closes_on = $4 where wave_id = $1`,
    [waveId, state, handOver, closesOn])
}

/** Waves in a state, and where it matters in a state of their hand-over. */
export async function wavesIn (tx: Sql, states: readonly Wave['state'][], handOver?: readonly Wave['handOver'][]): Promise<Wave[]> {
  const { rows } = await tx.query<Wave>(/* sql */ `
    select w.*
      from told_wave w
     where w.state = any($1) and ($2::text[] is null or w."handOver" = any($2))
     order by w."waveId"`,
    [states, handOver ?? null])
  return rows
}

/** Newest first: by the last day, since a wave keeps no other date. */
export async function listWaves (tx: Sql, after: { closesOn: string, waveId: string } | undefined, limit: number): Promise<Wave[]> {
  const { rows } = await tx.query<Wave>(/* sql */ `
    select w.*
      from told_wave w
     where $1::date is null or (w."closesOn", w."waveId") < ($1, $2::uuid)
     order by w."closesOn" desc, w."waveId" desc
     limit $3`,
    [after?.closesOn ?? null, after?.waveId ?? null, limit])
  return rows
}

/** Makes the tables of a live wave: tickets, drafts, sheets. They come and go with the wave. */
export async function openTables (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `select open_wave($1)`, [waveId])
}

function refuseUnknown (): never {
  throw new Refusal('not-found', 'no-such-wave', 'There is no such wave.')
}
