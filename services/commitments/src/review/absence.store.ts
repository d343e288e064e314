import type { AbsencesReply } from '@weft/contracts/commitments/review-api'
import type { Sql } from '@weft/service-kit/database'

/** A person, and whether the asker is their boss, or reviews them in a quarter that runs. */
export async function personFor (sql: Sql, personId: string, asker: string | null): Promise<{ name: string, leads: boolean } | undefined> {
  const { rows: [found] } = await sql.query<{ name: string, leads: boolean }>(/* sql */ `
    select p.name, coalesce(p.boss_id = $2, false)
           or exists (select from review r join quarter q on q.starts_on = r.quarter where r.person_id = p.person_id and r.boss_id = $2 and q.state <> 'final') as leads
      from person p where p.person_id = $1`,
    [personId, asker])
  return found
}

export async function absencesOf (sql: Sql, personId: string, most: number): Promise<AbsencesReply['absences']> {
  const { rows } = await sql.query<AbsencesReply['absences'][number]>(/* sql */ `
    select a.absence_id as "absenceId", a.from_on as "from", a.to_on as "to", a.entered_on as "enteredOn", a.withdrawn_on as "withdrawnOn"
      from absence a where a.person_id = $1 order by a.from_on desc, a.absence_id limit $2`,
    [personId, most])
  return rows
}

type Said = { absenceId: string, personId: string, from: string, to: string | null, by: string, today: string }

/** Said twice is said once. Gives the id under which it is kept. */
export async function insertAbsence (tx: Sql, { absenceId, personId, from, to, by, today }: Said): Promise<string> {
  const { rows: [same] } = await tx.query<{ id: string }>(/* sql */ `
    select a.absence_id as id from absence a where a.person_id = $1 and a.from_on = $2 and a.to_on is not distinct from $3 and a.withdrawn_on is null`, [personId, from, to])
  if (same !== undefined) return same.id
  await tx.query(/* sql */ `
    insert into absence (absence_id, person_id, from_on, to_on, entered_by, entered_on) values ($1, $2, $3, $4, $5, $6)`, [absenceId, personId, from, to, by, today])
  return absenceId
}

export async function withdrawAbsence (tx: Sql, personId: string, absenceId: string, today: string): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    update absence set withdrawn_on = coalesce(withdrawn_on, $3) where absence_id = $1 and person_id = $2`, [absenceId, personId, today])
  return rowCount === 1
}

export async function isExcused (tx: Sql, personId: string): Promise<boolean> {
  const { rows: [found] } = await tx.query<{ excused: boolean }>(/* sql */ `
    select exists (select from review r join quarter q on q.starts_on = r.quarter where r.person_id = $1 and q.state <> 'final' and r.excuse = 'leave') as excused`, [personId])
  return found?.excused === true
}
