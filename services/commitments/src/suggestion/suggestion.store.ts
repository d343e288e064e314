import type { Suggestions } from '@weft/contracts/commitments/suggestion-api'
import type { Sql } from '@weft/service-kit/database'

const FEW = 2

/**
 * The two lowest disciplines of the latest release, of the person's unit or the first above it that shows any; null where none does.
 * Only what was released and shown is asked: a unit without a line here may be small or hidden or new, and nobody can tell which.
 */
export async function lowestOf (tx: Sql, path: readonly string[]): Promise<Suggestions['lowest']> {
  const { rows } = await tx.query<{ discipline: string, score: number, unitId: string, unitName: string, title: string, closedOn: string }>(/* sql */ `
    with latest as (
      select r.release_id, r.title, r.closed_on
        from released r
       where not exists (select from released s where s.supersedes = r.release_id)
       order by r.closed_on desc, r.number desc
       limit 1
    ), near as (
      select u.unit_id
        from unnest($1::text[]) with ordinality as u (unit_id, depth)
       where exists (select from released_mean m join latest using (release_id) where m.unit_id = u.unit_id)
       order by u.depth desc
       limit 1
    )
    select m.discipline, m.score::float8 as score, m.unit_id as "unitId", coalesce(u.name, m.unit_id) as "unitName", l.title, l.closed_on as "closedOn"
      from released_mean m
      join latest l using (release_id)
      join near n using (unit_id)
      left join unit u on u.unit_id = m.unit_id
     order by m.score, m.discipline
     limit $2`,
    [path, FEW])
  const [first] = rows
  return first === undefined
    ? null
    : { unitId: first.unitId, unitName: first.unitName, own: first.unitId === path.at(-1), title: first.title, closedOn: first.closedOn, disciplines: rows.map(({ discipline, score }) => ({ discipline, score })) }
}

/** Practices that the person's unit, or one above it, works by: those of the lowest disciplines first, then those of the nearest unit. */
export async function practicesAlong (tx: Sql, path: readonly string[], lowest: readonly string[], limit: number): Promise<Suggestions['practices']> {
  const { rows } = await tx.query<Suggestions['practices'][number]>(/* sql */ `
    with near as (
      select distinct on (a.practice_id) a.practice_id, a.unit_id, a.wording, array_position($1::text[], a.unit_id) as depth
        from program_adoption a
       where not a.ended and a.unit_id = any ($1)
       order by a.practice_id, array_position($1::text[], a.unit_id) desc, a.adoption_id
    )
    select p.practice_id as "practiceId", p.title, coalesce(n.wording, p.what) as what, p."when", p.discipline, coalesce(u.name, n.unit_id) as "unitName"
      from near n
      join program_practice p using (practice_id)
      left join unit u on u.unit_id = n.unit_id
     where p.in_library
     order by array_position($2::text[], p.discipline) nulls last, n.depth desc, p.title, p.practice_id
     limit $3`,
    [path, lowest, limit])
  return rows
}

export async function prioritiesInForce (tx: Sql): Promise<Suggestions['priorities']> {
  const { rows } = await tx.query<Suggestions['priorities'][number]>(/* sql */ `
    select p.priority_id as "priorityId", p.title, p.why, p.disciplines from program_priority p where p.in_force order by p.place`)
  return rows
}
