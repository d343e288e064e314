import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from '@weft/service-kit/database'

/** 256 bits that nobody can guess, safe in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A new address; one before it leads nowhere any more. */
export async function openFeed (tx: Sql, { personId, secret, withWords, today }: { personId: string, secret: string, withWords: boolean, today: string }): Promise<void> {
  await tx.query(/* sql */ `
    insert into calendar_feed (person_id, secret_hash, with_words, made_on) values ($1, $2, $3, $4)
    on conflict (person_id) do update set secret_hash = excluded.secret_hash, with_words = excluded.with_words, made_on = excluded.made_on`,
    [personId, hashOf(secret), withWords, today])
}

export async function closeFeed (tx: Sql, personId: string): Promise<void> {
  await tx.query(/* sql */ `delete from calendar_feed where person_id = $1`, [personId])
}

export async function feedOf (sql: Sql, personId: string): Promise<{ withWords: boolean, madeOn: string } | null> {
  const { rows: [feed] } = await sql.query<{ withWords: boolean, madeOn: string }>(/* sql */ `select f.with_words as "withWords", f.made_on::text as "madeOn" from calendar_feed f where f.person_id = $1`, [personId])
  return feed ?? null
}

/** Whose feed it is, while that person is here. */
export async function ownerOf (sql: Sql, secret: string): Promise<{ personId: string, withWords: boolean } | undefined> {
  const { rows: [owner] } = await sql.query<{ personId: string, withWords: boolean }>(/* sql */ `
    select f.person_id as "personId", f.with_words as "withWords" from calendar_feed f join person p using (person_id) where f.secret_hash = $1`, [hashOf(secret)])
  return owner
}

/** What a person's calendar is made of: the quarters that are not over, and own commitments that are not. */
export async function factsOf (tx: Sql, personId: string) {
  const { rows: quarters } = await tx.query<{ startsOn: string, endsOn: string, label: string, reviewFrom: string, bossBy: string, hasReports: boolean }>(/* sql */ `
    select q.starts_on::text as "startsOn", q.ends_on::text as "endsOn", q.label, q.review_from::text as "reviewFrom", q.boss_by::text as "bossBy",
           exists (select from review r where r.quarter = q.starts_on and r.boss_id = $1) as "hasReports"
      from quarter q where q.state <> 'final' order by q.starts_on`, [personId])
  const { rows: commitments } = await tx.query<{ commitmentId: string, wording: string, dueOn: string }>(/* sql */ `
    select c.commitment_id as "commitmentId", c.wording, c.due_on::text as "dueOn"
      from commitment c where c.person_id = $1 and c.state = 'open' order by c.due_on, c.commitment_id limit 500`, [personId])
  return { quarters, commitments }
}
