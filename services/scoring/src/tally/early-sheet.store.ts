import type { Sql } from '@weft/service-kit/database'
import type { Sheet } from './sheet.ts'

export async function keepEarlySheets (tx: Sql, waveId: string, sheets: readonly Sheet[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into early_sheet (key, wave_id, data)
    select s.key, $1, s.data
      from unnest($2::text[], $3::json[]) as s (key, data)
    on conflict do nothing`,
    [waveId, sheets.map(sheet => sheet.key), sheets.map(sheet => JSON.stringify(sheet))])
}

/** Waves that sheets wait for and that are known by now. */
export async function wavesWithEarlySheets (sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ wave_id: string }>(/* sql */ `
    select w.wave_id
      from wave w
      join instrument i on i.instrument_id = w.data ->> 'instrumentId' and i.version = (w.data ->> 'instrumentVersion')::int
     where exists (select from early_sheet e where e.wave_id = w.wave_id)
     limit 100`)
  return rows.map(row => row.wave_id)
}

/** Takes some sheets out; whoever calls must tally them in the same transaction. */
export async function takeEarlySheets (tx: Sql, waveId: string, most: number): Promise<Sheet[]> {
  const { rows } = await tx.query<{ data: Sheet }>(/* sql */ `
    delete from early_sheet e
     where e.wave_id = $1
       and e.key in (select n.key from early_sheet n where n.wave_id = $1 limit $2 for update skip locked)
    returning e.data`,
    [waveId, most])
  return rows.map(row => row.data)
}
