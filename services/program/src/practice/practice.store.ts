import { practiceAccepted, practiceChanged, practiceRetired } from '@weft/contracts/program/practice-events'
import type { PracticeDecision, PracticeState } from '@weft/contracts/program/practice-api'
import type { Sql } from '@weft/service-kit/database'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { Refusal } from '@weft/service-kit/refusal'
import { noteHappening } from '../momentum/happening.store.ts'
import { MOST_PROPOSALS } from './practice.ts'

export type PracticeTexts = { title: string, what: string, when: string, example: string | null }
export type PracticeHead = { practiceId: string, state: PracticeState, version: number, discipline: string, proposedBy: string }
/** Who does it, and when: what every row and every event of a change says. */
export type Act = { by: string, now: Date, newId: () => string }
export const dayOf = ({ now }: Pick<Act, 'now'>): string => now.toISOString().slice(0, 10)

/** A practice, locked: `update` for who changes it, `share` for who counts on its staying as it is. Throws `no-such-practice`. */
export async function lockPractice (tx: Sql, practiceId: string, how: 'update' | 'share'): Promise<PracticeHead> {
  const { rows: [practice] } = await tx.query<PracticeHead>(/* sql */ `
    select p.practice_id as "practiceId", p.state, p.version, p.discipline, p.proposed_by as "proposedBy"
      from practice p
     where p.practice_id = $1
       for ${how === 'update' ? 'update' : 'share'}`,
    [practiceId])
  if (practice === undefined) throw new Refusal('not-found', 'no-such-practice', 'There is no such practice.')
  return practice
}

/** Acts of one person one after the other, so that what they have is counted right. */
export async function oneAtATime (tx: Sql, subject: string): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('practice:' || $1, 0))`, [subject])
}

/** Throws `too-many-proposals` when as many of this person's proposals wait as may. */
export async function checkProposals (tx: Sql, subject: string): Promise<void> {
  const { rows: [row] } = await tx.query<{ n: number }>(/* sql */ `select count(*) as n from practice p where p.proposed_by = $1 and p.state = 'proposed'`, [subject])
  if ((row?.n ?? 0) >= MOST_PROPOSALS) throw new Refusal('conflict', 'too-many-proposals', `${MOST_PROPOSALS} of your proposals wait for an answer. Nobody has more at once.`)
}

type NewPractice = PracticeTexts & { practiceId: string, discipline: string, state: 'proposed' | 'accepted', startingKey: string | null }
/** False when a practice of the starting library is there already. */
export async function insertPractice (tx: Sql, { practiceId, discipline, state, startingKey, ...texts }: NewPractice, act: Act): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into practice (practice_id, state, version, discipline, starting_key, proposed_by, proposed_on, decided_by, decided_on)
    values ($1, $2, 1, $3, $4, $5, $6, $7, $8)
    on conflict (starting_key) do nothing`,
    [practiceId, state, discipline, startingKey, act.by, dayOf(act), state === 'accepted' ? act.by : null, state === 'accepted' ? dayOf(act) : null])
  if (rowCount !== 1) return false
  await insertVersion(tx, practiceId, 1, texts, act)
  return true
}

async function insertVersion (tx: Sql, practiceId: string, version: number, { title, what, when, example }: PracticeTexts, act: Act): Promise<void> {
  await tx.query(/* sql */ `
    insert into practice_version (practice_id, version, title, what, "when", example, written_by, written_on)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [practiceId, version, title, what, when, example, act.by, dayOf(act)])
}

export async function addVersion (tx: Sql, practiceId: string, version: number, texts: PracticeTexts, act: Act): Promise<void> {
  await insertVersion(tx, practiceId, version, texts, act)
  await tx.query(/* sql */ `update practice set version = $2 where practice_id = $1`, [practiceId, version])
}

export async function noteDecision (tx: Sql, practiceId: string, state: PracticeState, reason: string | null, act: Act): Promise<void> {
  await tx.query(/* sql */ `
    update practice set state = $2, reason = $3, decided_by = $4, decided_on = $5 where practice_id = $1`,
    [practiceId, state, reason, act.by, dayOf(act)])
}

/** The newest words of a practice. */
export async function textsOf (tx: Sql, practiceId: string): Promise<PracticeTexts> {
  const { rows: [texts] } = await tx.query<PracticeTexts>(/* sql */ `
    select v.title, v.what, v."when", v.example
      from practice p
      join practice_version v using (practice_id, version)
     where p.practice_id = $1`,
    [practiceId])
  if (texts === undefined) throw new Error(`The practice ${practiceId} has no words`)
  return texts
}

/** What a decision about a practice of these words tells the platform. */
export function decisionEvent ({ practiceId, version, discipline }: PracticeHead, decision: PracticeDecision, reason: string | null, texts: PracticeTexts, act: Act): OutEvent[] {
  const about = { id: act.newId(), key: practiceId, time: act.now.toISOString() }
  if (decision === 'accept') return [eventOf(practiceAccepted, { ...about, data: { practiceId, version, discipline, ...texts, on: dayOf(act) } })]
  return decision === 'retire' ? [eventOf(practiceRetired, { ...about, data: { practiceId, reason: reason ?? '', on: dayOf(act) } })] : []
}

export const changeEvent = ({ practiceId, version, discipline }: PracticeHead, texts: PracticeTexts, act: Act): OutEvent =>
  eventOf(practiceChanged, { id: act.newId(), key: practiceId, time: act.now.toISOString(), data: { practiceId, version, discipline, ...texts, on: dayOf(act) } })

/** For "what changed": the library has it now. */
export const notePublished = (tx: Sql, practiceId: string, title: string, act: Act): Promise<void> =>
  noteHappening(tx, { kind: 'practice-published', about: practiceId, what: `A practice came into the library: ${title}`, href: `/program/practices/${practiceId}`, day: dayOf(act) })
