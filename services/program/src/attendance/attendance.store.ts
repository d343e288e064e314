import type { Sql } from '@weft/service-kit/database'

export type Session = { sessionId: string, kind: 'forum' | 'workshop', title: string }

export async function findSession (sql: Sql, sessionId: string): Promise<Session | undefined> {
  const { rows: [session] } = await sql.query<Session>(/* sql */ `
    select f.forum_id as "sessionId", 'forum' as kind, f.title from forum f where f.forum_id = $1
    union all
    select w.workshop_id, 'workshop', w.title from workshop w where w.workshop_id = $1`,
    [sessionId])
  return session
}

export async function countLeaders (sql: Sql): Promise<number> {
  const { rows: [found] } = await sql.query<{ leaders: number }>(/* sql */ `select count(*) as leaders from person p where p.rank = 'leader'`)
  return found?.leaders ?? 0
}

export async function countAttendees (sql: Sql, sessionId: string): Promise<number> {
  const { rows: [found] } = await sql.query<{ took: number }>(/* sql */ `select count(*) as took from took_part a where a.session_id = $1`, [sessionId])
  return found?.took ?? 0
}

/** Names of those who took part and are still here, in the order of the alphabet. */
export async function namesOfAttendees (sql: Sql, sessionId: string): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(/* sql */ `
    select p.name from took_part a join person p using (person_id) where a.session_id = $1 order by p.name, p.person_id limit 500`,
    [sessionId])
  return rows.map(({ name }) => name)
}

/** A page of all leaders, by person id, and one more. */
export async function leadersAfter (sql: Sql, sessionId: string, after: string, limit: number): Promise<{ personId: string, name: string, here: boolean }[]> {
  const { rows } = await sql.query<{ personId: string, name: string, here: boolean }>(/* sql */ `
    select p.person_id as "personId", p.name, a.person_id is not null as here
      from person p
      left join took_part a on a.session_id = $1 and a.person_id = p.person_id
     where p.rank = 'leader' and p.person_id > $2
     order by p.person_id
     limit $3`,
    [sessionId, after, limit])
  return rows
}

/** Marks leaders as having taken part; who is none is left out. */
export async function markAttendees (tx: Sql, sessionId: string, people: readonly string[], mark: { via: 'office' | 'vote', by: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `
    insert into session_attendee (session_id, person_id, via, marked_by, marked_at)
    select $1, p.person_id, $3, $4, $5 from person p where p.person_id = any ($2) and p.rank = 'leader'
    on conflict (session_id, person_id, via) do nothing`,
    [sessionId, people, mark.via, mark.by, mark.at])
}

/** Takes marks of the office back. Who took part by voting stays. */
export async function unmarkAttendees (tx: Sql, sessionId: string, people: readonly string[]): Promise<void> {
  await tx.query(/* sql */ `delete from session_attendee a where a.session_id = $1 and a.person_id = any ($2) and a.via = 'office'`, [sessionId, people])
}
