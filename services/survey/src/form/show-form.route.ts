import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { openDraft } from '../draft/draft.ts'
import { dress } from '../public-assets.ts'
import { answerHtml, messages } from '../public-pages.ts'
import { draftIdOf, draftKeyOf, hashOfToken, sentMarkOf } from '../ticket/ticket.ts'
import { findOpenTicket, type OpenTicket } from '../ticket/ticket.store.ts'
import { instrumentReader } from './asked.store.ts'
import { formOf } from './form.ts'
import { formHtml } from './form.page.tsx'
import { marksOf } from './sent-cookie.ts'

const MOST_KEPT = 50
const PLACE = '§form§'

/** GET /s/:token: the survey; or that it was sent, if this device sent it; or one and the same page for every other link. */
export const showFormRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  const instrumentOf = instrumentReader()
  // An empty form is the same for everybody in a wave but for its random number.
  const empty = new Map<string, string>()

  async function pageOf (ticket: OpenTicket, token: string): Promise<string> {
    const instrument = await instrumentOf(pool, ticket.instrumentId, ticket.instrumentVersion)
    const form = randomBytes(16).toString('base64url')
    const draft = ticket.sealed && openDraft(ticket.sealed, { key: draftKeyOf(token), id: draftIdOf(token) })
    if (draft) return formHtml({ ...formOf(ticket, instrument, draft, form), resumed: true }, dress)
    const page = empty.get(ticket.waveId) ?? formHtml(formOf(ticket, instrument, {}, PLACE), dress)
    if (empty.size === MOST_KEPT) empty.clear()
    empty.set(ticket.waveId, page)
    return page.replace(PLACE, form)
  }

  // A wildcard, because a named parameter answers long ones in a way of its own, and every bad link gets the same page.
  app.get('/s/*', {
    schema: { params: z.object({ '*': z.string() }) }
  }, async (request, reply) => {
    const token = request.params['*']
    const ticket = await findOpenTicket(pool, hashOfToken(token), draftIdOf(token))
    if (ticket !== undefined) return answerHtml(request, reply, await pageOf(ticket, token))
    if (marksOf(request.headers.cookie).includes(sentMarkOf(token))) return answerHtml(request, reply, messages.sent)
    return answerHtml(request, reply.code(404), messages.unusable)
  })
}
