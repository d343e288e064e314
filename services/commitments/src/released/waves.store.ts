import type { Sql } from '@weft/service-kit/database'

export type Wave = { waveId: string, title: string, closedOn: string, releaseId: string, instrumentId: string | null }

/** Each wave with the release that holds now, the latest closed first. */
export async function releasedWaves (sql: Sql): Promise<Wave[]> {
  const { rows } = await sql.query<Wave>(/* sql */ `
    select r.wave_id as "waveId", r.title, r.closed_on as "closedOn", r.release_id as "releaseId", r.instrument_id as "instrumentId"
      from released r
     where not exists (select from released s where s.supersedes = r.release_id)
     order by r.closed_on desc, r.number desc, r.release_id
     limit 40`)
  return rows
}

export type RolledUp = { quarter: string, label: string }

/** Quarters with a roll-up whose middle day lies after one day and not after another; null: after the first. */
export async function quartersBetween (sql: Sql, after: string, until: string | null): Promise<RolledUp[]> {
  const { rows } = await sql.query<RolledUp>(/* sql */ `
    select q.starts_on as quarter, q.label
      from roll_up u
      join quarter q on q.starts_on = u.quarter
     where q.starts_on + (q.ends_on - q.starts_on) / 2 > $1::date and ($2::date is null or q.starts_on + (q.ends_on - q.starts_on) / 2 <= $2::date)
     order by q.starts_on
     limit 40`,
    [after, until])
  return rows
}

export const waveTold = ({ waveId, title, closedOn }: Wave) => ({ waveId, title, closedOn })

/** The lowest unit of a path that a release shows anything of; undefined where it shows none. */
export async function nearestShown (sql: Sql, releaseId: string, path: readonly string[]): Promise<{ unitId: string, name: string } | undefined> {
  const { rows: [found] } = await sql.query<{ unitId: string, name: string }>(/* sql */ `
    select p.unit_id as "unitId", coalesce(u.name, p.unit_id) as name
      from unnest($2::text[]) with ordinality as p (unit_id, depth)
      left join unit u on u.unit_id = p.unit_id
     where exists (select from released_mean m where m.release_id = $1 and m.unit_id = p.unit_id)
     order by p.depth desc
     limit 1`,
    [releaseId, path])
  return found
}

/** A discipline of a unit in one release, and in another; `then` null: not shown there. `sameScale`: asked in the same way. */
export type Standing = { discipline: string, n: number, mean: number, score: number, standardError: number | null, then: { n: number, mean: number, score: number, standardError: number | null } | null, sameScale: boolean }

/** What a release shows of a unit, the lowest first, each beside what another release shows of it. */
export async function standingsOf (sql: Sql, unitId: string, wave: Wave, other: Wave | null): Promise<Standing[]> {
  const { rows } = await sql.query<Standing>(/* sql */ `
    select m.discipline, m.n, m.mean::float8 as mean, m.score::float8 as score, m.standard_error::float8 as "standardError",
           case when o.unit_id is not null then jsonb_build_object('n', o.n, 'mean', o.mean, 'score', o.score, 'standardError', o.standard_error) end as "then",
           coalesce($4 and o.scale_min = m.scale_min and o.scale_max = m.scale_max, false) as "sameScale"
      from released_mean m
      left join released_mean o on o.release_id = $3 and o.unit_id = m.unit_id and o.discipline = m.discipline
     where m.release_id = $1 and m.unit_id = $2
     order by m.score, m.discipline`,
    [wave.releaseId, unitId, other?.releaseId ?? null, other !== null && other.instrumentId !== null && other.instrumentId === wave.instrumentId])
  return rows
}
