import { momentumReply } from '@weft/contracts/program/momentum-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { MomentumPage } from './momentum.page.tsx'

/** GET /program/momentum */
export const momentumRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/momentum', { config: { does: 'take-part', summary: 'Whether the program moves, and what changed' }, schema: { querystring: z.strictObject({ after: z.string().max(30).optional() }) } }, async (request, reply) => {
    const { after } = request.query
    const momentum = await client.read(personIn(request), 'program', address('/program/momentum', { after }), momentumReply)
    return show(request, reply, 'Momentum', <MomentumPage roles={personIn(request).roles} momentum={momentum} later={after !== undefined} />)
  })
}
