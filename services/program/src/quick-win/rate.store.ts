import type { Sql } from '@weft/service-kit/database'

/** How many are shown of each week since `since` (a Monday). Those taken back or hidden do not count. */
export async function winsPerWeek (sql: Sql, since: string): Promise<{ monday: string, wins: number, stories: number }[]> {
  const { rows } = await sql.query<{ monday: string, wins: number, stories: number }>(/* sql */ `
    select date_trunc('week', w.shared_on)::date as monday,
           count(*) filter (where w.kind = 'win') as wins, count(*) filter (where w.kind = 'story') as stories
      from quick_win w
     where w.shared_on >= $1 and w.hidden_on is null
     group by 1
     order by 1`,
    [since])
  return rows
}

/** The same by discipline, most first. */
export async function winsPerDiscipline (sql: Sql, since: string): Promise<{ discipline: string, count: number }[]> {
  const { rows } = await sql.query<{ discipline: string, count: number }>(/* sql */ `
    select w.discipline, count(*) as count
      from quick_win w
     where w.shared_on >= $1 and w.hidden_on is null
     group by w.discipline
     order by 2 desc, 1`,
    [since])
  return rows
}
