import { healthCheck, healthListReply, healthReply } from '@weft/contracts/directory/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { address } from '../frame/words.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { HealthListPage, HealthPage } from './health.page.tsx'

/** GET /people/health, and who or what one check finds. */
export const healthRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/people/health', { config: { does: 'see-organisation', summary: 'How good the data of people and units is' } }, async (request, reply) =>
    show(request, reply, 'Data health', <HealthPage health={await client.read(personIn(request), 'directory', '/organisation/health', healthReply)} />))

  app.get('/people/health/:check', { config: { does: 'see-organisation', summary: 'Who or what one check of the data finds' }, schema: { params: z.object({ check: healthCheck }), querystring: z.strictObject({ after: z.string().max(64).optional() }) } }, async (request, reply) => {
    const { check } = request.params
    const list = await client.read(personIn(request), 'directory', address(`/organisation/health/${check}`, { after: request.query.after }), healthListReply)
    return show(request, reply, 'Data health', <HealthListPage {...list} later={request.query.after !== undefined} />)
  })
}
