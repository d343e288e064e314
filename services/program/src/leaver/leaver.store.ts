import type { Sql } from '@weft/service-kit/database'

/**
 * Notes that a person left, before their row of the directory goes. Person and account end in two events, in either order: each brings what
 * it knows. The day is that of the database: the event has none.
 */
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

/** Deletes what was personal of those who left on a day or before and have not come back, at most so many at once; gives how many. */
export async function forgetLeavers (tx: Sql, until: string, most: number): Promise<number> {
  const { rows: [row] } = await tx.query<{ done: number }>(/* sql */ `select forget_leavers($1, $2) as done`, [until, most])
  return row?.done ?? 0
}
