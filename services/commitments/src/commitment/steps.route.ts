import { agreeWeightRequest, commitmentActReply, dropCommitmentRequest, milestoneRequest, partnersRequest, progressRequest, splitCommitmentRequest, stepCommitmentRequest, type CommitmentActReply } from '@weft/contracts/commitments/commitment-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { checkPeople } from '../organisation/colleagues.store.ts'
import { whoIs } from '../organisation/who.store.ts'
import { act } from './act.store.ts'
import { actReply, MOST_MILESTONES, MOST_PARTS } from './commitment.ts'
import type { Command } from './decide.ts'

const params = z.object({ commitmentId: z.uuid() })
const ofMilestone = z.object({ commitmentId: z.uuid(), milestoneId: z.uuid() })
const config = (summary: string, action = 'keep-commitments') => ({ action, summary })
const response = { 200: commitmentActReply }

/** One command of the caller on one commitment, in one transaction. */
const acting = ({ pool, now, newId, wake }: Deps) => async (request: FastifyRequest, version: number, command: Command): Promise<CommitmentActReply> => {
  const { personId } = await whoIs(pool, subjectIn(request).subject)
  const { commitmentId } = request.params as { commitmentId: string }
  const after = await actingAs(pool, personId, async tx => {
    if (command.act === 'partners') await checkPeople(tx, command.partners)
    return act(tx, commitmentId, version, command, { by: personId, now: now(), newId })
  })
  wake()
  return actReply(after)
}

/** POST /commitments/commitment/:commitmentId/{progress,completion,drop,split,partners} */
export const stepCommitmentRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const does = acting(deps)
  app.post('/commitments/commitment/:commitmentId/progress', { config: config('Its owner says how far it is'), schema: { params, body: progressRequest, response } }, async request =>
    does(request, request.body.version, { act: 'progress', progress: request.body.progress }))
  app.post('/commitments/commitment/:commitmentId/completion', { config: config('It is done'), schema: { params, body: stepCommitmentRequest, response } }, async request =>
    does(request, request.body.version, { act: 'done' }))
  app.post('/commitments/commitment/:commitmentId/drop', { config: config('It is dropped, with a reason; the boss may agree'), schema: { params, body: dropCommitmentRequest, response } }, async request =>
    does(request, request.body.version, { act: 'drop', reason: request.body.reason }))
  app.post('/commitments/commitment/:commitmentId/split', { config: config('It is split into two to five parts that share its weight'), schema: { params, body: splitCommitmentRequest, response } }, async request =>
    does(request, request.body.version, { act: 'split', parts: request.body.parts, newIds: Array.from({ length: MOST_PARTS * MOST_MILESTONES }, deps.newId) }))
  app.post('/commitments/commitment/:commitmentId/partners', { config: config('Who shares it; it counts for its owner alone'), schema: { params, body: partnersRequest, response } }, async request =>
    does(request, request.body.version, { act: 'partners', partners: request.body.partners }))
}

/** POST /commitments/commitment/:commitmentId/milestones, and of one of them: …/change, …/reached, …/removal */
export const milestoneRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const does = acting(deps)
  app.post('/commitments/commitment/:commitmentId/milestones', { config: config('One more milestone of what lies beyond six months'), schema: { params, body: milestoneRequest, response } }, async request => {
    const { version, ...milestone } = request.body
    return does(request, version, { act: 'add-milestone', milestone })
  })
  app.post('/commitments/commitment/:commitmentId/milestones/:milestoneId/change', { config: config('Other words or another date for a milestone'), schema: { params: ofMilestone, body: milestoneRequest.omit({ milestoneId: true }), response } }, async request => {
    const { version, ...words } = request.body
    return does(request, version, { act: 'change-milestone', milestone: { ...words, milestoneId: request.params.milestoneId } })
  })
  app.post('/commitments/commitment/:commitmentId/milestones/:milestoneId/reached', { config: config('A milestone is reached; the next one says when it is due'), schema: { params: ofMilestone, body: stepCommitmentRequest, response } }, async request =>
    does(request, request.body.version, { act: 'reach-milestone', milestoneId: request.params.milestoneId }))
  app.post('/commitments/commitment/:commitmentId/milestones/:milestoneId/removal', { config: config('A milestone that is not reached goes'), schema: { params: ofMilestone, body: stepCommitmentRequest, response } }, async request =>
    does(request, request.body.version, { act: 'remove-milestone', milestoneId: request.params.milestoneId }))
}

/** POST /commitments/commitment/:commitmentId/{weight,drop-agreement}: the boss's word. */
export const agreeRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const does = acting(deps)
  app.post('/commitments/commitment/:commitmentId/weight', { config: config('The boss agrees to a weight', 'lead-commitments'), schema: { params, body: agreeWeightRequest, response } }, async request =>
    does(request, request.body.version, { act: 'agree-weight', weight: request.body.weight }))
  app.post('/commitments/commitment/:commitmentId/drop-agreement', { config: config('The boss agrees that it was dropped', 'lead-commitments'), schema: { params, body: stepCommitmentRequest, response } }, async request =>
    does(request, request.body.version, { act: 'agree-drop' }))
}
