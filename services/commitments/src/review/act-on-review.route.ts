import { disputeRequest, draftReply, draftRequest, handOverRequest, reviewRequest, reviewStepReply, reviewStepRequest, settleRequest } from '@weft/contracts/commitments/review-api'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { whoIs, type Who } from '../organisation/who.store.ts'
import type { Command } from './decide.ts'
import { keepDraft } from './draft.store.ts'
import { idByEmail } from './found-person.store.ts'
import { assertConcerned, perform, type Given } from './perform.store.ts'
import type { Side } from './review.ts'

const params = z.strictObject({ reviewId: z.uuid() })
const schema = { params, response: { 200: reviewStepReply } }

/** One command of one side: the person who asks must be on it, which the rules of the review decide. */
const act = (deps: Deps, subject: Subject, role: Side, { reviewId }: { reviewId: string }, version: number, commandOf: Command | ((tx: Sql, who: Who) => Promise<{ command: Command, here?: ReadonlySet<string> }>)) =>
  asThemselves(deps, subject, async (tx, who, today) => {
    const { command, here } = typeof commandOf === 'function' ? await commandOf(tx, who) : { command: commandOf }
    const given: Given = { actor: { role, personId: who.personId }, today, ...here && { here } }
    const after = await perform(tx, deps, reviewId, version, command, given)
    return { reviewId, version: after.version, state: after.review.state }
  })

async function asThemselves<T> (deps: Deps, { subject }: Subject, work: (tx: Sql, who: Who, today: string) => Promise<T>): Promise<T> {
  const who = await whoIs(deps.pool, subject)
  const done = await actingAs(deps.pool, who.personId, async tx => work(tx, who, await todayAt(tx, deps.now())))
  deps.wake()
  return done
}

/** POST /commitments/reviews/:reviewId/draft, and what the person does: …/self, …/agree, …/dispute. */
export const answerReviewRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/commitments/reviews/:reviewId/draft', {
    config: { action: 'keep-own-review', summary: 'Keeps what the caller is writing in a review; nobody else reads it' },
    schema: { params, body: draftRequest, response: { 200: draftReply } }
  }, async request => asThemselves(deps, subjectIn(request), async (tx, who) => ({ savedAt: await keepDraft(tx, request.params.reviewId, who.personId, request.body.items, deps.now()) })))

  app.post('/commitments/reviews/:reviewId/self', {
    config: { action: 'keep-own-review', summary: 'Sends one’s own review of the quarter to the boss' },
    schema: { ...schema, body: reviewRequest }
  }, async request => act(deps, subjectIn(request), 'person', request.params, request.body.version, { type: 'submit-self', items: request.body.items }))

  app.post('/commitments/reviews/:reviewId/agree', {
    config: { action: 'keep-own-review', summary: 'Agrees to the boss’s values' },
    schema: { ...schema, body: reviewStepRequest }
  }, async request => act(deps, subjectIn(request), 'person', request.params, request.body.version, { type: 'agree' }))

  app.post('/commitments/reviews/:reviewId/dispute', {
    config: { action: 'keep-own-review', summary: 'Says why one does not agree to the boss’s values' },
    schema: { ...schema, body: disputeRequest }
  }, async request => act(deps, subjectIn(request), 'person', request.params, request.body.version, { type: 'dispute', reason: request.body.reason }))
}

/** What whoever reviews does: …/boss, …/skip-self, …/hand-over, …/hand-over/end. */
export const reviewPersonRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/commitments/reviews/:reviewId/boss', {
    config: { action: 'review-people', summary: 'Sends the boss’s values of every commitment that counts' },
    schema: { ...schema, body: reviewRequest }
  }, async request => act(deps, subjectIn(request), 'boss', request.params, request.body.version, { type: 'submit-boss', items: request.body.items.map(item => ({ ...item, links: [] })) }))

  app.post('/commitments/reviews/:reviewId/skip-self', {
    config: { action: 'review-people', summary: 'Goes on without the person’s own review, once their time is over' },
    schema: { ...schema, body: reviewStepRequest }
  }, async request => act(deps, subjectIn(request), 'boss', request.params, request.body.version, { type: 'skip-self' }))

  app.post('/commitments/reviews/:reviewId/hand-over', {
    config: { action: 'review-people', summary: 'Hands a review to somebody else, until a day or to its end' },
    schema: { ...schema, body: handOverRequest }
  }, async request => act(deps, subjectIn(request), 'boss', request.params, request.body.version, async (tx, { personId }) => {
    await assertConcerned(tx, request.params.reviewId, { role: 'boss', personId }) // guard: asked first
    const to = await idByEmail(tx, request.body.email)
    return { command: { type: 'hand-over', to, until: request.body.until, why: request.body.why }, here: new Set([to]) }
  }))

  app.post('/commitments/reviews/:reviewId/hand-over/end', {
    config: { action: 'review-people', summary: 'Takes a review back that was handed over, or gives it back' },
    schema: { ...schema, body: reviewStepRequest }
  }, async request => act(deps, subjectIn(request), 'boss', request.params, request.body.version, { type: 'end-hand-over' }))
}

/** What both do: …/settle, …/reopening, …/reopening/consent. On which side the caller is, the review says. */
export const settleReviewRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/commitments/reviews/:reviewId/settle', {
    config: { action: 'keep-own-review', summary: 'Says for which values one would settle; when both say the same, they count' },
    schema: { ...schema, body: settleRequest }
  }, async request => onOwnSide(deps, subjectIn(request), request.params, request.body.version, { type: 'settle', values: request.body.values }))

  app.post('/commitments/reviews/:reviewId/reopening', {
    config: { action: 'keep-own-review', summary: 'Asks the other side to reopen a review that is agreed' },
    schema: { ...schema, body: reviewStepRequest }
  }, async request => onOwnSide(deps, subjectIn(request), request.params, request.body.version, { type: 'ask-reopening' }))

  app.post('/commitments/reviews/:reviewId/reopening/consent', {
    config: { action: 'keep-own-review', summary: 'Consents to reopening it' },
    schema: { ...schema, body: reviewStepRequest }
  }, async request => onOwnSide(deps, subjectIn(request), request.params, request.body.version, { type: 'consent-to-reopening' }))
}

const onOwnSide = (deps: Deps, subject: Subject, { reviewId }: { reviewId: string }, version: number, command: Command) =>
  asThemselves(deps, subject, async (tx, who, today) => {
    const { rows: [found] } = await tx.query<{ own: boolean }>(/* sql */ `select r.person_id = $2 as own from review r where r.review_id = $1`, [reviewId, who.personId])
    const after = await perform(tx, deps, reviewId, version, command, { actor: { role: found?.own === true ? 'person' : 'boss', personId: who.personId }, today })
    return { reviewId, version: after.version, state: after.review.state }
  })
