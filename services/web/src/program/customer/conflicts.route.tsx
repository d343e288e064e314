import { conflictIdReply, conflictsReply, type Conflict } from '@weft/contracts/program/conflict-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { attempt, type Trouble } from '../../attempting.ts'
import { ConflictsPage } from './conflicts.page.tsx'
import { HERE } from './registry.page.tsx'

const query = z.strictObject({ state: z.enum(['open', 'decided', 'gone']).default('open'), segment: z.uuid().optional(), after: z.uuid().optional(), done: z.literal('1').optional() })
const body = z.strictObject({ verdict: z.string().max(40).default(''), why: z.string().max(2_000).default(''), version: z.string().max(12).default(''), back: z.string().max(40).default('') })
type Asked = { state: Conflict['state'], segment?: string | undefined, after?: string | undefined, done?: boolean, trouble?: Trouble | null }

/** GET /program/customers/conflicts, and deciding one. */
export const conflictsRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showQueue = async (request: FastifyRequest, reply: FastifyReply, { state, segment, after, done = false, trouble = null }: Asked) => {
    const person = personIn(request)
    const list = await client.read(person, 'program', address('/program/conflicts', { state, segment, after }), conflictsReply)
    const problem = trouble === null ? null : { sentence: trouble.code === 'malformed' ? 'Say what holds, and why in at most 500 characters.' : trouble.sentence }
    return show(request, reply, 'Contradictions', <ConflictsPage roles={person.roles} {...{ list, state, segment, done, problem }} />, trouble?.status ?? 200)
  }

  app.get(`${HERE}/conflicts`, { config: { does: 'take-part', summary: 'Contradictions between views' }, schema: { querystring: query } }, async (request, reply) => showQueue(request, reply, { ...request.query, done: request.query.done === '1' }))

  app.post(`${HERE}/conflicts/:conflictId/decision`, { config: { does: 'take-part', summary: 'Decides a contradiction', audit: { action: 'decide-conflict', target: 'conflictId' } }, schema: { params: z.object({ conflictId: z.uuid() }), body } }, async (request, reply) => {
    const { verdict, why, version, back } = request.body
    const { conflictId } = request.params
    const trouble = await attempt(request, () => client.command(personIn(request), 'program', `/program/conflicts/${conflictId}/decision`, { verdict, why, version: Number(version) }, conflictIdReply))
    if (trouble !== null) return showQueue(request, reply, { state: 'open', trouble })
    return reply.redirect(z.uuid().safeParse(back).success ? `${HERE}/${back}?done=changed` : `${HERE}/conflicts?done=1`, 303)
  })
}
