import type { Sql } from '@weft/service-kit/database'
import type { Kind, QuarterDays } from './message.ts'

export type Webhook = { webhookId: string, kind: Kind, address: string, madeOn: string }
export const MOST_WEBHOOKS = 5
export const MOST_TRIES = 10

export async function listWebhooks (sql: Sql): Promise<(Webhook & { sent: number, refused: number })[]> {
  const { rows } = await sql.query<Webhook & { sent: number, refused: number }>(/* sql */ `
    select w.webhook_id as "webhookId", w.kind, w.address, w.made_on::text as "madeOn",
           (select count(*) from notice n where n.webhook_id = w.webhook_id and n.state = 'sent')::int as sent,
           (select count(*) from notice n where n.webhook_id = w.webhook_id and n.state = 'refused')::int as refused
      from webhook w order by w.webhook_id`)
  return rows
}

/** Under which id it is kept: an address that is added twice is told everything once. Undefined when there are as many as there may be. */
export async function addWebhook (tx: Sql, { webhookId, kind, address, by, today }: { webhookId: string, kind: Kind, address: string, by: string, today: string }): Promise<string | undefined> {
  await tx.query(/* sql */ `lock table webhook in share row exclusive mode`)
  const { rows: [same] } = await tx.query<{ id: string }>(/* sql */ `select w.webhook_id as id from webhook w where w.kind = $1 and w.address = $2`, [kind, address]) // guard: one place once
  if (same !== undefined) return same.id
  const { rowCount } = await tx.query(/* sql */ `
    insert into webhook (webhook_id, kind, address, made_by, made_on)
    select $1, $2, $3, $4, $5 where (select count(*) from webhook) < $6`, [webhookId, kind, address, by, today, MOST_WEBHOOKS])
  return rowCount === 1 ? webhookId : undefined
}

export async function removeWebhook (tx: Sql, webhookId: string): Promise<boolean> {
  return (await tx.query(/* sql */ `delete from webhook where webhook_id = $1`, [webhookId])).rowCount === 1
}

export async function quartersUnderWay (sql: Sql, today: string): Promise<QuarterDays[]> {
  const { rows } = await sql.query<QuarterDays>(/* sql */ `
    select q.starts_on::text as "startsOn", q.ends_on::text as "endsOn", q.label, q.review_from::text as "reviewFrom", q.boss_by::text as "bossBy", q.final_on::text as "finalOn"
      from quarter q where q.starts_on <= $1 and q.final_on >= $1::date - 7 order by q.starts_on`, [today])
  return rows
}

/** Takes a message in hand; false when it was, or when it failed too often. One that was refused is tried again. */
export async function takeInHand (sql: Sql, webhookId: string, matter: string, today: string): Promise<boolean> {
  const { rowCount } = await sql.query(/* sql */ `
    insert into notice as n (webhook_id, matter, state, day) values ($1, $2, 'sending', $3)
    on conflict (webhook_id, matter) do update set state = 'sending' where n.state = 'refused' and n.tries < $4`, // guard: each message once
    [webhookId, matter, today, MOST_TRIES])
  return rowCount === 1
}

export async function noteOutcome (sql: Sql, webhookId: string, matter: string, isTaken: boolean): Promise<void> {
  await sql.query(/* sql */ `update notice set state = case when $3 then 'sent' else 'refused' end, tries = tries + 1 where webhook_id = $1 and matter = $2 and state = 'sending'`, [webhookId, matter, isTaken])
}

/** What a sender that died had in hand is not sent again. */
export async function giveUpInHand (sql: Sql): Promise<number> {
  return (await sql.query(/* sql */ `update notice set state = 'unknown' where state = 'sending'`)).rowCount ?? 0
}
