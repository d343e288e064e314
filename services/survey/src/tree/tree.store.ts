import type { TreeUnit } from '@weft/contracts/vocabulary'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** Adds units to a wave's tree. Refuses one that is there already. */
export async function insertUnits (tx: Sql, waveId: string, units: readonly TreeUnit[]): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into wave_unit (wave_id, unit_id, parent_id, name)
    select $1, u.unit_id, u.parent_id, u.name from unnest($2::text[], $3::text[], $4::text[]) as u (unit_id, parent_id, name)
    on conflict do nothing`,
    [waveId, units.map(unit => unit.unitId), units.map(unit => unit.parentId), units.map(unit => unit.name)])
  if (rowCount !== units.length) throw new Refusal('conflict', 'unit-twice', 'A unit comes twice.')
}

/** The whole tree of a wave, always in the same order. */
export async function treeOf (tx: Sql, waveId: string): Promise<TreeUnit[]> {
  const { rows } = await tx.query<TreeUnit>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name
      from wave_unit u
     where u.wave_id = $1
     order by u.unit_id`,
    [waveId])
  return rows
}
