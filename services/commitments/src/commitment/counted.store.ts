import type { Sql } from '@weft/service-kit/database'
import type { Commitment } from './commitment.ts'

/** The first day of the quarter that today lies in, once it is open; null while there is none. */
export async function runningQuarter (tx: Sql, today: string): Promise<string | null> {
  const { rows: [quarter] } = await tx.query<{ quarter: string }>(/* sql */ `
    select q.starts_on as quarter from quarter q where q.starts_on <= $1 and q.ends_on >= $1 and q.state <> 'final'`,
    [today])
  return quarter?.quarter ?? null
}

/**
 * What was made in a running quarter may count in it, with weight, start and due date as they are now. Whether it does, its last day says.
 * Once the boss has given values, the list of that quarter is closed, or something would count that nobody looked at: it begins with the next one.
 */
export async function countMade (tx: Sql, { commitmentId, personId, weight, parts, horizon, discipline, startsOn, dueOn }: Commitment, today: string): Promise<void> {
  const quarter = await runningQuarter(tx, today)
  if (quarter === null) return
  await tx.query(/* sql */ `
    insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, discipline, starts_on, due_on, since)
    select $1::date, $2::uuid, $3, $4::smallint, $5::smallint, $6, $7, $8::date, $9::date, 'made'
     where not exists (select from review r join review_item i using (review_id) where r.quarter = $1 and r.person_id = $3 and i.boss_value is not null) -- guard: closed by the boss's values
    on conflict do nothing`,
    [quarter, commitmentId, personId, weight, parts, horizon, discipline, startsOn, dueOn])
}

/**
 * Parts stand in a running quarter where the whole stood, with its weight, start and due date of the opening, each with its share.
 * Of a whole that does not count there (made before the first quarter opened), nothing is written.
 */
export async function countParts (tx: Sql, whole: string, parts: readonly Commitment[], today: string): Promise<void> {
  const quarter = await runningQuarter(tx, today)
  if (quarter === null) return
  await tx.query(/* sql */ `
    with gone as (delete from counted c where c.quarter = $1 and c.commitment_id = $2 returning c.*)
    insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, discipline, starts_on, due_on, since)
    select g.quarter, p.id, g.person_id, g.weight, g.parts * cardinality($3::uuid[]), g.horizon, g.discipline, g.starts_on, g.due_on, 'split'
      from gone g, unnest($3::uuid[]) as p (id)`,
    [quarter, whole, parts.map(({ commitmentId }) => commitmentId)])
}

/** Whether the running quarter's review of this person is with the boss already: then what counts in it stays. The row is held until the end. */
export async function isUnderReview (tx: Sql, personId: string, today: string): Promise<boolean> {
  const { rows: [review] } = await tx.query<{ state: string }>(/* sql */ `
    select r.state
      from review r
      join quarter q on q.starts_on = r.quarter
     where r.person_id = $1 and q.starts_on <= $2 and q.ends_on >= $2
       for share of r`,
    [personId, today])
  return review !== undefined && !['waiting', 'self', 'excused'].includes(review.state)
}

/** Whether the quarter in which something ended is closed. */
export async function isFinal (tx: Sql, endedOn: string | null): Promise<boolean> {
  const { rows } = await tx.query(/* sql */ `select from quarter q where q.starts_on <= $1 and q.ends_on >= $1 and q.state = 'final'`, [endedOn])
  return rows.length > 0
}

/** Acts go on beside each other, and none of them beside the opening of a quarter: what is frozen there is whole. */
export async function whileNoQuarterOpens (tx: Sql): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock_shared(hashtextextended('a quarter opens', 0))`) // guard: no act beside an opening
}
/** The other side of it, for the job that opens a quarter. */
export async function whileNothingChanges (tx: Sql): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('a quarter opens', 0))`)
}
