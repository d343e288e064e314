import { experimentChangeRequest, experimentDecisionRequest, experimentReply, experimentRequest, experimentResultRequest, experimentStepRequest } from '@weft/contracts/program/experiment-api'
import type { Subject } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { leads } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { findWho, pathOf } from '../organisation/who.store.ts'
import { changesOf, checkWritten, stateAfter, verdictOf, type Act } from './experiment.ts'
import { insertExperiment, lockExperiment, noteStep, updateExperiment, type Next } from './experiment.store.ts'
import { eventOfExperiment, happeningOf } from './told.ts'

/** Whether the caller leads this unit. A unit that is not there any more is led by the office alone. */
async function assertLeads (tx: Sql, subject: Subject, unitId: string): Promise<void> {
  if (!leads(subject, await pathOf(tx, unitId) ?? [])) throw new Refusal('forbidden', 'not-your-unit', 'Only the managers of this unit, or of one above it, and the program office do this.')
}

const params = z.object({ experimentId: z.uuid() })
const config = (summary: string) => ({ config: { action: 'lead-experiments', summary } })

/** POST /program/experiments: registers one, planned, owned by who registers it. */
export const registerExperimentRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/experiments', { ...config('Registers an experiment'), schema: { body: experimentRequest, response: { 201: experimentReply } } }, async (request, reply) => {
    const { body } = request
    const subject = subjectIn(request)
    checkWritten(body)
    const experimentId = newId()
    await inTransaction(pool, async tx => {
      if (await pathOf(tx, body.unitId) === null) throw new Refusal('invalid', 'no-such-unit', 'There is no such unit.')
      await assertLeads(tx, subject, body.unitId)
      await insertExperiment(tx, experimentId, (await findWho(tx, subject.subject))?.personId ?? null, body)
      await noteStep(tx, { experimentId, version: 1, act: 'registered', day: now().toISOString().slice(0, 10), by: subject.subject })
      await appendToOutbox(tx, [eventOfExperiment({ experimentId, ...body }, { state: 'planned', verdict: null, decision: null, version: 1 }, { id: newId(), now: now() })])
    })
    return reply.code(201).send({ experimentId, version: 1 })
  })
}

/** POST /program/experiments/:experimentId/{change,start,withdraw,result,decision} */
export const stepExperimentRoutes = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  const step = (subject: Subject, experimentId: string, act: Act, seen: number, next: Partial<Next>) => inTransaction(pool, async tx => {
    const before = await lockExperiment(tx, experimentId)
    await assertLeads(tx, subject, before.unitId)
    const after = { ...before, ...next, state: stateAfter(act, before, seen), version: before.version + 1 }
    checkWritten(after)
    const [told, day] = [{ ...after, verdict: after.learned === null ? null : verdictOf(after) }, now().toISOString().slice(0, 10)]
    await updateExperiment(tx, experimentId, after.version, after)
    await noteStep(tx, { experimentId, version: after.version, act, day, by: subject.subject, changes: changesOf(before, after) })
    const happening = happeningOf(act, after, told, day)
    if (happening !== null) await noteHappening(tx, happening)
    await appendToOutbox(tx, [eventOfExperiment(after, told, { id: newId(), now: now() })])
    return { experimentId, version: after.version }
  })

  app.post('/program/experiments/:experimentId/change', { ...config('Rewrites an experiment that has no result yet'), schema: { params, body: experimentChangeRequest, response: { 200: experimentReply } } }, async request => {
    const { version, ...written } = request.body
    return step(subjectIn(request), request.params.experimentId, 'changed', version, written)
  })
  app.post('/program/experiments/:experimentId/start', { ...config('Starts a planned experiment'), schema: { params, body: experimentStepRequest, response: { 200: experimentReply } } }, async request =>
    step(subjectIn(request), request.params.experimentId, 'started', request.body.version, {}))
  app.post('/program/experiments/:experimentId/withdraw', { ...config('Withdraws an experiment that has no result yet'), schema: { params, body: experimentStepRequest, response: { 200: experimentReply } } }, async request =>
    step(subjectIn(request), request.params.experimentId, 'withdrawn', request.body.version, {}))
  app.post('/program/experiments/:experimentId/result', { ...config('Writes what came out of an experiment'), schema: { params, body: experimentResultRequest, response: { 200: experimentReply } } }, async request => {
    const { version, result, learned } = request.body
    return step(subjectIn(request), request.params.experimentId, 'ended', version, { result, learned })
  })
  app.post('/program/experiments/:experimentId/decision', { ...config('Decides what is done with what was learned: adopt, adapt, stop'), schema: { params, body: experimentDecisionRequest, response: { 200: experimentReply } } }, async request => {
    const { version, decision, reason } = request.body
    return step(subjectIn(request), request.params.experimentId, 'decided', version, { decision, reason })
  })
}
