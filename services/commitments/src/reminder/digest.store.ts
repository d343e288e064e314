import type { Sql } from '@weft/service-kit/database'
import type { Asked } from './digest.ts'
import { DEFAULT_RULES, MOST_TRIES, plusDays, type Rules } from './rules.ts'

export type Recipient = { personId: string, name: string, email: string, wantsAll: boolean, mailsInSevenDays: number, said: ReadonlySet<string> }

export async function readRules (sql: Sql): Promise<Rules> {
  const { rows: [rules] } = await sql.query<Rules>(/* sql */ `select r.weekly_cap as "weeklyCap", r.from_hour as "fromHour", r.to_hour as "toHour" from reminder_rules r`)
  return rules ?? DEFAULT_RULES
}

export async function writeRules (tx: Sql, { weeklyCap, fromHour, toHour }: Rules, by: string, today: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into reminder_rules (weekly_cap, from_hour, to_hour, written_by, written_on) values ($1, $2, $3, $4, $5)
    on conflict (one) do update set weekly_cap = excluded.weekly_cap, from_hour = excluded.from_hour, to_hour = excluded.to_hour, written_by = excluded.written_by, written_on = excluded.written_on`,
    [weeklyCap, fromHour, toHour, by, today])
}

/** The clocks of the organisation. */
export async function timeZoneOf (sql: Sql): Promise<string> {
  const { rows: [calendar] } = await sql.query<{ timeZone: string }>(/* sql */ `select c.time_zone as "timeZone" from calendar c order by c.version desc limit 1`)
  return calendar?.timeZone ?? 'UTC'
}

/** Ids of people in order, a page at a time. */
export async function peopleAfter (sql: Sql, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ personId: string }>(/* sql */ `select p.person_id as "personId" from person p where p.person_id > $1 order by p.person_id limit $2`, [after, limit])
  return rows.map(({ personId }) => personId)
}

/** What was said before to each of these people, and how many mails they got. Whoever has left, has had a mail today, or whom the mail server refused today or too often, is missing. Nothing is locked. */
export async function recipientsOf (tx: Sql, personIds: readonly string[], today: string): Promise<Recipient[]> {
  const { rows: people } = await tx.query<Omit<Recipient, 'said'>>(reachable, [personIds, plusDays(today, -7), today, MOST_TRIES])
  const { rows } = await tx.query<{ personId: string, said: string }>(/* sql */ `select a.person_id as "personId", a.matter || '#' || a.ask as said from asked a where a.person_id = any ($1)`, [people.map(({ personId }) => personId)])
  const said = Map.groupBy(rows, ({ personId }) => personId)
  return people.map(person => ({ ...person, said: new Set(said.get(person.personId)?.map(one => one.said)) }))
}

/**
 * Locks a person's mail for this transaction, so that two senders never decide for the same one, and tells what was said before.
 * Undefined: has left, has had a mail today, or the mail server refused today or too often.
 */
export async function lockRecipient (tx: Sql, personId: string, today: string): Promise<Recipient | undefined> {
  // By a statement of its own: whoever waited for it sees in the next ones what the other has sent meanwhile.
  await tx.query(/* sql */ `select from person p where p.person_id = $1 for update`, [personId]) // guard: one sender at a time
  return (await recipientsOf(tx, [personId], today))[0]
}

/** $1 people, $2 a week ago, $3 today, $4 most tries. */
const reachable = /* sql */ `
  select p.person_id as "personId", p.name, p.email,
         not exists (select from digest_unwanted n where n.person_id = p.person_id) as "wantsAll",
         (select count(*) from digest d where d.person_id = p.person_id and d.state <> 'refused' and d.day > $2)::int as "mailsInSevenDays"
    from person p
   where p.person_id = any ($1) and not exists (select from digest_refusal f where f.person_id = p.person_id and (f.tries >= $4 or f.day = $3))
     and not exists (select from digest d where d.person_id = p.person_id and d.day = $3 and d.state <> 'refused') -- guard: one mail a day`

/** Notes a mail as in hand with what it brings up, before it is handed over. */
export async function takeInHand (tx: Sql, { digestId, personId, today, news }: { digestId: string, personId: string, today: string, news: readonly Asked[] }): Promise<void> {
  await tx.query(/* sql */ `insert into digest (digest_id, person_id, day, state) values ($1, $2, $3, 'sending')`, [digestId, personId, today])
  await tx.query(/* sql */ `insert into asked (person_id, matter, ask, digest_id) select $1, m.matter, m.ask, $2 from unnest($3::text[], $4::smallint[]) as m (matter, ask)`,
    [personId, digestId, news.map(({ key }) => key), news.map(({ ask }) => ask)])
}

/** What a sender that died had in hand: nobody can know whether it went out, so it is not sent again. */
export async function giveUpInHand (sql: Sql): Promise<number> {
  const { rowCount } = await sql.query(/* sql */ `update digest set state = 'unknown' where state = 'sending'`) // guard: nothing twice
  return rowCount ?? 0
}

/** What became of a mail in hand. Refused, it was not said: it may be said another day. */
export async function noteOutcome (tx: Sql, digestId: string, personId: string, today: string, sent: 'taken' | 'refused-now' | 'refused-for-good'): Promise<void> {
  await tx.query(/* sql */ `update digest set state = case when $2 then 'sent' else 'refused' end where digest_id = $1 and state = 'sending'`, [digestId, sent === 'taken'])
  if (sent === 'taken') {
    await tx.query(/* sql */ `delete from digest_refusal where person_id = $1`, [personId])
    return
  }
  await tx.query(/* sql */ `delete from asked where digest_id = $1`, [digestId])
  await tx.query(/* sql */ `
    insert into digest_refusal as f (person_id, tries, day) values ($1, 1, $2)
    on conflict (person_id) do update set tries = f.tries + 1, day = excluded.day`, [personId, today])
}

export async function wantsAll (sql: Sql, personId: string): Promise<boolean> {
  return (await sql.query(/* sql */ `select from digest_unwanted n where n.person_id = $1`, [personId])).rowCount === 0
}

export async function setWanted (tx: Sql, personId: string, wanted: boolean): Promise<void> {
  await tx.query(wanted ? /* sql */ `delete from digest_unwanted where person_id = $1` : /* sql */ `insert into digest_unwanted (person_id) values ($1) on conflict do nothing`, [personId])
}
