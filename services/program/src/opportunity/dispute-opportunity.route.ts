import { disputeRequest, opportunityIdReply, ownerRequest } from '@weft/contracts/program/opportunity-api'
import type { Subject } from '@weft/service-kit/access'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { mustSpeak, personMeant } from '../segment/voice.store.ts'
import { rowOf } from './opportunity.ts'
import { keepOpportunity, lockOpportunity, peopleNamed } from './opportunity.store.ts'
import { mustTouch, readerOf } from './reader.store.ts'

const params = z.object({ opportunityId: z.uuid() })
const reply200 = { 200: opportunityIdReply }

/** POST /program/opportunities/:opportunityId/dispute and …/owner: while whose it is is argued about, only the voice of the segment decides that. */
export const disputeOpportunityRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const acting = (subject: Subject) => ({ subject: subject.subject, now: now(), newId })

  app.post('/program/opportunities/:opportunityId/dispute', { config: { action: 'speak-for-segments', summary: 'Says that its ownership is disputed' }, schema: { params, body: disputeRequest, response: reply200 } }, async request => {
    const { opportunityId } = request.params
    const { version, why } = request.body
    const subject = subjectIn(request)
    await inTransaction(pool, async tx => {
      const before = await lockOpportunity(tx, opportunityId, version)
      mustTouch(await readerOf(tx, subject), before)
      if (before.dispute !== null) throw new Refusal('conflict', 'disputed-already', 'Its ownership is disputed already: the voice of the segment decides.')
      await keepOpportunity(tx, { ...rowOf(before), dispute: why, version: version + 1 }, [`Ownership disputed: ${why}`], acting(subject))
    })
    wake()
    return { opportunityId, version: version + 1 }
  })

  app.post('/program/opportunities/:opportunityId/owner', { config: { action: 'speak-for-segments', summary: 'The voice of the segment decides whose it is' }, schema: { params, body: ownerRequest, response: reply200 } }, async request => {
    const { opportunityId } = request.params
    const { version, owner, why } = request.body
    const subject = subjectIn(request)
    await inTransaction(pool, async tx => {
      const before = await lockOpportunity(tx, opportunityId, version)
      await mustSpeak(tx, subject, before.voiceId)
      if (before.dispute === null) throw new Refusal('conflict', 'not-disputed', 'Nobody disputes whose this is.')
      const ownerId = await personMeant(tx, owner)
      const nameOf = await peopleNamed(tx, [ownerId])
      await keepOpportunity(tx, { ...rowOf(before), ownerId, dispute: null, version: version + 1 }, [`Decided: ${nameOf(ownerId)} owns it. ${why}`], acting(subject))
    })
    wake()
    return { opportunityId, version: version + 1 }
  })
}
