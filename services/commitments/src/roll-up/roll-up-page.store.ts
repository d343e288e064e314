import type { RollUpFigures, RollUpMean, RollUpReply } from '@weft/contracts/commitments/rollup-api'
import type { Sql } from '@weft/service-kit/database'

type Quarter = { quarter: string, label: string, madeOn: string, formulaVersion: number, kappa: number | null }
export type UnitRow = { unitId: string, name: string, figures: RollUpFigures | null, before: RollUpMean | null, more: boolean }

/** Quarters that have a roll-up, newest first. */
export async function rolledUp (sql: Sql): Promise<Quarter[]> {
  const { rows } = await sql.query<Quarter>(/* sql */ `
    select u.quarter, q.label, u.made_on as "madeOn", u.formula_version as "formulaVersion", u.kappa::float8 as kappa
      from roll_up u join quarter q on q.starts_on = u.quarter order by u.quarter desc limit 40`)
  return rows
}

/** A unit's way from the top as of a quarter's roll-up, itself last, without everybody; undefined where it had no such unit. */
export async function pathIn (sql: Sql, quarter: string, unitId: string): Promise<{ unitId: string, name: string }[] | undefined> {
  const { rows } = await sql.query<{ unitId: string, name: string }>(/* sql */ `
    with recursive up as (
      select g.unit_id, g.parent_id, g.name, 0 as steps from roll_up_group g where g.quarter = $1 and g.unit_id = $2 and g.unit_id <> ''
      union all
      select g.unit_id, g.parent_id, g.name, up.steps + 1 from up join roll_up_group g on g.quarter = $1 and g.unit_id = up.parent_id where up.steps < 64 and g.unit_id <> ''
    )
    select up.unit_id as "unitId", up.name from up order by up.steps desc`,
    [quarter, unitId])
  return rows.length === 0 ? undefined : rows
}

/** One unit ('' everybody) over quarters up to this one, oldest first. */
export async function historyOf (sql: Sql, quarter: string, unitId: string): Promise<RollUpReply['history']> {
  const { rows } = await sql.query<RollUpReply['history'][number]>(/* sql */ `
    select q.starts_on as quarter, q.label, g.figures
      from roll_up_group g join quarter q on q.starts_on = g.quarter
     where g.unit_id = $2 and g.quarter <= $1 order by g.quarter desc limit 8`,
    [quarter, unitId])
  return rows.toReversed()
}

/** Units by id: those directly under a unit ('' for the top), or those named; also those that are not shown. */
export async function unitsIn (sql: Sql, quarter: string, where: { under: string } | { units: readonly string[] }, after: string, limit: number): Promise<UnitRow[]> {
  const { rows } = await sql.query<UnitRow>(/* sql */ `
    select g.unit_id as "unitId", g.name, g.figures,
           (select b.figures->'index' from roll_up_group b where b.unit_id = g.unit_id and b.quarter = (select max(u.quarter) from roll_up u where u.quarter < $1) and b.figures->>'index' is not null) as before,
           exists (select from roll_up_group b where b.quarter = $1 and b.parent_id = g.unit_id) as more
      from roll_up_group g
     where g.quarter = $1 and g.unit_id > $4 and case when $2::text is null then g.unit_id = any ($3::text[]) else g.parent_id = $2 end
     order by g.unit_id
     limit $5`,
    [quarter, 'under' in where ? where.under : null, 'units' in where ? where.units : [], after, limit])
  return rows
}

/**
 * Whom to help first: of the smallest units that are shown, those where fewer than 80 % have something that counts, the fewest first; then those where fewer than 80 % of the
 * reviews ended with values. What a unit reached plays no part. `tops`: only these units and those below them; null: all.
 */
export async function helpFirst (sql: Sql, quarter: string, tops: readonly string[] | null): Promise<RollUpReply['help']> {
  const { rows } = await sql.query<RollUpReply['help'][number]>(/* sql */ `
    with recursive seen as (
      select g.unit_id, g.parent_id, g.name, g.figures from roll_up_group g
       where g.quarter = $1 and g.unit_id <> '' and case when $2::text[] is null then g.parent_id = '' else g.unit_id = any ($2) end
      union
      select g.unit_id, g.parent_id, g.name, g.figures from seen s join roll_up_group g on g.quarter = $1 and g.parent_id = s.unit_id
    ), holding as (
      -- Whatever stands below, at any depth, makes a unit not the smallest.
      select s.parent_id as unit_id from seen s where s.figures is not null
      union
      select g.parent_id from holding h join roll_up_group g on g.quarter = $1 and g.unit_id = h.unit_id where g.parent_id is not null
    ), low as (
      select s.unit_id, s.name, 'few-promise' as why, s.figures->'coverage' as share from seen s where s.figures is not null and s.unit_id not in (select h.unit_id from holding h where h.unit_id is not null) and (s.figures->'coverage'->>'percent')::numeric < 80
      union all
      select s.unit_id, s.name, 'few-reviewed', s.figures->'reviewed' from seen s where s.figures is not null and s.unit_id not in (select h.unit_id from holding h where h.unit_id is not null)
         and (s.figures->'coverage'->>'percent')::numeric >= 80 and (s.figures->'reviewed'->>'percent')::numeric < 80
    )
    select l.unit_id as "unitId", l.name, l.why, l.share from low l order by l.why, (l.share->>'percent')::numeric, l.unit_id limit 5`,
    [quarter, tops])
  return rows
}
