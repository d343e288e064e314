import type { TreePath } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { ScoredUnit } from './scored-unit.ts'

/** The ids from the root down to a unit (the root when none is named); null when the release has no such unit. */
export async function idsTo (sql: Sql, releaseId: string, unitId: string | null): Promise<TreePath | null> {
  const steps = await stepsTo(sql, releaseId, unitId)
  return steps.length === 0 ? null : steps.map(step => step.unitId)
}

type Step = Omit<ScoredUnit, 'values'>

async function stepsTo (sql: Sql, releaseId: string, unitId: string | null): Promise<Step[]> {
  const { rows } = await sql.query<Step>(/* sql */ `
    with recursive up as (
      select t.unit_id, t.parent_id, t.name, t.below, 0 as steps
        from release_tree t
       where t.release_id = $1 and case when $2::text is null then t.parent_id is null else t.unit_id = $2 end
       union all
      select t.unit_id, t.parent_id, t.name, t.below, up.steps + 1
        from up
        join release_tree t on t.release_id = $1 and t.unit_id = up.parent_id
    )
    select up.unit_id as "unitId", up.parent_id as "parentId", up.name, up.below
      from up
     order by up.steps desc`,
    [releaseId, unitId])
  return rows
}

/**
 * A unit (the root when none is named) and all above it, from the root down. Units above that the reader does not see are named, for
 * the way there, and have no values. Throws `Refusal('not-found', 'no-such-unit')`.
 */
export async function pathTo (sql: Sql, releaseId: string, unitId: string | null): Promise<[root: ScoredUnit, ...below: ScoredUnit[]]> {
  const steps = await stepsTo(sql, releaseId, unitId)
  const { rows } = await sql.query<Pick<ScoredUnit, 'unitId' | 'values'>>(/* sql */ `
    select u.unit_id as "unitId", u.scores as values
      from release_unit u
     where u.release_id = $1 and u.unit_id = any($2)`,
    [releaseId, steps.map(step => step.unitId)])
  const values = new Map(rows.map(row => [row.unitId, row.values]))
  const [root, ...below] = steps.map(step => ({ ...step, values: values.get(step.unitId) ?? {} }))
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
    select t.unit_id as "unitId", t.name
      from release_tree t
     where t.release_id = $1 and t.parent_id = $2`,
    [releaseId, unitId])
  return rows
}
