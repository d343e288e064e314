import { adoptionReply, adoptPracticeRequest } from '@weft/contracts/program/practice-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkLeads } from '../organisation/leads.store.ts'
import { adoptionEvent, insertAdoption, noteAdopted } from './adoption.store.ts'
import { checkUsable } from './practice.ts'
import { lockPractice, type Act } from './practice.store.ts'

/** POST /program/practices/:practiceId/adoptions: a unit takes a practice up, by its manager or the office. */
export const adoptPracticeRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/practices/:practiceId/adoptions', {
    config: { action: 'adopt-practice', summary: 'A unit adopts a practice of the library' },
    schema: { params: z.object({ practiceId: z.uuid() }), body: adoptPracticeRequest, response: { 201: adoptionReply } }
  }, async (request, reply) => {
    const [{ practiceId }, { unitId, wording }, subject] = [request.params, request.body, subjectIn(request)]
    const [adoptionId, act] = [newId(), { by: subject.subject, now: now(), newId } satisfies Act]
    await inTransaction(pool, async tx => {
      const practice = await lockPractice(tx, practiceId, 'share')
      await checkLeads(tx, subject, unitId)
      checkUsable(practice.state)
      if (!await insertAdoption(tx, { adoptionId, practiceId, unitId, wording }, act)) throw new Refusal('conflict', 'already-adopted', 'This unit has adopted it already. Change its wording instead.')
      await appendToOutbox(tx, [adoptionEvent(practice, { adoptionId, unitId, wording }, act)])
      await noteAdopted(tx, { adoptionId, practiceId, unitId }, act)
    })
    wake()
    return reply.code(201).send({ adoptionId, practiceId, unitId, revision: 1 })
  })
}
