import { viewIdReply, viewsReply } from '@weft/contracts/program/view-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { HERE } from './registry.page.tsx'
import { ViewsPage } from './view.page.tsx'

/** GET /program/customers/views, and saying whose customers a view is about. */
export const viewsRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get(`${HERE}/views`, { config: { does: 'see-portfolio', summary: 'Views of departments, the unmapped first' }, schema: { querystring: z.strictObject({ like: z.string().max(100).default(''), after: z.string().max(120).optional(), done: z.literal('mapped').optional() }) } }, async (request, reply) => {
    const { like, after, done: did } = request.query
    const person = personIn(request)
    const list = await client.read(person, 'program', address('/program/views', { like, after }), viewsReply)
    return show(request, reply, 'Views of departments', <ViewsPage roles={person.roles} {...{ list, like }} writes={may(person.roles, 'lead-part')} done={did === undefined ? null : 'The mapping is stored.'} />)
  })

  app.post(`${HERE}/views/:viewId/mapping`, { config: { does: 'lead-part', summary: 'Says whose customers a view is about', audit: { action: 'map-view', target: 'viewId' } }, schema: { params: z.object({ viewId: z.uuid() }), body: z.strictObject({ segmentId: z.string().max(40).default(''), why: z.string().max(400).default('') }) } }, async (request, reply) => {
    const { segmentId, why } = request.body
    await client.command(personIn(request), 'program', `/program/views/${request.params.viewId}/mapping`, { segmentId: segmentId === '' ? null : segmentId, why }, viewIdReply)
    return reply.redirect(`${HERE}/views?done=mapped`, 303)
  })
}
