import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { ScoredUnit } from './scored-unit.ts'

/** A unit (the root when none is named) and all above it, from the root down. Throws `Refusal('not-found', 'no-such-unit')`. */
export async function pathTo (sql: Sql, releaseId: string, unitId: string | null): Promise<[root: ScoredUnit, ...below: ScoredUnit[]]> {
  const { rows } = await sql.query<ScoredUnit>(/* sql */ `
    with recursive up as (
      select u.unit_id, u.parent_id, u.name, 0 as steps
        from release_unit u
       where u.release_id = $1 and case when $2::text is null then u.parent_id is null else u.unit_id = $2 end
       union all
      select u.unit_id, u.parent_id, u.name, up.steps + 1
        from up
        join release_unit u on u.release_id = $1 and u.unit_id = up.parent_id
    )
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name,
           (select count(*) from release_unit b where b.release_id = $1 and b.parent_id = u.unit_id) as below,
           (select coalesce(json_object_agg(s.factor_id, s.value), '{}') from score s where s.release_id = $1 and s.unit_id = u.unit_id) as values
      from up u
     order by u.steps desc`,
    [releaseId, unitId])
  const [root, ...below] = rows
  if (root === undefined) throw new Refusal('not-found', 'no-such-unit', 'There is no such unit in this release.')
  return [root, ...below]
}

/** The units directly below one, in no order. */
export async function unitsBelow (sql: Sql, releaseId: string, unitId: string): Promise<ScoredUnit[]> {
  const { rows } = await sql.query<ScoredUnit>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name,
           (select count(*) from release_unit b where b.release_id = $1 and b.parent_id = u.unit_id) as below,
           (select coalesce(json_object_agg(s.factor_id, s.value), '{}') from score s where s.release_id = $1 and s.unit_id = u.unit_id) as values
      from release_unit u
     where u.release_id = $1 and u.parent_id = $2`,
    [releaseId, unitId])
  return rows
}
