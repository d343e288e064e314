import { adoptionReply, endAdoptionRequest, wordAdoptionRequest } from '@weft/contracts/program/practice-api'
import type { Subject } from '@weft/service-kit/access'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkLeads } from '../organisation/leads.store.ts'
import { adoptionEndEvent, adoptionEvent, endAdoption, lockAdoption, wordAdoption } from './adoption.store.ts'
import type { Act } from './practice.store.ts'

const params = z.object({ adoptionId: z.uuid() })

/** POST /program/practice-adoptions/:adoptionId/wording and …/end */
export const changeAdoptionRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const actOf = (subject: Subject): Act => ({ by: subject.subject, now: now(), newId })

  app.post('/program/practice-adoptions/:adoptionId/wording', {
    config: { action: 'adopt-practice', summary: 'How a unit says a practice it has adopted' },
    schema: { params, body: wordAdoptionRequest, response: { 200: adoptionReply } }
  }, async request => {
    const [{ adoptionId }, { wording, basedOn }, subject] = [request.params, request.body, subjectIn(request)]
    const reply = await inTransaction(pool, async tx => {
      const adoption = await lockAdoption(tx, adoptionId)
      await checkLeads(tx, subject, adoption.unitId)
      if (adoption.revision !== basedOn) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this wording while you were writing. Read the new one, then change it.')
      await wordAdoption(tx, adoptionId, wording)
      const { rows: [practice] } = await tx.query<{ practiceId: string, discipline: string, version: number }>(/* sql */ `
        select p.practice_id as "practiceId", p.discipline, p.version from practice p where p.practice_id = $1`, [adoption.practiceId])
      if (practice !== undefined) await appendToOutbox(tx, [adoptionEvent(practice, { ...adoption, wording }, actOf(subject))])
      return { adoptionId, practiceId: adoption.practiceId, unitId: adoption.unitId, revision: adoption.revision + 1 }
    })
    wake()
    return reply
  })

  app.post('/program/practice-adoptions/:adoptionId/end', {
    config: { action: 'adopt-practice', summary: 'A unit ends a practice; that it had it stays known' },
    schema: { params, body: endAdoptionRequest, response: { 200: adoptionReply } }
  }, async request => {
    const [{ adoptionId }, { reason }, subject] = [request.params, request.body, subjectIn(request)]
    const reply = await inTransaction(pool, async tx => {
      const adoption = await lockAdoption(tx, adoptionId)
      await checkLeads(tx, subject, adoption.unitId)
      const act = actOf(subject)
      await endAdoption(tx, adoptionId, reason, act)
      await appendToOutbox(tx, [adoptionEndEvent(adoption.practiceId, adoption, reason, act)])
      return { adoptionId, practiceId: adoption.practiceId, unitId: adoption.unitId, revision: adoption.revision }
    })
    wake()
    return reply
  })
}
