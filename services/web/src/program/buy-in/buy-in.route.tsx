import { buyInMade, buyInRequest, buyInsReply, ownBuyInReply } from '@weft/contracts/program/buyin-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { BuyInPage, OwnBuyInPage, type BuyInForm } from './buy-in.page.tsx'

const sentences: Readonly<Record<string, string>> = { lastContact: 'The last contact is a date, such as 2026-11-20.', inItForThem: 'Write at most 1,000 characters.', stance: 'Choose where they stand.' }

/** GET /program/buy-in and /program/buy-in/mine, POST /program/buy-in/:personId */
export const buyInRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  type More = { status?: number, after?: string | undefined, form?: BuyInForm, problems?: readonly Finding[], done?: boolean }
  const showList = async (request: FastifyRequest, reply: FastifyReply, { status = 200, after, form, problems = [], done = false }: More) => {
    const list = await client.read(personIn(request), 'program', address('/program/buy-in', { after }), buyInsReply)
    return show(request, reply, 'Buy-in of leaders', <BuyInPage roles={personIn(request).roles} {...{ list, problems, done }} today={now().toISOString().slice(0, 10)} form={form ?? null} />, status)
  }

  app.get('/program/buy-in', { config: { does: 'run-program', summary: 'Where leaders stand, for the office' }, schema: { querystring: z.strictObject({ after: z.string().max(80).optional(), done: z.literal('noted').optional() }) } }, async (request, reply) =>
    showList(request, reply, { after: request.query.after, done: request.query.done !== undefined }))

  app.get('/program/buy-in/mine', { config: { does: 'take-part', summary: 'What the office noted about the reader' } }, async (request, reply) =>
    show(request, reply, 'What the office noted about you', <OwnBuyInPage roles={personIn(request).roles} own={await client.read(personIn(request), 'program', '/program/buy-in/mine', ownBuyInReply)} />))

  // Fields carry the person's id, so that each of the many forms on the page has labels of its own.
  app.post('/program/buy-in/:personId', { config: { does: 'run-program', summary: 'Notes where a leader stands', audit: { action: 'note-buy-in', target: 'personId' } }, schema: { params: z.object({ personId: sourceId }), body: z.record(z.string().max(100), z.string().max(2000)) } }, async (request, reply) => {
    const [{ personId }, body] = [request.params, request.body]
    const field = (name: string) => body[`${name}-${personId}`] ?? ''
    const form: BuyInForm = { personId, version: body['version'] ?? '', lastContact: field('lastContact'), inItForThem: field('inItForThem'), stance: field('stance') }
    const asked = buyInRequest.safeParse({ version: Number(form.version), lastContact: form.lastContact || null, inItForThem: form.inItForThem.trim(), stance: form.stance })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showList(request, reply, { status: 422, form, problems: [...new Set(asked.error.issues.map(issue => String(issue.path[0])))].map(name => ({ at: `${name}-${personId}`, sentence: sentences[name] ?? 'This could not be read.' })) })
    }
    try {
      await client.command(personIn(request), 'program', `/program/buy-in/${encodeURIComponent(personId)}`, asked.data, buyInMade)
      return await reply.redirect('/program/buy-in?done=noted', 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable' || error.kind === 'not-found') throw error
      endedAs(request, error.code)
      return showList(request, reply, { status: statusOf[error.kind], form, problems: [{ ...error.code === 'not-yet' && { at: `lastContact-${personId}` }, sentence: error.message }] })
    }
  })
}
