import { newOpportunityRequest, opportunityIdReply, opportunityRequest, type OpportunityState } from '@weft/contracts/program/opportunity-api'
import type { Subject } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { noteHappening, takeBackHappening } from '../momentum/happening.store.ts'
import { findSegment } from '../segment/segment.store.ts'
import { personMeant } from '../segment/voice.store.ts'
import { changesOf, rowOf } from './opportunity.ts'
import { checkShared, keepOpportunity, lockOpportunity, peopleNamed } from './opportunity.store.ts'
import { mustTouch, readerOf } from './reader.store.ts'

/** POST /program/opportunities and /program/opportunities/:opportunityId */
export const writeOpportunityRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const acting = (subject: Subject) => ({ subject: subject.subject, now: now(), newId })
  const day = () => now().toISOString().slice(0, 10)

  app.post('/program/opportunities', { config: { action: 'speak-for-segments', summary: 'An opportunity between two units that serve the same customers' }, schema: { body: newOpportunityRequest, response: { 201: opportunityIdReply } } }, async (request, reply) => {
    const { segmentId, first, second, question, what, owner } = request.body
    if (first === second) throw new Refusal('invalid', 'same-unit', 'An opportunity is between two units.')
    const [unitA = '', unitB = ''] = [first, second].sort()
    const subject = subjectIn(request)
    const opportunityId = newId()
    await inTransaction(pool, async tx => {
      const { name, voiceId } = await findSegment(tx, segmentId)
      const ownerId = await personMeant(tx, owner)
      mustTouch(await readerOf(tx, subject), { unitA, unitB, ownerId: null, voiceId })
      await checkShared(tx, segmentId, [unitA, unitB])
      await keepOpportunity(tx, { opportunityId, segmentId, unitA, unitB, question, what, ownerId, outcome: '', state: 'open', dispute: null, version: 1 }, ['Opened'], acting(subject))
      await noteHappening(tx, { kind: 'opportunity-opened', about: opportunityId, what: `An opportunity between two units about ${name} was opened`, href: '/program/customers/opportunities', day: day() })
    })
    wake()
    return reply.code(201).send({ opportunityId, version: 1 })
  })

  app.post('/program/opportunities/:opportunityId', { config: { action: 'speak-for-segments', summary: 'Changes an opportunity' }, schema: { params: z.object({ opportunityId: z.uuid() }), body: opportunityRequest, response: { 200: opportunityIdReply } } }, async request => {
    const { opportunityId } = request.params
    const { version, owner, ...asked } = request.body
    const subject = subjectIn(request)
    await inTransaction(pool, async tx => {
      const before = await lockOpportunity(tx, opportunityId, version)
      mustTouch(await readerOf(tx, subject), before)
      // Whoever has left stays the owner until somebody else is named.
      const ownerId = owner === before.ownerId ? owner : await personMeant(tx, owner)
      const changes = changesOf(before, { ...asked, ownerId }, await peopleNamed(tx, [ownerId, before.ownerId]))
      await keepOpportunity(tx, { ...rowOf(before), ...asked, ownerId, version: version + 1 }, changes, acting(subject))
      if (asked.state !== before.state) await tellState(tx, { opportunityId, state: asked.state, segmentName: before.segmentName, day: day() })
    })
    wake()
    return { opportunityId, version: version + 1 }
  })
}

/** Told is where it is now: agreed, or done with an outcome. What it was before is no longer so, but that it was agreed on its way to an outcome. */
async function tellState (tx: Sql, { opportunityId, state, segmentName, day }: { opportunityId: string, state: OpportunityState, segmentName: string, day: string }): Promise<void> {
  const fact = { about: opportunityId, href: '/program/customers/opportunities', day }
  await takeBackHappening(tx, { kind: 'opportunity-decided', about: opportunityId })
  if (state === 'open' || state === 'dropped') await takeBackHappening(tx, { kind: 'opportunity-agreed', about: opportunityId })
  if (state === 'agreed') await noteHappening(tx, { ...fact, kind: 'opportunity-agreed', what: `Two units agreed on an opportunity about ${segmentName}` })
  if (state === 'done') await noteHappening(tx, { ...fact, kind: 'opportunity-decided', what: `An opportunity between two units about ${segmentName} has an outcome` })
}
