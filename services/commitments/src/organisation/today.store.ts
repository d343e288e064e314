import type { Sql } from '@weft/service-kit/database'
import { dayIn } from '../commitment/days.ts'

/** Today where the organisation counts its days, YYYY-MM-DD. While no calendar is written: in UTC. */
export async function todayAt (sql: Sql, now: Date): Promise<string> {
  const { rows: [calendar] } = await sql.query<{ zone: string }>(/* sql */ `select c.time_zone as zone from calendar c order by c.version desc limit 1`)
  return dayIn(calendar?.zone ?? 'UTC', now)
}
