import type { SamePageFigure } from '@weft/contracts/program/samepage-api'
import type { Sql } from '@weft/service-kit/database'

export type UnitRow = { unitId: string, name: string, leaders: SamePageFigure[] | null, others: SamePageFigure[] | null, more: boolean }
type Place = { version: number, number: number }

/** Everybody and the two sides of the whole organisation. */
export async function wholeIn (sql: Sql, { version, number }: Place): Promise<{ everybody: SamePageFigure[] | null, leaders: SamePageFigure[] | null, others: SamePageFigure[] | null }> {
  const { rows } = await sql.query<{ side: string, figures: SamePageFigure[] }>(/* sql */ `
    select g.side, g.figures from same_page_group g where g.version = $1 and g.number = $2 and g.unit_id = ''`,
    [version, number])
  const of = (side: string) => rows.find(row => row.side === side)?.figures ?? null
  return { everybody: of('all'), leaders: of('leader'), others: of('rest') }
}

/** Units by id: those directly under a unit (`''`: at the top), or those named. Only groups that are shown have rows. */
export async function unitsIn (sql: Sql, { version, number }: Place, where: { under: string } | { units: readonly string[] }, after: string, limit: number): Promise<UnitRow[]> {
  const { rows } = await sql.query<UnitRow>(/* sql */ `
    select g.unit_id as "unitId", min(g.name) as name,
           (jsonb_agg(g.figures) filter (where g.side = 'leader')) -> 0 as leaders, (jsonb_agg(g.figures) filter (where g.side = 'rest')) -> 0 as others,
           exists (select from same_page_group b where b.version = $1 and b.number = $2 and b.parent_id = g.unit_id) as more
      from same_page_group g
     where g.version = $1 and g.number = $2 and g.unit_id > $5
       and case when $3::text is null then g.unit_id = any ($4::text[]) else g.parent_id = $3 end
     group by g.unit_id
     order by g.unit_id
     limit $6`,
    [version, number, 'under' in where ? where.under : null, 'units' in where ? where.units : [], after, limit])
  return rows
}

/** Versions that have figures, newest first. */
export async function versionsWithFigures (sql: Sql): Promise<number[]> {
  const { rows } = await sql.query<{ version: number }>(/* sql */ `select distinct r.version from same_page_release r order by r.version desc limit 100`)
  return rows.map(({ version }) => version)
}

/** Name of each of these units, as known now. */
export async function unitNames (sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ unitId: string, name: string }>(/* sql */ `select u.unit_id as "unitId", u.name from unit u where u.unit_id = any ($1)`, [ids])
  return new Map(rows.map(({ unitId, name }) => [unitId, name]))
}
