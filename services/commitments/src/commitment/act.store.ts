import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import { todayAt } from '../organisation/today.store.ts'
import { MOST_DRAFTS, MOST_OPEN, type Commitment } from './commitment.ts'
import { insertCommitment, lockCommitment, oneAtATime, updateCommitment, writeMilestones, writePartners } from './commitment.store.ts'
import { countMade, countParts, isFinal, isUnderReview, whileNoQuarterOpens } from './counted.store.ts'
import { decide, type Change, type Command } from './decide.ts'
import { noteStep, stepOf } from './history.store.ts'
import { eventsOf } from './told.ts'

/** Who acts, when, and where new ids come from. */
export type Actor = { by: string, now: Date, newId: () => string }

/**
 * One command on one commitment, in the transaction of the caller: decided, stored, counted in a running quarter, noted in the history and told.
 * Gives the commitment as it is then; where nothing differed, as it was. Throws what `decide` throws.
 */
export async function act (tx: Sql, commitmentId: string, seen: number, command: Command, actor: Actor): Promise<Commitment> {
  // Always in this order, here and in `write`: whoever waits holds nothing that the other needs.
  if (command.act === 'open' || command.act === 'split') await oneAtATime(tx, actor.by)
  await whileNoQuarterOpens(tx)
  const { now, as } = await lockCommitment(tx, commitmentId, actor.by)
  const today = await todayAt(tx, actor.now)
  const change = decide(now, command, { by: actor.by, as, seen, today, underReview: await isUnderReview(tx, now.personId, today), dropFinal: await isFinal(tx, now.endedOn) })
  if (change === null) return now
  await store(tx, now, change)
  if (change.told !== null) await tell(tx, change.told === 'made' ? null : now, change, today, actor)
  return change.after
}

async function store (tx: Sql, now: Commitment, { after, parts }: Change): Promise<void> {
  await updateCommitment(tx, after)
  if (after.milestones !== now.milestones) await writeMilestones(tx, after)
  if (after.partners !== now.partners) await writePartners(tx, after)
  for (const part of parts) if (!await insertCommitment(tx, part)) throw new Refusal('conflict', 'commitment-taken', 'A part has this id already. Load the page again, then repeat.')
  if (after.state !== now.state && after.state !== 'done' && after.state !== 'dropped') await checkLimits(tx, after.personId)
}

async function tell (tx: Sql, before: Commitment | null, change: Change, today: string, { by, now, newId }: Actor): Promise<void> {
  const { told, after, reason, parts } = change
  if (told === null) return
  if (told === 'made') await countMade(tx, after, today)
  if (told === 'split') await countParts(tx, after.commitmentId, parts, today)
  await noteStep(tx, stepOf(before, after, { at: now, by, act: told, reason }))
  for (const part of parts) await noteStep(tx, stepOf(null, part, { at: now, by, act: 'made', reason: null }))
  await appendToOutbox(tx, eventsOf(change, { by, today, now, newId }))
}

/** Throws `many-commitments`, `many-drafts`. Who writes is alone with their list. */
export async function checkLimits (tx: Sql, personId: string): Promise<void> {
  const { rows: [row] } = await tx.query<{ open: number, drafts: number }>(/* sql */ `
    select count(*) filter (where c.state = 'open') as open, count(*) filter (where c.state = 'draft') as drafts from commitment c where c.person_id = $1`,
    [personId])
  if ((row?.open ?? 0) > MOST_OPEN) throw new Refusal('conflict', 'many-commitments', `You keep ${MOST_OPEN} commitments already. Finish or drop one first: few that are kept help more.`)
  if ((row?.drafts ?? 0) > MOST_DRAFTS) throw new Refusal('conflict', 'many-drafts', `You have ${MOST_DRAFTS} drafts already. Make one of them, or delete one.`)
}
