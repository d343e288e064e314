import { addSums } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import type { Progress } from './completeness.ts'

type Row = Omit<Progress, 'sheets' | 'checksum'> & { known: boolean, reEmissions: number }

/** How far a wave is; undefined when nothing of it has arrived. */
export async function progressOf (sql: Sql, waveId: string): Promise<(Progress & { reEmissions: number }) | undefined> {
  const { rows: [row] } = await sql.query<Row>(/* sql */ `
    select w.wave_id is not null or h.wave_id is not null or exists (select from received r where r.wave_id = $1)
             or exists (select from tree_chunk c where c.wave_id = $1) as known,
           exists (select from instrument i
                    where i.instrument_id = w.data ->> 'instrumentId' and i.version = (w.data ->> 'instrumentVersion')::int) as instrument,
           (select count(*) from tree_chunk c where c.wave_id = $1) as "treeChunks",
           (select min(c.chunks) from tree_chunk c where c.wave_id = $1) as "treeChunksAnnounced",
           not exists (select from tree_unit u
                        where u.wave_id = $1 and u.parent_id is not null
                          and not exists (select from tree_unit p where p.wave_id = $1 and p.unit_id = u.parent_id))
             and not exists (select from tally t
                              where t.wave_id = $1
                                and not exists (select from tree_unit u where u.wave_id = $1 and u.unit_id = t.unit_id)) as "treeCoversAll",
           case when h.wave_id is not null
                then json_build_object('sheets', h.sheets, 'checksum', h.checksum, 'chunks', h.chunks) end as "handOver",
           coalesce((select e.asked from re_emission e where e.wave_id = $1), 0) as "reEmissions"
      from (select $1::uuid as wave_id) as asked
      left join wave w on w.wave_id = asked.wave_id
      left join hand_over h on h.wave_id = asked.wave_id`,
    [waveId])
  return row?.known === true ? { ...row, ...await receivedOf(sql, waveId) } : undefined
}

async function receivedOf (sql: Sql, waveId: string): Promise<{ sheets: number, checksum: string }> {
  const { rows } = await sql.query<{ sheets: number, checksum: string }>(/* sql */ `
    select r.sheets, r.checksum from received r where r.wave_id = $1`,
    [waveId])
  return rows.reduce((total, row) => ({ sheets: total.sheets + row.sheets, checksum: addSums(total.checksum, row.checksum) }), { sheets: 0, checksum: '0'.repeat(64) })
}

/** Waves whose sheets were handed over and that have no release yet. */
export async function unreleasedWaves (sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ wave_id: string }>(/* sql */ `
    select h.wave_id
      from hand_over h
     where not exists (select from release r where r.wave_id = h.wave_id)
     order by h.wave_id
     limit 100`)
  return rows.map(row => row.wave_id)
}
