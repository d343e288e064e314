import type { Erasure } from '@weft/contracts/commitments/erasure-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** Notes that a person left, before their row of the directory goes. Person and account end in two events, in either order: each brings what it knows. */
export async function notePersonLeft (tx: Sql, personId: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into leaver as l (person_id, subject, left_on)
    values ($1, (select a.subject from account a where a.person_id = $1), (now() at time zone 'UTC')::date)
    on conflict (person_id) do update set left_on = excluded.left_on, subject = coalesce(excluded.subject, l.subject)`,
    [personId])
}

export async function noteAccountGone (tx: Sql, personId: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into leaver as l (person_id, subject, left_on)
    select a.person_id, a.subject, (now() at time zone 'UTC')::date from account a where a.person_id = $1
    on conflict (person_id) do update set subject = excluded.subject`,
    [personId])
}

/** Whoever is here again is no leaver. */
export async function dropLeavers (tx: Sql, personIds: readonly string[]): Promise<void> {
  await tx.query(/* sql */ `delete from leaver l where l.person_id = any ($1)`, [personIds])
}

/** Forgets, as far as quarters allow it today, who left by a day and who asked; at most so many at once, and gives how many were looked at. */
export async function forgetPeople (tx: Sql, leftUntil: string, today: string, most: number): Promise<number> {
  const { rows: [row] } = await tx.query<{ done: number }>(/* sql */ `select forget_people($1, $2, $3) as done`, [leftUntil, today, most])
  return row?.done ?? 0
}

/** Notes that somebody asked to be forgotten. Throws `no-such-person` for who was never here, `erasure-under-way`. */
export async function askErasure (tx: Sql, { erasureId, personId, today, by, reason }: { erasureId: string, personId: string, today: string, by: string, reason: string }): Promise<void> {
  const { rowCount: known } = await tx.query(/* sql */ `select from person p where p.person_id = $1 union all select from leaver l where l.person_id = $1`, [personId])
  if (known === 0) throw new Refusal('invalid', 'no-such-person', 'Nothing is held of such a person, or it is gone already.', [{ at: 'personId', code: 'no-such-person', sentence: 'Check how the number is written.' }])
  const { rowCount } = await tx.query(/* sql */ `
    insert into erasure (erasure_id, person_id, asked_on, asked_by, reason) values ($1, $2, $3, $4, $5)
    on conflict (person_id) where done_on is null do nothing`,
    [erasureId, personId, today, by, reason])
  if (rowCount === 0) throw new Refusal('conflict', 'erasure-under-way', 'This person is being forgotten already. What a running quarter needs goes with its roll-up.')
}

/** Newest first, at most `limit`. */
export async function erasures (sql: Sql, limit: number): Promise<Erasure[]> {
  const { rows } = await sql.query<Erasure>(/* sql */ `
    select e.erasure_id as "erasureId", e.person_id as "personId", p.name, e.asked_on as "askedOn", e.reason, e.done_on as "doneOn"
      from erasure e
      left join person p on p.person_id = e.person_id
     order by e.erasure_id desc
     limit $1`,
    [limit])
  return rows
}
