import { markDone, markRequest, type MilestoneState } from '@weft/contracts/program/plan-api'
import { milestoneMissed, milestoneReached } from '@weft/contracts/program/plan-events'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { noteHappening, takeBackHappening } from '../momentum/happening.store.ts'
import { insertMark, lockVersions } from './draft.store.ts'
import { isNewMark } from './plan.ts'
import { marksOf, milestonesOf, versionIn, type MilestoneRow } from './plan.store.ts'

/** POST /program/milestones/:milestoneId/marks: the owner or the program office says what became of a milestone of the approved plan, and why. */
export const markMilestoneRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/milestones/:milestoneId/marks', {
    config: { action: 'take-part-in-start', summary: 'Says that a milestone is reached, missed or open again, and why' },
    schema: { params: z.object({ milestoneId: z.uuid() }), body: markRequest, response: { 200: markDone } }
  }, async request => {
    const { params: { milestoneId }, body: { seen, state, evidence } } = request
    const [{ subject, roles }, at, why] = [subjectIn(request), now(), request.body.why.trim()]
    await inTransaction(pool, async tx => {
      await lockVersions(tx)
      const { version, milestone } = await findApproved(tx, milestoneId)
      if (milestone.ownerSubject !== subject && !roles.includes('program-office')) throw new Refusal('forbidden', 'not-the-owner', 'The owner of a milestone or the program office marks it.')
      const last = (await marksOf(tx, [milestoneId]))[0] ?? { state: 'open' as const, why: '' }
      if (!isNewMark(last, { seen, state, why })) return
      await insertMark(tx, { milestoneId, state, why, evidence: evidence.trim(), by: subject, at })
      await tellMark(tx, milestone, { state, version, at, id: newId() })
    })
    wake()
    return { milestoneId, state }
  })
}

async function findApproved (tx: Sql, milestoneId: string): Promise<{ version: number, milestone: MilestoneRow }> {
  const version = await versionIn(tx, 'approved')
  const milestone = version === null ? undefined : (await milestonesOf(tx, version)).find(one => one.milestoneId === milestoneId)
  if (version === null || milestone === undefined) throw new Refusal('not-found', 'no-such-milestone', 'There is no such milestone in the approved plan.')
  return { version, milestone }
}

type Told = { state: MilestoneState, version: number, at: Date, id: string }
/** A milestone that is open again is no event: nobody acts on it. */
async function tellMark (tx: Sql, { milestoneId, title, ownerId, due }: MilestoneRow, { state, version, at, id }: Told): Promise<void> {
  // What it was marked before is no longer so.
  for (const kind of ['milestone-reached', 'milestone-missed'] as const) await takeBackHappening(tx, { kind, about: milestoneId })
  if (state === 'open') return
  const data = { milestoneId, title, ownerId, due, markedOn: at.toISOString().slice(0, 10), planVersion: version }
  await appendToOutbox(tx, [eventOf(state === 'reached' ? milestoneReached : milestoneMissed, { id, key: milestoneId, time: at.toISOString(), data })])
  await noteHappening(tx, { kind: `milestone-${state}`, about: milestoneId, what: state === 'reached' ? `“${title}” was reached` : `“${title}” was not reached by its day`, href: `/program/roadmap/milestones/${milestoneId}`, day: data.markedOn })
}
