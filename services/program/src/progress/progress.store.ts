import type { Progress } from '@weft/contracts/program/progress-events'
import type { Sql } from '@weft/service-kit/database'
import type { Counted } from './progress.ts'

/** Facts by kind: all up to a day, and those of it and the six days before. */
export async function countedAt (sql: Sql, day: string): Promise<Counted[]> {
  const { rows } = await sql.query<Counted>(/* sql */ `
    select h.kind, count(*) as total, count(*) filter (where h.day > $1::date - 7) as week
      from happening h
     where h.day <= $1::date
     group by h.kind`,
    [day])
  return rows
}

/** Keeps what is told of a day. False: the same was told already. */
export async function keepTold (tx: Sql, progress: Progress): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into progress_told as t (day, data) values ($1, $2::jsonb)
    on conflict (day) do update set data = excluded.data where t.data <> excluded.data`,
    [progress.day, JSON.stringify(progress)])
  return (rowCount ?? 0) > 0
}
