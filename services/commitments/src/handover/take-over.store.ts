import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Actor } from '../commitment/act.store.ts'
import { checkLimits } from '../commitment/act.store.ts'
import { insertCommitment, lockCommitment, oneAtATime, updateCommitment } from '../commitment/commitment.store.ts'
import { whileNoQuarterOpens } from '../commitment/counted.store.ts'
import { noteStep, stepOf } from '../commitment/history.store.ts'
import { eventsOf } from '../commitment/told.ts'
import { todayAt } from '../organisation/today.store.ts'
import { answerHandover, eventOfHandover, type Handover } from './handover.store.ts'
import { takenOver } from './handover.ts'

/** Ends the old commitment and begins the new one, both with their history and told, in the transaction of the caller, which acts as the house. Nothing is counted anew in a running quarter. */
export async function takeOver (tx: Sql, handover: Handover, boss: string | null, actor: Actor): Promise<Handover> {
  await oneAtATime(tx, actor.by)
  await whileNoQuarterOpens(tx)
  const { now } = await lockCommitment(tx, handover.commitmentId, actor.by)
  const today = await todayAt(tx, actor.now)
  const { ended, fresh } = takenOver(now, { to: actor.by, boss, askedBy: handover.askedBy, today, newId: actor.newId })
  await updateCommitment(tx, ended)
  await insertCommitment(tx, fresh)
  await tx.query(/* sql */ `update commitment set taken_over_from = $2 where commitment_id = $1`, [fresh.commitmentId, now.commitmentId])
  await checkLimits(tx, actor.by)
  await noteStep(tx, stepOf(now, ended, { at: actor.now, by: actor.by, act: 'handed-over', reason: handover.why }))
  await noteStep(tx, stepOf(null, fresh, { at: actor.now, by: actor.by, act: 'taken-over', reason: handover.why }))
  const done: Handover = { ...handover, state: 'accepted', takenAs: fresh.commitmentId }
  await answerHandover(tx, done, today)
  await appendToOutbox(tx, [
    ...eventsOf({ told: 'handed-over', after: ended, reason: handover.why, parts: [fresh] }, { by: actor.by, today, now: actor.now, newId: actor.newId }),
    eventOfHandover(done, { id: actor.newId(), today, now: actor.now })
  ])
  return done
}
