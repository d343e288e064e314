import type { Sql } from '@weft/service-kit/database'
import type { NamedScore } from './csv.ts'

/** Scores of a published release by place, from `after` on; at most `limit`. */
export async function scoresOf (sql: Sql, releaseId: string, after: number, limit: number): Promise<(NamedScore & { place: number })[]> {
  const { rows } = await sql.query<NamedScore & { place: number }>(/* sql */ `
    select s.place, s.unit_id as "unitId", u.name as "unitName", u.parent_id as "parentId", s.factor_id as "factorId", s.value
      from score s
      join release_unit u on u.release_id = s.release_id and u.unit_id = s.unit_id
     where s.release_id = $1 and s.place > $2
     order by s.place
     limit $3`,
    [releaseId, after, limit])
  return rows
}
