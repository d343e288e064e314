import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { MOST_COMMITMENTS } from './practice.ts'

/** The day since when the person whom the transaction acts for commits to it; null: not. Row-level security shows nobody else's. */
export async function committedSince (tx: Sql, practiceId: string, subject: string): Promise<string | null> {
  const { rows: [row] } = await tx.query<{ since: string }>(/* sql */ `
    select c.from_day as since from practice_commitment c where c.practice_id = $1 and c.subject = $2`,
    [practiceId, subject])
  return row?.since ?? null
}

/** Committing twice is committing once. Throws `too-many-commitments`. */
export async function commitTo (tx: Sql, { practiceId, subject, today }: { practiceId: string, subject: string, today: string }): Promise<void> {
  const { rows: [row] } = await tx.query<{ n: number }>(/* sql */ `
    select count(*) as n
      from practice_commitment c
      join practice p using (practice_id)
     where c.subject = $1 and c.practice_id <> $2 and p.state = 'accepted'`,
    [subject, practiceId])
  if ((row?.n ?? 0) >= MOST_COMMITMENTS) throw new Refusal('conflict', 'too-many-commitments', `You commit to ${MOST_COMMITMENTS} practices already. End one before you add another.`)
  await tx.query(/* sql */ `
    insert into practice_commitment (practice_id, subject, from_day)
    values ($1, $2, $3)
    on conflict (practice_id, subject) do nothing`,
    [practiceId, subject, today])
}

/** A person's list is the person's own: what is ended is deleted. */
export async function endCommitment (tx: Sql, practiceId: string, subject: string): Promise<void> {
  await tx.query(/* sql */ `delete from practice_commitment c where c.practice_id = $1 and c.subject = $2`, [practiceId, subject])
}

/** Whether a unit of these works by it. `path`: ids of a unit and of all above it. */
export async function isAdoptedAlong (tx: Sql, practiceId: string, path: readonly string[]): Promise<boolean> {
  const { rows } = await tx.query(/* sql */ `
    select from practice_adoption a where a.practice_id = $1 and a.unit_id = any ($2) and a.ended_on is null limit 1`,
    [practiceId, path])
  return rows.length > 0
}
