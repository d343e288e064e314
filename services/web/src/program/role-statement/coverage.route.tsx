import { coverageReply } from '@weft/contracts/program/role-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { CoveragePage } from './coverage.page.tsx'

/** GET /program/practices/coverage */
export const coverageRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices/coverage', { config: { does: 'see-program', summary: 'How far practices reach, by unit, and how that is counted' }, schema: { querystring: z.strictObject({ under: z.string().min(1).max(64).optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    const coverage = await client.read(person, 'program', address('/program/practice-coverage', { under: request.query.under }), coverageReply)
    return show(request, reply, 'How far we are', <CoveragePage roles={person.roles} coverage={coverage} />)
  })
}
