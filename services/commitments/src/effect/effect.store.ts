import type { Sql } from '@weft/service-kit/database'
import type { Wave } from '../released/waves.store.ts'
import type { Unit } from './effect.ts'

export type Compared = { before: Wave, after: Wave, quarters: readonly string[], keptFrom: number }

/**
 * Units that both releases show with an interval, by discipline. Only figures that are shown decide on which side one stands: it kept its commitments when the mean of its
 * rolled-up indices on the discipline, by people, reached the bound; it had none when it is shown in every quarter and the discipline is in none. All others are left out.
 */
export async function unitsOfBoth (sql: Sql, { before, after, quarters, keptFrom }: Compared): Promise<Map<string, Unit[]>> {
  const { rows } = await sql.query<Unit & { discipline: string, means: [number, number], errors: [number, number] }>(/* sql */ `
    with recursive placed as (
      select g.unit_id, 1 as level from roll_up_group g where g.quarter = $4 and g.parent_id = ''
      union all
      select g.unit_id, p.level + 1 from placed p join roll_up_group g on g.quarter = $4 and g.parent_id = p.unit_id where p.level < 64
    ), told as (
      select g.unit_id, d ->> 'discipline' as discipline, sum((d #>> '{index,n}')::numeric * (d #>> '{index,mean}')::numeric) / sum((d #>> '{index,n}')::numeric) as reached
        from roll_up_group g, jsonb_array_elements(g.figures -> 'disciplines') as d
       where g.quarter = any ($3::date[])
       group by g.unit_id, d ->> 'discipline'
    ), seen as (
      select g.unit_id from roll_up_group g where g.quarter = any ($3::date[]) and g.figures ->> 'index' is not null group by g.unit_id having count(*) = cardinality($3::date[])
    )
    select b.unit_id as "unitId", b.discipline, p.level, t.unit_id is not null as kept, array[b.mean, a.mean]::float8[] as means, array[b.standard_error, a.standard_error]::float8[] as errors
      from released_mean b
      join released_mean a on a.release_id = $2 and a.unit_id = b.unit_id and a.discipline = b.discipline and a.scale_min = b.scale_min and a.scale_max = b.scale_max
      join placed p on p.unit_id = b.unit_id
      left join told t on t.unit_id = b.unit_id and t.discipline = b.discipline
     where b.release_id = $1 and b.standard_error > 0 and a.standard_error > 0
       and (t.reached >= $5 or (t.unit_id is null and exists (select from seen s where s.unit_id = b.unit_id))) -- guard: only what is shown takes sides
     order by b.discipline, b.unit_id`,
    [before.releaseId, after.releaseId, quarters, quarters.at(-1), keptFrom])
  return Map.groupBy(rows.map(({ discipline, means, errors, ...unit }) => ({
    discipline, unitId: unit.unitId, level: unit.level, kept: unit.kept, before: { mean: means[0], standardError: errors[0] }, after: { mean: means[1], standardError: errors[1] }
  })), ({ discipline }) => discipline)
}

/** Disciplines that both releases asked for. */
export async function disciplinesOfBoth (sql: Sql, { before, after }: Pick<Compared, 'before' | 'after'>): Promise<string[]> {
  const { rows } = await sql.query<{ discipline: string }>(/* sql */ `
    select m.discipline from released_mean m where m.release_id = $1
    intersect
    select m.discipline from released_mean m where m.release_id = $2
    order by discipline`,
    [before.releaseId, after.releaseId])
  return rows.map(({ discipline }) => discipline)
}
