import { changePracticeRequest, decidePracticeRequest, practiceReply } from '@weft/contracts/program/practice-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { adoptionEndEvent, endAllAdoptions } from './adoption.store.ts'
import { checkChange, decided } from './practice.ts'
import { addVersion, changeEvent, decisionEvent, lockPractice, noteDecision, notePublished, textsOf, type Act } from './practice.store.ts'

const params = z.object({ practiceId: z.uuid() })

/** POST /program/practices/:practiceId/decision and …/versions: into the library, out of it, and new words. */
export const decidePracticeRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/practices/:practiceId/decision', {
    config: { action: 'decide-practice', summary: 'Accepts, declines or retires a practice; retiring ends what units adopted' },
    schema: { params, body: decidePracticeRequest, response: { 200: practiceReply } }
  }, async request => {
    const [{ practiceId }, { decision, reason }] = [request.params, request.body]
    const act: Act = { by: subjectIn(request).subject, now: now(), newId }
    const reply = await inTransaction(pool, async tx => {
      const practice = await lockPractice(tx, practiceId, 'update')
      const state = decided(practice.state, decision, reason)
      await noteDecision(tx, practiceId, state, reason, act)
      const ended = decision === 'retire' ? await endAllAdoptions(tx, practiceId, 'Retired from the library', act) : []
      const texts = await textsOf(tx, practiceId)
      await appendToOutbox(tx, [
        ...ended.map(adoption => adoptionEndEvent(practiceId, adoption, 'Retired from the library', act)),
        ...decisionEvent(practice, decision, reason, texts, act)
      ])
      if (decision === 'accept') await notePublished(tx, practiceId, texts.title, act)
      return { practiceId, version: practice.version, state }
    })
    wake()
    return reply
  })

  app.post('/program/practices/:practiceId/versions', {
    config: { action: 'propose-practice', summary: 'New words for a practice: by who may decide, and by who proposed it while it waits' },
    schema: { params, body: changePracticeRequest, response: { 200: practiceReply } }
  }, async request => {
    const [{ practiceId }, { basedOn, ...texts }, subject] = [request.params, request.body, subjectIn(request)]
    const act: Act = { by: subject.subject, now: now(), newId }
    const reply = await inTransaction(pool, async tx => {
      const practice = await lockPractice(tx, practiceId, 'update')
      const isOwn = practice.state === 'proposed' && practice.proposedBy === act.by
      if (!isOwn && !may(subject, 'decide-practice')) throw new Refusal('forbidden', 'not-your-words', 'Only the office and managers change a practice of the library. Propose a better one.')
      checkChange(practice, basedOn)
      const next = { ...practice, version: practice.version + 1 }
      await addVersion(tx, practiceId, next.version, texts, act)
      if (practice.state === 'accepted') await appendToOutbox(tx, [changeEvent(next, texts, act)])
      return { practiceId, version: next.version, state: practice.state }
    })
    wake()
    return reply
  })
}
