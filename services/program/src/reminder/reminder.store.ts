import type { ReminderAudience, ReminderRequest } from '@weft/contracts/program/reminder-api'
import type { Sql } from '@weft/service-kit/database'
import { MOST_TRIES, REST_DAYS } from './reminder.ts'

export type Row = {
  reminderId: string, number: number, subject: string, text: string, audience: ReminderAudience, unitName: string | null, day: string, by: string, state: 'planned' | 'sending' | 'sent' | 'withdrawn'
  people: number, sent: number, waiting: number, leftAlone: number, refused: number, unknown: number
}

export async function listReminders (sql: Sql, before: number | null, limit: number): Promise<Row[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select r.reminder_id as "reminderId", r.number, r.subject, r.text, r.audience, u.name as "unitName", r.day, r.made_by as by, r.state, c.*
      from reminder r
      left join unit u on u.unit_id = r.audience ->> 'unitId'
      cross join lateral (
        select count(*) as people, count(*) filter (where i.state = 'sent') as sent, count(*) filter (where i.state in ('waiting', 'sending')) as waiting,
               count(*) filter (where i.state = 'left-alone') as "leftAlone", count(*) filter (where i.state = 'refused') as refused, count(*) filter (where i.state = 'unknown') as unknown
          from reminder_recipient i
         where i.reminder_id = r.reminder_id) c
     where $1::bigint is null or r.number < $1
     order by r.number desc
     limit $2`,
    [before, limit])
  return rows
}

export async function insertReminder (tx: Sql, { reminderId, subject, text, audience, day, by }: ReminderRequest & { reminderId: string, by: string }): Promise<void> {
  await tx.query(/* sql */ `insert into reminder (reminder_id, subject, text, audience, day, state, made_by) values ($1, $2, $3, $4::jsonb, $5, 'planned', $6)`,
    [reminderId, subject, text, JSON.stringify(audience), day, by])
}

/** False when there is no such reminder, or it is sent or withdrawn already. One that is going out stops before the next mail. */
export async function withdrawReminder (tx: Sql, reminderId: string): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `update reminder set state = 'withdrawn' where reminder_id = $1 and state in ('planned', 'sending')`, [reminderId])
  return rowCount === 1
}

/** Person ids of an audience, as the directory says now. A unit counts with all below it. */
export async function peopleOf (sql: Sql, audience: ReminderAudience): Promise<string[]> {
  const { rows } = await sql.query<{ personId: string }>(/* sql */ `
    with recursive below as (
      select u.unit_id, 0 as steps from unit u where u.unit_id = $2
      union
      select u.unit_id, below.steps + 1 from below join unit u on u.parent_id = below.unit_id where below.steps < 64
    )
    select p.person_id as "personId"
      from person p
     where $1 = 'all' or ($1 = 'leaders' and p.rank = 'leader') or ($1 = 'unit' and p.unit_id in (select below.unit_id from below))`,
    [audience.kind, audience.kind === 'unit' ? audience.unitId : null])
  return rows.map(({ personId }) => personId)
}

/** Reminders to work on: those whose day has come, oldest first. */
export async function dueReminders (sql: Sql, today: string): Promise<{ reminderId: string, subject: string, text: string }[]> {
  const { rows } = await sql.query<{ reminderId: string, subject: string, text: string }>(/* sql */ `
    select r.reminder_id as "reminderId", r.subject, r.text from reminder r where r.state in ('planned', 'sending') and r.day <= $1 order by r.number`,
    [today])
  return rows
}

/** Freezes who is written to, once. */
export async function beginReminder (tx: Sql, reminderId: string): Promise<void> {
  const { rows: [begun] } = await tx.query<{ audience: ReminderAudience }>(/* sql */ `
    update reminder set state = 'sending' where reminder_id = $1 and state = 'planned' returning audience`, [reminderId])
  if (begun === undefined) return
  await tx.query(/* sql */ `insert into reminder_recipient (reminder_id, person_id) select $1, * from unnest($2::text[])`, [reminderId, await peopleOf(tx, begun.audience)])
}

/** What a sender that died had in hand: nobody can know whether it went out, so it is not sent again. */
export async function giveUpInHand (sql: Sql): Promise<number> {
  const { rowCount } = await sql.query(/* sql */ `update reminder_recipient set state = 'unknown' where state = 'sending'`) // guard: nothing twice
  return rowCount ?? 0
}

/** Who is still to be written to, in random order. */
export async function waitingFor (sql: Sql, reminderId: string): Promise<string[]> {
  const { rows } = await sql.query<{ personId: string }>(/* sql */ `
    select i.person_id as "personId" from reminder_recipient i where i.reminder_id = $1 and i.state = 'waiting' order by random()`,
    [reminderId])
  return rows.map(({ personId }) => personId)
}

/** Takes one person's mail in hand. `left-alone`: had one within seven days, wants none, or has left. `over`: withdrawn meanwhile. */
export async function takeInHand (tx: Sql, reminderId: string, personId: string, today: string): Promise<'over' | 'left-alone' | { name: string, email: string }> {
  const { rowCount: goes } = await tx.query(/* sql */ `select from reminder r where r.reminder_id = $1 and r.state = 'sending' for share`, [reminderId])
  if (goes !== 1) return 'over'
  const { rows: [person] } = await tx.query<{ name: string, email: string }>(/* sql */ `
    select p.name, p.email from person p where p.person_id = $1 and not exists (select from reminder_unwanted n where n.person_id = p.person_id)`, [personId])
  const isFree = person !== undefined && await holdsTheWeek(tx, reminderId, personId, today)
  await tx.query(/* sql */ `update reminder_recipient set state = $3 where reminder_id = $1 and person_id = $2`, [reminderId, personId, isFree ? 'sending' : 'left-alone'])
  return isFree && person !== undefined ? person : 'left-alone'
}

/** Whether nobody wrote to this person within seven days; if so, this reminder has. A second try of the same one may again. */
async function holdsTheWeek (tx: Sql, reminderId: string, personId: string, today: string): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into reminder_last as l (person_id, reminder_id, day) values ($1, $2, $3)
    on conflict (person_id) do update set reminder_id = excluded.reminder_id, day = excluded.day
     where l.reminder_id = excluded.reminder_id or l.day <= excluded.day - $4::integer`, // guard: one a week
    [personId, reminderId, today, REST_DAYS])
  return rowCount === 1
}

