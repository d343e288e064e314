import type { Sql } from '@weft/service-kit/database'
import type { NamedScore } from './csv.ts'

/** Scores of a published release by place, from `after` on; at most `limit`. Places have no gaps, so a page is a range. */
export async function scoresOf (sql: Sql, releaseId: string, after: number, limit: number): Promise<(NamedScore & { place: number })[]> {
  const { rows } = await sql.query<NamedScore & { place: number }>(/* sql */ `
    with page as materialized (
      select s.place, s.unit_id, s.factor_id, s.value
        from score s
       where s.release_id = $1 and s.place > $2 and s.place <= $2::int + $3::int
    )
    select p.place, p.unit_id as "unitId", u.name as "unitName", u.parent_id as "parentId", p.factor_id as "factorId", p.value
      from page p
      join release_tree u on u.release_id = $1 and u.unit_id = p.unit_id
     order by p.place`,
    [releaseId, after, limit])
  return rows
}
