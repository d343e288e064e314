import type { ShareWinRequest } from '@weft/contracts/program/win-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { kindOf, MOST_A_DAY } from './quick-win.ts'

export type WinContent = Omit<ShareWinRequest, 'nobodyTold' | 'named'>
export type WinHead = { winId: string, version: number, thanks: number, headline: string, priorityId: string | null, mayFeature: boolean, isHidden: boolean }

/** A quick win, locked. Throws `no-such-quick-win`; one that is hidden is there for its author and the office only. */
export async function lockWin (tx: Sql, winId: string): Promise<WinHead> {
  const { rows: [win] } = await tx.query<WinHead>(/* sql */ `
    select w.win_id as "winId", w.version, w.thanks, w.headline, w.priority_id as "priorityId", w.may_feature as "mayFeature", w.hidden_on is not null as "isHidden"
      from quick_win w
     where w.win_id = $1
       for update`,
    [winId])
  if (win === undefined) throw noSuchWin()
  return win
}
export const noSuchWin = () => new Refusal('not-found', 'no-such-quick-win', 'There is no such quick win. Its author may have taken it back.')

/** Whether the person whom the transaction acts for wrote it. Row-level security shows nobody else's. */
export async function isAuthor (tx: Sql, winId: string, subject: string): Promise<boolean> {
  const { rows } = await tx.query(/* sql */ `select from quick_win_author a where a.win_id = $1 and a.subject = $2`, [winId, subject])
  return rows.length > 0
}

/** Throws `too-many-quick-wins`. Sharing of one person is one at a time. */
export async function checkRate (tx: Sql, subject: string, today: string): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('quick-win:' || $1, 0))`, [subject])
  const { rows: [row] } = await tx.query<{ n: number }>(/* sql */ `select count(*) as n from quick_win_author a where a.subject = $1 and a.shared_on = $2`, [subject, today])
  if ((row?.n ?? 0) >= MOST_A_DAY) throw new Refusal('too-many', 'too-many-quick-wins', `You have shared ${MOST_A_DAY} today. Keep the next one for tomorrow.`)
}

const columnsOf = ({ prompt, discipline, headline, story, metric, evidence, link, priorityId, practiceId, mayFeature }: WinContent) =>
  [prompt, discipline, kindOf({ metric, evidence, link }), headline, story, metric?.name ?? null, metric?.before ?? null, metric?.after ?? null, evidence, link, priorityId, practiceId, mayFeature]

export async function insertWin (tx: Sql, content: WinContent, { subject, named, unitId, today }: { subject: string, named: boolean, unitId: string, today: string }): Promise<string> {
  const { rows: [row] } = await tx.query<{ winId: string }>(/* sql */ `
    insert into quick_win (prompt, discipline, kind, headline, story, metric_name, metric_before, metric_after, evidence, link, priority_id, practice_id, may_feature, named_subject, unit_id, shared_on)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    returning win_id as "winId"`,
    [...columnsOf(content), named ? subject : null, unitId, today])
  const winId = row?.winId ?? ''
  await tx.query(/* sql */ `insert into quick_win_author (win_id, subject, shared_on) values ($1, $2, $3)`, [winId, subject, today])
  return winId
}

export async function changeWin (tx: Sql, winId: string, content: WinContent, namedSubject: string | null): Promise<void> {
  await tx.query(/* sql */ `
    update quick_win set prompt = $1, discipline = $2, kind = $3, headline = $4, story = $5, metric_name = $6, metric_before = $7, metric_after = $8,
           evidence = $9, link = $10, priority_id = $11, practice_id = $12, may_feature = $13, named_subject = $14,
           version = version + 1, featured_on = case when $13 then featured_on end
     where win_id = $15`,
    [...columnsOf(content), namedSubject, winId])
}

/** Text, thanks and adoptions go with it. */
export async function deleteWin (tx: Sql, winId: string): Promise<void> {
  await tx.query(/* sql */ `delete from quick_win where win_id = $1`, [winId])
}

/** Once for each person; gives how many have thanked. The row of the quick win is locked. */
export async function thank (tx: Sql, winId: string, subject: string): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `insert into quick_win_thanks (win_id, subject) values ($1, $2) on conflict do nothing`, [winId, subject])
  if (rowCount === 1) await tx.query(/* sql */ `update quick_win set thanks = thanks + 1 where win_id = $1`, [winId])
}

/** False when the unit does it already. */
export async function adoptWin (tx: Sql, winId: string, unitId: string, { by, today }: { by: string, today: string }): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into quick_win_adoption (win_id, unit_id, adopted_by, adopted_on) values ($1, $2, $3, $4) on conflict do nothing`,
    [winId, unitId, by, today])
  return rowCount === 1
}

export async function hideWin (tx: Sql, winId: string, reason: string, { by, today }: { by: string, today: string }): Promise<void> {
  await tx.query(/* sql */ `update quick_win set hidden_on = $2, hidden_by = $3, hidden_reason = $4, featured_on = null where win_id = $1`, [winId, today, by, reason])
}

export async function featureWin (tx: Sql, winId: string, on: string | null): Promise<void> {
  await tx.query(/* sql */ `update quick_win set featured_on = $2 where win_id = $1`, [winId, on])
}

/** Throws `practice-not-in-library`. */
export async function checkPractice (tx: Sql, practiceId: string | null): Promise<void> {
  if (practiceId === null) return
  const { rows } = await tx.query(/* sql */ `select from practice p where p.practice_id = $1 and p.state = 'accepted'`, [practiceId])
  if (rows.length === 0) throw new Refusal('invalid', 'practice-not-in-library', 'The practice it belongs to is not in the library. Choose another, or none.')
}

/** What a command answers. */
export async function standingOf (tx: Sql, winId: string): Promise<{ winId: string, version: number, thanks: number, adoptedBy: number }> {
  const { rows: [row] } = await tx.query<{ winId: string, version: number, thanks: number, adoptedBy: number }>(/* sql */ `
    select w.win_id as "winId", w.version, w.thanks, (select count(*) from quick_win_adoption a where a.win_id = w.win_id) as "adoptedBy" from quick_win w where w.win_id = $1`,
    [winId])
  if (row === undefined) throw noSuchWin()
  return row
}
