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

/** Whom to help first (help.ts), five at most: where fewest have something that counts, then where fewest reviews ended with values. `tops`: only these units and those below them; null: all. */
export async function helpFirst (sql: Sql, quarter: string, tops: readonly string[] | null): Promise<RollUpReply['help']> {
  const shareOf = /* sql */ `case g.help when 'few-promise' then g.figures->'coverage' else g.figures->'reviewed' end as share`
  if (tops === null) {
    return (await sql.query<RollUpReply['help'][number]>(/* sql */ `
      select g.unit_id as "unitId", g.name, g.help as why, ${shareOf}
        from roll_up_group g where g.quarter = $1 and g.help is not null order by g.help, g.help_percent, g.unit_id limit 5`, [quarter])).rows
  }
  const { rows } = await sql.query<RollUpReply['help'][number]>(/* sql */ `
    with recursive g as (
      select t.unit_id, t.name, t.help, t.help_percent, t.figures from roll_up_group t where t.quarter = $1 and t.unit_id = any ($2)
      union all
      select t.unit_id, t.name, t.help, t.help_percent, t.figures from g join roll_up_group t on t.quarter = $1 and t.parent_id = g.unit_id
    )
    select distinct on (g.help, g.help_percent, g.unit_id) g.unit_id as "unitId", g.name, g.help as why, ${shareOf} from g where g.help is not null order by g.help, g.help_percent, g.unit_id limit 5`,
    [quarter, tops])
  return rows
}
