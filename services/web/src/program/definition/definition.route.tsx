import { acknowledgedReply, coverageReply, definitionReply } from '@weft/contracts/program/definition-api'
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
import { CoveragePage, DefinitionPage } from './definition.page.tsx'

type Done = 'read' | 'published' | 'dropped'

/** GET /program/definition, POST /program/definition/read, GET /program/definition/coverage */
export const definitionRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showIt = async (request: FastifyRequest, reply: FastifyReply, { done = null, refused = null, status = 200 }: { done?: Done | null, refused?: string | null, status?: number }) => {
    const person = personIn(request)
    return show(request, reply, 'Definition', <DefinitionPage roles={person.roles} done={done} refused={refused} reply={await client.read(person, 'program', '/program/definition', definitionReply)} />, status)
  }

  app.get('/program/definition', { config: { does: 'take-part', summary: 'What customer centricity means here' }, schema: { querystring: z.strictObject({ done: z.enum(['read', 'published', 'dropped']).optional() }) } }, async (request, reply) =>
    showIt(request, reply, { done: request.query.done ?? null }))

  app.post('/program/definition/read', { config: { does: 'take-part', summary: 'Says that the reader has read it', audit: { action: 'acknowledge-definition' } }, schema: { body: z.strictObject({ version: z.coerce.number().int().positive().max(1e9) }) } }, async (request, reply) => {
    try {
      await client.command(personIn(request), 'program', '/program/definition/acknowledgement', request.body, acknowledgedReply)
      return await reply.redirect('/program/definition?done=read', 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showIt(request, reply, { refused: error.message, status: statusOf[error.kind] })
    }
  })

  app.get('/program/definition/coverage', { config: { does: 'run-program', summary: 'How many have read the definition, by unit' }, schema: { querystring: z.strictObject({ after: z.string().max(64).optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    return show(request, reply, 'Who has read the definition', <CoveragePage roles={person.roles} reply={await client.read(person, 'program', address('/program/definition/coverage', { after: request.query.after }), coverageReply)} />)
  })
}
