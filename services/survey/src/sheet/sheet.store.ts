import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Stratum } from '@weft/contracts/vocabulary'
import type { Sql } from '@weft/service-kit/database'
import type { Recoarsened } from '../stratum/stratum.ts'

export type Sheet = { key: string, stratum: Stratum, answers: Record<string, number | null> }
export type Sending = {
  hash: Buffer
  draftId: Buffer
  /** Random number of the page that is sent. */
  form: Buffer
  /** Random key of the new sheet. */
  key: string
  /** The instrument that the answers were read by. */
  instrument: Pick<Instrument, 'instrumentId' | 'version'>
  answers: Record<string, number | null>
}

/**
 * Sends once, in one statement: redeems the hash if it is unused, its wave open and of this instrument, deletes the draft, stores the sheet.
 * Tells whether it did. Holds the wave's row meanwhile, so that a wave does not close between redeeming and storing.
 */
export async function sendSheet (tx: Sql, { hash, draftId, form, key, answers, instrument }: Sending): Promise<boolean> {
  const { rowCount } = await tx.query({
    // Named: planned once a connection. Planning five tables takes Postgres longer than storing a sheet.
    name: 'send-sheet',
    text: /* sql */ `
      with opened as (
        select w.wave_id
          from ticket t
          join wave w on w.wave_id = t.wave_id
         where t.hash = $1 and w.state = 'opened'
           and w.instrument_id = $6 and w.instrument_version = $7 -- guard: sheet of its instrument
           for share of w
      ), redeemed as (
        update ticket t set redeemed = true, form = $3
          from opened o
         where t.hash = $1 and t.wave_id = o.wave_id and not t.redeemed -- guard: used token
        returning t.wave_id, t.stratum
      ), forgotten as (
        delete from draft d using redeemed r
         where d.draft_id = $2 and d.wave_id = r.wave_id
      )
      insert into sheet (wave_id, key, stratum, answers)
      select r.wave_id, $4, r.stratum, $5 from redeemed r`,
    values: [hash, draftId, form, key, JSON.stringify(answers), instrument.instrumentId, instrument.version]
  })
  return rowCount === 1
}

/** Makes the table for the sheets of a wave that nobody is invited to: a past one. */
export async function openSheets (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `select open_sheets($1)`, [waveId])
}

/** Stores sheets that came in bulk. Their table was made by `openSheets`. */
export async function insertSheets (tx: Sql, waveId: string, sheets: readonly Sheet[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into sheet (wave_id, key, stratum, answers)
    select $1, s.key, s.stratum::jsonb, s.answers::jsonb from unnest($2::uuid[], $3::text[], $4::text[]) as s (key, stratum, answers)`,
    [waveId, sheets.map(sheet => sheet.key), sheets.map(sheet => JSON.stringify(sheet.stratum)), sheets.map(sheet => JSON.stringify(sheet.answers))])
}

export async function countStrata (tx: Sql, waveId: string): Promise<{ stratum: Stratum, count: number }[]> {
  const { rows } = await tx.query<{ stratum: Stratum, count: number }>(/* sql */ `
    select s.stratum, count(*) as count
      from sheet s
     where s.wave_id = $1
     group by s.stratum`,
    [waveId])
  return rows
}

/** Writes all sheets anew in a random order with their second strata; the table with the old order is dropped. */
export async function rewriteSheets (tx: Sql, waveId: string, strata: readonly Recoarsened[]): Promise<void> {
  await tx.query(/* sql */ `set local statement_timeout = '5min'`)
  await tx.query(/* sql */ `select keep_sheets($1, $2)`, [waveId, JSON.stringify(strata)])
}

/** The next sheets by their random keys, which say nothing of when a sheet came. */
export async function sheetsAfter (tx: Sql, waveId: string, key: string | undefined, limit: number): Promise<Sheet[]> {
  const { rows } = await tx.query<Sheet>(/* sql */ `
    select s.key, s.stratum, s.answers
      from sheet s
     where s.wave_id = $1 and ($2::uuid is null or s.key > $2)
     order by s.key
     limit $3`,
    [waveId, key ?? null, limit])
  return rows
}
