import { myReviewReply, reviewReply, reviewStepReply } from '@weft/contracts/commitments/review-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { registerReviewForms, type Shown } from '../../review-forms.ts'
import { show } from '../../show.tsx'
import { MyQuarterPage } from './my-quarter.page.tsx'


const params = z.object({ reviewId: z.uuid() })
const done = z.enum(['saved', 'sent', 'agreed', 'disputed', 'offered', 'asked', 'reopened', 'skipped']).optional()

/** GET /commitments/quarter and …/:reviewId, and the forms of the person. */
export const myQuarterRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  const showQuarter = async (request: FastifyRequest, reply: FastifyReply, { reviewId, before, status = 200, form = null, problems = [], done: was = null }: Shown & { reviewId?: string, before?: string | undefined }) => {
    const person = personIn(request)
    const mine = await client.read(person, 'commitments', address('/commitments/reviews/mine', { before }), myReviewReply)
    const chosen = reviewId === undefined || reviewId === mine.review?.reviewId ? null : await client.read(person, 'commitments', `/commitments/reviews/${reviewId}`, reviewReply)
    if (chosen !== null && chosen.side !== 'person') throw new Refusal('not-found', 'no-such-review', 'There is no such review.')
    return show(request, reply, 'My quarter', <MyQuarterPage roles={person.roles} {...{ mine, chosen, form, problems, done: was }} />, status)
  }

  app.get('/commitments/quarter', { config: { does: 'take-part', summary: 'How the reader’s quarter went' }, schema: { querystring: z.strictObject({ done, before: z.iso.date().optional() }) } }, async (request, reply) =>
    showQuarter(request, reply, { done: request.query.done ?? null, before: request.query.before }))
  app.get('/commitments/quarter/:reviewId', { config: { does: 'take-part', summary: 'An earlier quarter of the reader' }, schema: { params, querystring: z.strictObject({ done }) } }, async (request, reply) =>
    showQuarter(request, reply, { reviewId: request.params.reviewId, done: request.query.done ?? null }))

  registerReviewForms(app, deps, { base: '/commitments/quarter', side: 'self', show: (request, reply, shown) => showQuarter(request, reply, shown) })

  app.post('/commitments/quarter/:reviewId/answer', { config: { does: 'take-part', summary: 'Agrees to the boss’s values, or says why not', audit: { action: 'answer-review', target: 'reviewId' } }, schema: { params, body: z.strictObject({ version: z.coerce.number().int().positive().max(1e9), do: z.enum(['agree', 'dispute']), reason: z.string().max(4_000).optional() }) } }, async (request, reply) => {
    const { reviewId } = request.params
    const reason = request.body.reason?.replaceAll('\r\n', '\n').trim() ?? ''
    const agrees = request.body.do === 'agree'
    try {
      if (!agrees && (reason === '' || reason.length > 1_000)) throw new Refusal('invalid', 'no-reason', 'Say why you see it differently, in at most 1,000 characters.')
      await client.command(personIn(request), 'commitments', `/commitments/reviews/${reviewId}/${agrees ? 'agree' : 'dispute'}`, { version: request.body.version, ...!agrees && { reason } }, reviewStepReply)
      return await reply.redirect(`/commitments/quarter/${reviewId}?done=${agrees ? 'agreed' : 'disputed'}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
      endedAs(request, error.code)
      return showQuarter(request, reply, { reviewId, status: statusOf[error.kind], problems: [{ ...error.code === 'no-reason' && { at: 'reason' }, sentence: error.message }], ...!agrees && { form: { reason } } })
    }
  })
}
