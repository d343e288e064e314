import type { Sql } from '@weft/service-kit/database'

export async function isSomebodyHere (sql: Sql): Promise<boolean> {
  const { rows: [found] } = await sql.query<{ here: boolean }>(/* sql */ `select exists (select from person) as here`)
  return found?.here === true
}

/** Some reviews of a quarter in one of these states; `since`: only those that have been in it for more than so many days. */
export async function reviewsAt (tx: Sql, quarter: string, states: readonly string[], most: number, since?: { before: string, days: number }): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(/* sql */ `
    select r.review_id as id from review r
     where r.quarter = $1 and r.state = any ($2) and ($4::date is null or r.state_since + $5::int < $4)
     order by r.review_id limit $3`,
    [quarter, states, most, since?.before ?? null, since?.days ?? 0])
  return rows.map(({ id }) => id)
}
