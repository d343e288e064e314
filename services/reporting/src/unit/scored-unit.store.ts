import type { TreePath } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { ScoredUnit } from './scored-unit.ts'

/** The ids from the root down to a unit (the root when none is named); null when the release has no such unit. */
export async function idsTo (sql: Sql, releaseId: string, unitId: string | null): Promise<TreePath | null> {
  const { rows } = await sql.query<{ unitId: string }>(/* sql */ `
    with recursive up as (
      select u.unit_id, u.parent_id, 0 as steps
        from release_unit u
       where u.release_id = $1 and case when $2::text is null then u.parent_id is null else u.unit_id = $2 end
       union all
      select u.unit_id, u.parent_id, up.steps + 1
        from up
        join release_unit u on u.release_id = $1 and u.unit_id = up.parent_id
    )
    select up.unit_id as "unitId"
      from up
     order by up.steps desc`,
    [releaseId, unitId])
  return rows.length === 0 ? null : rows.map(row => row.unitId)
}

/** A unit (the root when none is named) and all above it, from the root down. Throws `Refusal('not-found', 'no-such-unit')`. */
export async function pathTo (sql: Sql, releaseId: string, unitId: string | null): Promise<[root: ScoredUnit, ...below: ScoredUnit[]]> {
  const { rows } = await sql.query<ScoredUnit>(/* sql */ `
    with recursive up as (
      select u.unit_id, u.parent_id, u.name, u.below, u.scores, 0 as steps
        from release_unit u
       where u.release_id = $1 and case when $2::text is null then u.parent_id is null else u.unit_id = $2 end
       union all
      select u.unit_id, u.parent_id, u.name, u.below, u.scores, up.steps + 1
        from up
        join release_unit u on u.release_id = $1 and u.unit_id = up.parent_id
    )
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name, u.below, u.scores as values
      from up u
     order by u.steps desc`,
    [releaseId, unitId])
  const [root, ...below] = rows
  if (root === undefined) throw noSuchUnit()
  return [root, ...below]
}

export const noSuchUnit = (): Refusal => new Refusal('not-found', 'no-such-unit', 'There is no such unit in this release.')

/** The units directly below one, in no order. */
export async function unitsBelow (sql: Sql, releaseId: string, unitId: string): Promise<ScoredUnit[]> {
  const { rows } = await sql.query<ScoredUnit>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name, u.below, u.scores as values
      from release_unit u
     where u.release_id = $1 and u.parent_id = $2`,
    [releaseId, unitId])
  return rows
}

/** The same, by name and id only. */
export async function namesBelow (sql: Sql, releaseId: string, unitId: string): Promise<{ unitId: string, name: string }[]> {
  const { rows } = await sql.query<{ unitId: string, name: string }>(/* sql */ `
    select u.unit_id as "unitId", u.name
      from release_unit u
     where u.release_id = $1 and u.parent_id = $2`,
    [releaseId, unitId])
  return rows
}
