import { randomBytes } from 'node:crypto'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { openDraft } from '../draft/draft.ts'
import { dress } from '../public-assets.ts'
import { pageOf, pagesAround, type HtmlPage } from '../public-packing.ts'
import { answerHtml, messages } from '../public-pages.ts'
import { draftIdOf, draftKeyOf, hashOfToken, sentMarkOf } from '../ticket/ticket.ts'
import { findOpenTicket, type OpenTicket } from '../ticket/ticket.store.ts'
import { instrumentReader } from './asked.store.ts'
import { formOf } from './form.ts'
import { formHtml } from './form.page.tsx'
import { marksOf } from './sent-cookie.ts'

const MOST_KEPT = 50
/** Where the random number goes; a title cannot hold this. */
const PLACE = '\u0000form\u0000'

/** GET /s/:token: the survey; or that it was sent, if this device sent it; or one and the same page for every other link. */
export const showFormRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  const instruments = instrumentReader()
  // An empty form is the same for everybody in a wave but for its random number.
  const empty = new Map<string, (form: string) => HtmlPage>()

  async function formFor (ticket: OpenTicket, token: string): Promise<HtmlPage> {
    const instrument = await instruments.read(pool, ticket.instrumentId, ticket.instrumentVersion)
    const form = randomBytes(16).toString('base64url')
    const draft = ticket.sealed && openDraft(ticket.sealed, { key: draftKeyOf(token), id: draftIdOf(token) })
    if (draft) return pageOf(formHtml({ ...formOf(ticket, instrument, draft, form), resumed: true }, dress))
    return emptyPages(ticket, instrument)(form)
  }

  function emptyPages (ticket: OpenTicket, instrument: Instrument): (form: string) => HtmlPage {
    const known = empty.get(ticket.waveId)
    if (known !== undefined) return known
    const [before = '', after = ''] = formHtml(formOf(ticket, instrument, {}, PLACE), dress).split(PLACE)
    const pages = pagesAround(before, after)
    if (empty.size === MOST_KEPT) empty.clear()
    empty.set(ticket.waveId, pages)
    return pages
  }

  // A wildcard, because a named parameter answers long ones in a way of its own, and every bad link gets the same page.
  app.get('/s/*', {
    config: { open: true, summary: 'The survey behind a personal link, or the one page for every other link', gives: 'text/html' },
    schema: { params: z.object({ '*': z.string() }) }
  }, async (request, reply) => {
    const token = request.params['*']
    const ticket = await findOpenTicket(pool, hashOfToken(token), draftIdOf(token))
    if (ticket !== undefined) return answerHtml(request, reply, await formFor(ticket, token))
    if (marksOf(request.headers.cookie).includes(sentMarkOf(token))) return answerHtml(request, reply, messages.sent)
    return answerHtml(request, reply.code(404), messages.unusable)
  })
}
