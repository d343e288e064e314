import type { Sql } from '@weft/service-kit/database'

/** Refusals of the mail server after which one person is not tried again. */
export const MOST_TRIES = 30

export type Recipient = { personId: string, name: string, email: string }
export type Round = { waveId: string, reminderRound: number }

/** Who is still to be invited, in random order. Whoever has left the directory is not written to. */
export async function notInvited (sql: Sql, { waveId }: Round): Promise<Recipient[]> {
  const { rows } = await sql.query<Recipient>(/* sql */ `
    select i.person_id as "personId", p.name, p.email
      from invitation i
      join person p using (person_id)
     where i.wave_id = $1 and not i.mailed and i.tries < $2
     order by random()`,
    [waveId, MOST_TRIES])
  return rows
}

/** Who has not sent and was not yet reminded in this round, in random order. */
export async function notReminded (sql: Sql, { waveId, reminderRound }: Round): Promise<Recipient[]> {
  const { rows } = await sql.query<Recipient>(/* sql */ `
    select i.person_id as "personId", p.name, p.email
      from invitation i
      join person p using (person_id)
     where i.wave_id = $1 and i.mailed and not i.redeemed and i.reminded < $2 and i.tries < $3
     order by random()`,
    [waveId, reminderRound, MOST_TRIES])
  return rows
}

/** Still unsent: somebody may have sent since the list was read. */
export async function hasSent (sql: Sql, waveId: string, personId: string): Promise<boolean> {
  const { rowCount } = await sql.query(/* sql */ `
    select from invitation i where i.wave_id = $1 and i.person_id = $2 and i.redeemed`,
    [waveId, personId])
  return rowCount === 1
}

export async function noteInvited (tx: Sql, { waveId }: Round, personId: string): Promise<void> {
  await tx.query(/* sql */ `
    update invitation set mailed = true where wave_id = $1 and person_id = $2`,
    [waveId, personId])
}

export async function noteReminded (tx: Sql, { waveId, reminderRound }: Round, personId: string): Promise<void> {
  await tx.query(/* sql */ `
    update invitation set reminded = $3 where wave_id = $1 and person_id = $2`,
    [waveId, personId, reminderRound])
}

export async function noteRefusedMail (tx: Sql, waveId: string, personId: string, tries: number): Promise<void> {
  await tx.query(/* sql */ `
    update invitation set tries = least(tries + $3, $4) where wave_id = $1 and person_id = $2`,
    [waveId, personId, tries, MOST_TRIES])
}

export async function noteAllInvited (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `
    update wave set invitations = 'gone' where wave_id = $1 and invitations = 'going'`,
    [waveId])
}

export async function noteAllReminded (tx: Sql, { waveId, reminderRound }: Round): Promise<void> {
  await tx.query(/* sql */ `
    update wave set reminders_going = false where wave_id = $1 and reminder_round = $2`,
    [waveId, reminderRound])
}

export async function startReminders (tx: Sql, waveId: string, today: string): Promise<void> {
  await tx.query(/* sql */ `
    update wave set reminder_round = reminder_round + 1, reminded_on = $2, reminders_going = true
     where wave_id = $1`,
    [waveId, today])
}

/** How many mails of invitation the mail server has taken. */
export async function countMailed (sql: Sql, waveId: string): Promise<number> {
  const { rows: [row] } = await sql.query<{ mailed: number }>(/* sql */ `
    select count(*) as mailed from invitation i where i.wave_id = $1 and i.mailed`,
    [waveId])
  return row?.mailed ?? 0
}