/** What became of a mail in hand. Refused for now, it waits for another try; refused too often or for good, the person may get the next reminder. */
export async function noteOutcome (tx: Sql, reminderId: string, personId: string, sent: 'taken' | 'refused-now' | 'refused-for-good'): Promise<void> {
  await tx.query(/* sql */ `
    update reminder_recipient
       set tries = tries + 1, state = case when $3 = 'taken' then 'sent' when $3 = 'refused-for-good' or tries + 1 >= $4 then 'refused' else 'waiting' end
     where reminder_id = $1 and person_id = $2 and state = 'sending'`,
    [reminderId, personId, sent, MOST_TRIES])
  if (sent !== 'taken') await tx.query(/* sql */ `delete from reminder_last where person_id = $1 and reminder_id = $2`, [personId, reminderId])
}

/** Sent, when nobody waits any more. */
export async function finishReminder (tx: Sql, reminderId: string): Promise<void> {
  await tx.query(/* sql */ `
    update reminder r set state = 'sent'
     where r.reminder_id = $1 and r.state = 'sending' and not exists (select from reminder_recipient i where i.reminder_id = $1 and i.state in ('waiting', 'sending'))`,
    [reminderId])
}

export async function wantsReminders (sql: Sql, personId: string): Promise<boolean> {
  return (await sql.query(/* sql */ `select from reminder_unwanted n where n.person_id = $1`, [personId])).rowCount === 0
}

export async function setWanted (tx: Sql, personId: string, wanted: boolean): Promise<void> {
  await tx.query(wanted ? /* sql */ `delete from reminder_unwanted where person_id = $1` : /* sql */ `insert into reminder_unwanted (person_id) values ($1) on conflict do nothing`, [personId])
}
