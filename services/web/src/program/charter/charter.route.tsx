import { charterReply } from '@weft/contracts/program/charter-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { CharterPage } from './charter.page.tsx'

/** GET /program/charter */
export const charterRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/charter', { config: { does: 'take-part', summary: 'What the program is for, and who stands behind it' }, schema: { querystring: z.strictObject({ done: z.enum(['published', 'dropped']).optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    return show(request, reply, 'Charter', <CharterPage roles={person.roles} reply={await client.read(person, 'program', '/program/charter', charterReply)} done={request.query.done ?? null} />)
  })
}
