import type { Rated } from '@weft/contracts/program/readiness-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

export type Review = { version: number, day: string, by: string, aspects: Rated[] }

/** All versions of a quarter, newest first, with what they say. */
export async function reviewsOf (sql: Sql, quarter: string): Promise<Review[]> {
  const { rows } = await sql.query<Review>(/* sql */ `
    select r.version, r.day, r.by_subject as by, r.aspects from readiness_review r where r.quarter = $1 order by r.version desc limit 100`,
    [quarter])
  return rows
}

export async function quartersReviewed (sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ quarter: string }>(/* sql */ `select distinct r.quarter from readiness_review r order by r.quarter desc limit 40`)
  return rows.map(({ quarter }) => quarter)
}

/** The next version of a quarter. Of two at once one is refused with `changed-meanwhile`, whatever they saw. */
export async function insertReview (tx: Sql, { quarter, seen, aspects, day, by }: { quarter: string, seen: number, aspects: readonly Rated[], day: string, by: string }): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into readiness_review (quarter, version, aspects, day, by_subject)
    select $1, $2 + 1, $3::jsonb, $4, $5
     where $2 = (select coalesce(max(r.version), 0) from readiness_review r where r.quarter = $1)
    on conflict do nothing`,
    [quarter, seen, JSON.stringify(aspects), day, by])
  if (rowCount !== 1) throw new Refusal('conflict', 'changed-meanwhile', 'A colleague saved this review meanwhile. Look at it again, then repeat.') // guard: review as it was seen
}
