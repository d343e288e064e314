import type { TreeChunk } from '@weft/contracts/survey/events'
import type { Sql } from '@weft/service-kit/database'
import type { ScoredUnit } from './tree.ts'

/** A tree is frozen: a chunk that is there stays as it is, also when it comes again under another event id. */
export async function keepTreeChunk (tx: Sql, { waveId, chunk, chunks, units }: TreeChunk): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into tree_chunk (wave_id, chunk, chunks) values ($1, $2, $3)
    on conflict do nothing`,
    [waveId, chunk, chunks])
  if (rowCount === 0) return
  await tx.query(/* sql */ `
    insert into tree_unit (wave_id, unit_id, parent_id, name)
    select $1, u.unit_id, u.parent_id, u.name
      from unnest($2::text[], $3::text[], $4::text[]) as u (unit_id, parent_id, name)
    on conflict do nothing`,
    [waveId, units.map(unit => unit.unitId), units.map(unit => unit.parentId), units.map(unit => unit.name)])
}

/** The whole tree, by unit id, with what the hand-over says of merged units. */
export async function unitsOf (sql: Sql, waveId: string): Promise<ScoredUnit[]> {
  const { rows } = await sql.query<ScoredUnit>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name,
           u.unit_id in (select unnest(h.merged) from hand_over h where h.wave_id = $1) as merged
      from tree_unit u
     where u.wave_id = $1
     order by u.unit_id collate "C"`,
    [waveId])
  return rows
}
