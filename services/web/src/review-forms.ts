import { draftReply, reviewReply, reviewStepReply } from '@weft/contracts/commitments/review-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from './auditing.ts'
import type { Deps } from './deps.ts'
import { personIn } from './protection.tsx'
import { findingsIn, idsIn, missingIn, reviewForm, typedOf, wrongIn, type Done, type ReviewForm } from './commitments/review/form.ts'

export type Shown = { reviewId?: string, status?: number, form?: ReviewForm | null, problems?: readonly Finding[], done?: Done | null }
type Forms = {
  /** Address of the list that the review belongs to. */
  base: string, side: 'self' | 'boss'
  show: (request: FastifyRequest, reply: FastifyReply, shown: Shown & { reviewId: string }) => Promise<FastifyReply>
}

const params = z.object({ reviewId: z.uuid() })
const version = z.coerce.number().int().positive().max(1e9)

/** The forms that both sides of a review have: writing with save and send, its draft by script, settling, reopening. */
export function registerReviewForms (plain: FastifyInstance, deps: Deps, forms: Forms): void {
  registerWriting(plain, deps, forms)
  registerSettling(plain, deps, forms)
}

function registerWriting (plain: FastifyInstance, { client }: Deps, { base, side, show }: Forms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const { command, keep, trying } = doing({ client }, { base, show })

  app.post(`${base}/:reviewId`, { config: { does: 'take-part', summary: 'Saves or sends what the reader writes in a review', audit: { action: 'write-review', target: 'reviewId' } }, schema: { params, body: reviewForm } }, async (request, reply) => {
    const { reviewId } = request.params
    const form: ReviewForm = request.body
    const wrong = wrongIn(form)
    const problems = form['do'] !== 'send' ? wrong : [...missingIn(form, (await client.read(personIn(request), 'commitments', `/commitments/reviews/${reviewId}`, reviewReply)).items), ...wrong]
    if (problems.length > 0) {
      endedAs(request, 'not-complete')
      return show(request, reply, { reviewId, form, status: 422, problems })
    }
    return trying(request, reply, {
      reviewId, form, work: async () => {
        if (form['do'] !== 'send') { await keep(request, reviewId, form); return 'saved' }
        await command(request, `${reviewId}/${side}`, { version: Number(form['version']), items: typedOf(form, idsIn(form)) })
        return 'sent'
      }
    })
  })

  // By the script, while somebody writes: the page stays as it is.
  app.post(`${base}/:reviewId/draft`, { config: { does: 'take-part', summary: 'Keeps what the reader is writing in a review', audit: { action: 'keep-draft', target: 'reviewId' } }, schema: { params, body: reviewForm } }, async (request, reply) => {
    await keep(request, request.params.reviewId, request.body)
    return reply.code(204).send()
  })
}

function registerSettling (plain: FastifyInstance, { client }: Deps, { base, show }: Forms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const { command, trying } = doing({ client }, { base, show })
  app.post(`${base}/:reviewId/settle`, { config: { does: 'take-part', summary: 'Says for which values the reader would settle', audit: { action: 'settle-review', target: 'reviewId' } }, schema: { params, body: reviewForm } }, async (request, reply) => trying(request, reply, {
    reviewId: request.params.reviewId, form: null, work: async () => {
      const form: ReviewForm = request.body
      const { state } = await command(request, `${request.params.reviewId}/settle`, { version: Number(form['version']), values: idsIn(form).map(commitmentId => ({ commitmentId, value: Number(form[`settle-${commitmentId}`]) })) })
      return state === 'agreed' ? 'agreed' : 'offered'
    }
  }))

  app.post(`${base}/:reviewId/reopening`, { config: { does: 'take-part', summary: 'Asks to reopen a review, or says yes to it', audit: { action: 'reopen-review', target: 'reviewId' } }, schema: { params, body: z.strictObject({ version, do: z.enum(['ask', 'consent']) }) } }, async (request, reply) => trying(request, reply, {
    reviewId: request.params.reviewId, form: null, work: async () => {
      const consents = request.body.do === 'consent'
      await command(request, `${request.params.reviewId}/reopening${consents ? '/consent' : ''}`, { version: request.body.version })
      return consents ? 'reopened' : 'asked'
    }
  }))
}

/** What all of these forms do: a command in the reader's name, a draft, and what happens when something is refused. */
function doing ({ client }: Pick<Deps, 'client'>, { base, show }: Pick<Forms, 'base' | 'show'>) {
  const command = (request: FastifyRequest, path: string, body: object) => client.command(personIn(request), 'commitments', `/commitments/reviews/${path}`, body, reviewStepReply)
  const keep = (request: FastifyRequest, reviewId: string, form: ReviewForm) => client.command(personIn(request), 'commitments', `/commitments/reviews/${reviewId}/draft`, { items: typedOf(form, idsIn(form)) }, draftReply)

  /** Does it, and goes on; what is refused is shown again with what was typed. */
  const trying = async (request: FastifyRequest, reply: FastifyReply, { reviewId, form, work }: { reviewId: string, form: ReviewForm | null, work: () => Promise<Done> }) => {
    try {
      return await reply.redirect(`${base}/${reviewId}?done=${await work()}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
      endedAs(request, error.code)
      return show(request, reply, { reviewId, form, status: statusOf[error.kind], problems: findingsIn(error) })
    }
  }
  return { command, keep, trying }
}
