import { practiceReply, proposePracticeRequest, startingLibraryReply } from '@weft/contracts/program/practice-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { checkProposals, dayOf, decisionEvent, insertPractice, notePublished, oneAtATime, type Act } from './practice.store.ts'
import { startingLibrary } from './starting-library.ts'

/** POST /program/practices, by anybody; and POST /program/practices/starting-library, which loads Weft's own words through the same door. */
export const proposePracticeRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/practices', {
    config: { action: 'propose-practice', summary: 'Proposes a practice for the library' },
    schema: { body: proposePracticeRequest, response: { 201: practiceReply } }
  }, async (request, reply) => {
    const { accept, discipline, ...texts } = request.body
    const subject = subjectIn(request)
    if (accept && !may(subject, 'decide-practice')) throw new Refusal('forbidden', 'not-yours', 'The office and managers take practices into the library. Propose it, and they will see it.')
    const [practiceId, act] = [newId(), { by: subject.subject, now: now(), newId } satisfies Act]
    const state = accept ? 'accepted' as const : 'proposed' as const
    await inTransaction(pool, async tx => {
      await oneAtATime(tx, act.by)
      if (!accept) await checkProposals(tx, act.by)
      await insertPractice(tx, { practiceId, discipline, state, startingKey: null, ...texts }, act)
      if (accept) await appendToOutbox(tx, decisionEvent({ practiceId, state, version: 1, discipline, proposedBy: act.by }, 'accept', null, texts, act))
      if (accept) await notePublished(tx, practiceId, texts.title, act)
    })
    wake()
    return reply.code(201).send({ practiceId, version: 1, state })
  })

  app.post('/program/practices/starting-library', {
    config: { action: 'load-practices', summary: 'Takes the practices of the starting library that are not there yet' },
    schema: { response: { 200: startingLibraryReply } }
  }, async request => {
    const act: Act = { by: subjectIn(request).subject, now: now(), newId }
    const added = await inTransaction(pool, async tx => {
      let count = 0
      for (const { key, discipline, ...texts } of startingLibrary) {
        const practiceId = newId()
        if (!await insertPractice(tx, { practiceId, discipline, state: 'accepted', startingKey: key, ...texts }, act)) continue
        await appendToOutbox(tx, decisionEvent({ practiceId, state: 'accepted', version: 1, discipline, proposedBy: act.by }, 'accept', null, texts, act))
        count++
      }
      if (count > 0) await noteHappening(tx, { kind: 'practice-published', about: `starting-library ${act.now.toISOString()}`, what: `${count === 1 ? 'One practice' : `${count} practices`} to begin with came into the library`, href: '/program/practices', day: dayOf(act) })
      return count
    })
    wake()
    return { added, there: startingLibrary.length - added }
  })
}
