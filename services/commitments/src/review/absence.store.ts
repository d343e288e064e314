import type { AbsencesReply } from '@weft/contracts/commitments/review-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

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
const MOST = 100

/**
 * Said twice is said once, by its id or by its days; of two at once the second sees what the first said. Gives the id under which it is kept.
 * Throws `absence-taken` where other days have the id, `too-many-absences`.
 */
export async function keepAbsence (tx: Sql, { absenceId, personId, from, to, by, today }: Said): Promise<string> {
  await tx.query(/* sql */ `select from person p where p.person_id = $1 for update`, [personId]) // guard: an absence once
  const { rows: [kept] } = await tx.query<{ id: string, same: boolean }>(/* sql */ `
    select a.absence_id as id, (a.person_id, a.from_on, coalesce(a.to_on, 'infinity')) = ($2, $3::date, coalesce($4::date, 'infinity')) as same
      from absence a
     where a.absence_id = $1 or (a.person_id = $2 and a.from_on = $3 and a.to_on is not distinct from $4 and a.withdrawn_on is null)
     order by a.absence_id = $1 desc limit 1`,
    [absenceId, personId, from, to])
  if (kept !== undefined && !kept.same) throw new Refusal('conflict', 'absence-taken', 'This form was sent already, with other days. Load the page again.')
  if (kept !== undefined) return kept.id
  if ((await absencesOf(tx, personId, MOST)).length === MOST) throw new Refusal('conflict', 'too-many-absences', `${MOST} absences of one person are kept at most.`)
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
