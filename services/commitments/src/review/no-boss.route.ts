import { reviewerRequest, reviewStepReply, withoutBossReply } from '@weft/contracts/commitments/review-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAsHouse } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho } from '../organisation/who.store.ts'
import { idByEmail } from './found-person.store.ts'
import { withoutBoss } from './list.store.ts'
import { perform } from './perform.store.ts'

/** GET /commitments/reviews/without-boss and POST /commitments/reviews/:reviewId/reviewer. The office sees names and states, and gets nothing back of what stands in a review. */
export const noBossRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, wake } = deps
  app.get('/commitments/reviews/without-boss', {
    config: { action: 'name-reviewer', summary: 'Reviews that nobody reviews: the top of the house, and vacancies at the top' },
    schema: { querystring: z.strictObject({ after: z.uuid().optional() }), response: { 200: withoutBossReply } }
  }, async request => withoutBoss(pool, await todayAt(pool, now()), request.query.after ?? null))

  app.post('/commitments/reviews/:reviewId/reviewer', {
    config: { action: 'name-reviewer', summary: 'Names who reviews, where nobody does' },
    schema: { params: z.strictObject({ reviewId: z.uuid() }), body: reviewerRequest, response: { 200: reviewStepReply } }
  }, async request => {
    const { reviewId } = request.params
    const who = await findWho(pool, subjectIn(request).subject)
    const after = await actingAsHouse(pool, async tx => {
      const to = await idByEmail(tx, request.body.email)
      return perform(tx, deps, reviewId, request.body.version, { type: 'hand-over', to, until: null, why: 'named' }, { actor: { role: 'office', personId: who?.personId ?? null }, today: await todayAt(tx, now()), here: new Set([to]) })
    })
    wake()
    return { reviewId, version: after.version, state: after.review.state }
  })
}
