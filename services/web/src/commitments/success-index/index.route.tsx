import { indexReply } from '@weft/contracts/commitments/index-api'
import { day } from '@weft/contracts/vocabulary'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { IndexPage } from './index.page.tsx'

/** GET /commitments/index, GET /commitments/team/:reviewId/index */
export const indexRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/index', { config: { does: 'take-part', summary: 'The reader\'s own Success Index, and how it is worked out' }, schema: { querystring: z.strictObject({ quarter: day.optional() }) } }, async (request, reply) => {
    const found = await client.read(personIn(request), 'commitments', address('/commitments/index', request.query), indexReply)
    return show(request, reply, 'My index', <IndexPage roles={personIn(request).roles} reply={found} />)
  })

  app.get('/commitments/team/:reviewId/index', { config: { does: 'take-part', summary: 'The Success Index of somebody whom the reader reviews' }, schema: { params: z.strictObject({ reviewId: z.uuid() }) } }, async (request, reply) => {
    const found = await client.read(personIn(request), 'commitments', `/commitments/reviews/${request.params.reviewId}/index`, indexReply)
    return show(request, reply, `Success Index of ${found.person?.name ?? 'somebody'}`, <IndexPage roles={personIn(request).roles} reply={found} />)
  })
}
