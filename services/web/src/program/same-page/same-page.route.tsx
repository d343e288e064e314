import { samePageReleasedReply, samePageReply, type SamePageReply } from '@weft/contracts/program/samepage-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { linesOf } from './csv.ts'
import { SamePagePage } from './same-page.page.tsx'

const place = { version: z.string().regex(/^\d{1,9}$/).optional(), under: z.string().min(1).max(64).optional() }
const query = z.strictObject({ ...place, after: z.string().max(64).optional(), done: z.literal('shown').optional() })
/** Pages of units that a file holds at most: 10,000 units. */
const MOST_PAGES = 100

/** GET /program/same-page and its file, POST /program/same-page/release */
export const samePageRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  type Place = { version?: string | undefined, under?: string | undefined, after?: string | undefined }
  const read = (request: FastifyRequest, { version, under, after }: Place) => client.read(personIn(request), 'program', address('/program/same-page', { version, under, after }), samePageReply)
  const showIt = async (request: FastifyRequest, reply: FastifyReply, at: Place, { done = false, refused = null, status = 200 }: { done?: boolean, refused?: string | null, status?: number }) =>
    show(request, reply, 'Same page', <SamePagePage roles={personIn(request).roles} reply={await read(request, at)} done={done} refused={refused} />, status)

  app.get('/program/same-page', { config: { does: 'take-part', summary: 'How far the organisation is on the same page' }, schema: { querystring: query } }, async (request, reply) =>
    showIt(request, reply, request.query, { done: request.query.done !== undefined }))

  app.get('/program/same-page.csv', { config: { does: 'take-part', summary: 'What the same-page table shows, as a CSV file', gives: 'text/csv', audit: { action: 'take-same-page' } }, schema: { querystring: z.strictObject(place) } }, async (request, reply) => {
    const pages: SamePageReply[] = []
    for (let after: string | undefined = ''; after !== undefined && pages.length < MOST_PAGES;) {
      const page: SamePageReply = await read(request, { ...request.query, ...after !== '' && { after } })
      pages.push(page)
      after = page.next ?? undefined
    }
    return reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="same-page.csv"' }).send(linesOf(pages))
  })

  app.post('/program/same-page/release', { config: { does: 'run-program', summary: 'Counts answers that were not counted yet', audit: { action: 'release-same-page' } }, schema: { body: z.strictObject({ version: z.coerce.number().int().positive().max(1e9) }) } }, async (request, reply) => {
    try {
      await client.command(personIn(request), 'program', '/program/same-page/releases', request.body, samePageReleasedReply)
      return await reply.redirect(address('/program/same-page', { version: String(request.body.version), done: 'shown' }), 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showIt(request, reply, {}, { refused: error.message, status: statusOf[error.kind] })
    }
  })
}
