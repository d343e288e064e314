import { attestationReply, attestedReply, attestRequest, ratingNames } from '@weft/contracts/program/attestation-api'
import { charterReply } from '@weft/contracts/program/charter-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { servingReply } from '@weft/contracts/program/serving-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { fieldName, PrioritiesPage, type PrioritiesView } from './priorities.page.tsx'

// A rating that was not chosen is not sent at all.
const ratings = Object.fromEntries([0, 1, 2].flatMap(place => ratingNames.map(name => [fieldName(place, name), z.string().max(8).optional()])))
const body = z.strictObject({ version: z.coerce.number().int().positive().max(1e9), ...ratings })
const query = z.strictObject({ done: z.enum(['answered', 'published', 'dropped']).optional() })

/** GET /program/priorities, POST /program/priorities/answer */
export const prioritiesRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showPriorities = async (request: FastifyRequest, reply: FastifyReply, { status = 200, ...more }: Partial<PrioritiesView> & { status?: number }) => {
    const person = personIn(request)
    const [current, { priorities: serving }, attestation, charter] = await Promise.all([
      client.read(person, 'program', '/program/priorities', prioritiesReply), client.read(person, 'program', '/program/priorities/serving', servingReply), client.read(person, 'program', '/program/attestation', attestationReply),
      client.read(person, 'program', '/program/charter', charterReply)
    ])
    return show(request, reply, 'Priorities', <PrioritiesPage {...{ roles: person.roles, current, serving, attestation, charter, chosen: null, problems: [], refused: null, done: null, ...more }} />, status)
  }

  app.get('/program/priorities', { config: { does: 'take-part', summary: 'The priorities, and what the reader says of them' }, schema: { querystring: query } }, async (request, reply) =>
    showPriorities(request, reply, { done: request.query.done ?? null }))

  app.post('/program/priorities/answer', { config: { does: 'take-part', summary: 'Says what the reader thinks of the priorities', audit: { action: 'answer-priorities' } }, schema: { body } }, async (request, reply) => {
    const person = personIn(request)
    const { version, ...rest } = request.body
    const chosen: Record<string, string> = Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    const { priorities, version: now } = await client.read(person, 'program', '/program/priorities', prioritiesReply)
    const open = version !== now ? [] : priorities.flatMap((_, place) => ratingNames.map(name => fieldName(place, name)).filter(field => !/^([1-5]|no)$/.test(chosen[field] ?? '')))
    if (open.length > 0) {
      endedAs(request, 'not-all-rated')
      return showPriorities(request, reply, { status: 422, chosen, problems: open.map(at => ({ at, sentence: 'Choose one of the answers. “I would rather not say” is one of them.' })) })
    }
    try {
      const said = (place: number, name: string) => { const value = chosen[fieldName(place, name)]; return value === undefined || value === 'no' ? null : Number(value) }
      const ratings = priorities.map(({ priorityId }, place) => ({ priorityId, understand: said(place, 'understand'), agree: said(place, 'agree'), motivated: said(place, 'motivated') }))
      await client.command(person, 'program', '/program/attestation', attestRequest.parse({ version, ratings }), attestedReply)
      return await reply.redirect('/program/priorities?done=answered', 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showPriorities(request, reply, { status: statusOf[error.kind], refused: error.message, ...error.code !== 'old-version' && { chosen } })
    }
  })
}
