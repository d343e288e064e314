import { mineReply } from '@weft/contracts/commitments/commitment-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { MyCommitmentsPage } from './my-commitments.page.tsx'

/** GET /commitments */
export const myCommitmentsRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments', { config: { does: 'take-part', summary: 'The reader\'s own commitments' } }, async (request, reply) => {
    const mine = await client.read(personIn(request), 'commitments', '/commitments/mine', mineReply)
    return show(request, reply, 'My commitments', <MyCommitmentsPage roles={personIn(request).roles} mine={mine} />)
  })
}
