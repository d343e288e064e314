import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'

/** Ids of the units that a manager may write for: the scopes with all below them. The office writes for all, everybody else for none. */
export async function reachedUnits (sql: Sql, { roles, scopes }: Subject): Promise<ReadonlySet<string> | 'all'> {
  if (roles.includes('program-office')) return 'all'
  if (!roles.includes('manager') || scopes.length === 0) return new Set()
  const { rows } = await sql.query<{ unitId: string }>(/* sql */ `
    with recursive below as (
      select u.unit_id, 0 as steps from unit u where u.unit_id = any ($1)
      union
      select u.unit_id, below.steps + 1 from below join unit u on u.parent_id = below.unit_id where below.steps < 64
    )
    select distinct below.unit_id as "unitId" from below`,
    [scopes])
  return new Set(rows.map(({ unitId }) => unitId))
}
