import { effectReply } from '@weft/contracts/commitments/effect-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { EffectPage } from './effect.page.tsx'

/** GET /commitments/effect */
export const effectRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/effect', { config: { does: 'see-effect', summary: 'Whether scores moved more where commitments were kept' }, schema: { querystring: z.strictObject({ before: z.uuid().optional(), after: z.uuid().optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    const found = await client.read(person, 'commitments', address('/commitments/effect', request.query), effectReply)
    return show(request, reply, 'Does it work?', <EffectPage roles={person.roles} reply={found} />)
  })
}
