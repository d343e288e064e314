import { segmentIdReply, segmentReply, segmentsReply } from '@weft/contracts/program/segment-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { attempt, type Trouble } from '../../attempting.ts'
import { EditSegmentPage, HERE, RegistryPage, type SegmentForm } from './registry.page.tsx'

const query = z.strictObject({ like: z.string().max(100).default(''), state: z.enum(['active', 'ended']).default('active'), after: z.string().max(240).optional() })
const params = z.object({ segmentId: z.uuid() })
const text = z.string().max(4_000).default('')
const body = z.strictObject({ name: text, description: text, customers: z.enum(['external', 'internal']), voice: text, state: z.enum(['active', 'ended']).default('active'), version: z.string().max(12).default('') })
const empty: SegmentForm = { name: '', description: '', customers: 'external', voice: '', state: 'active', version: '' }
const fieldOf: Record<string, string> = { 'segment-name-taken': 'name', 'no-such-person': 'voice', 'several-people': 'voice' }

/** GET /program/customers, and registering and changing a segment. */
export const registryRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const edit = (request: FastifyRequest, reply: FastifyReply, form: SegmentForm, segmentId: string | null, trouble: Trouble | null = null) => {
    const at = trouble === null ? undefined : trouble.code === 'malformed' ? 'name' : fieldOf[trouble.code]
    const problem = trouble === null ? null : { ...at !== undefined && { at }, sentence: trouble.code === 'malformed' ? 'A segment needs a name of at most 200 characters, and a description of at most 1,000.' : trouble.sentence }
    return show(request, reply, segmentId === null ? 'Register a segment' : 'Change a segment', <EditSegmentPage {...{ form, segmentId, problem }} roles={personIn(request).roles} />, trouble?.status ?? 200)
  }

  app.get(HERE, { config: { does: 'take-part', summary: 'Segments of customers' }, schema: { querystring: query } }, async (request, reply) => {
    const { like, state, after } = request.query
    const person = personIn(request)
    const list = await client.read(person, 'program', address('/program/segments', { like, state, after }), segmentsReply)
    return show(request, reply, 'Customers', <RegistryPage roles={person.roles} {...{ list, like, state }} />)
  })

  app.get(`${HERE}/new`, { config: { does: 'lead-part', summary: 'A form for a new segment' } }, async (request, reply) => edit(request, reply, empty, null))

  app.post(HERE, { config: { does: 'lead-part', summary: 'Registers a segment', audit: { action: 'register-segment' } }, schema: { body } }, async (request, reply) => {
    const { name, description, customers, voice } = request.body
    let segmentId = ''
    const trouble = await attempt(request, async () => { ({ segmentId } = await client.command(personIn(request), 'program', '/program/segments', { name, description, customers, voice }, segmentIdReply)) })
    if (trouble !== null) return edit(request, reply, request.body, null, trouble)
    wasAbout(request, segmentId)
    return reply.redirect(`${HERE}/${segmentId}?done=registered`, 303)
  })

  app.get(`${HERE}/:segmentId/edit`, { config: { does: 'lead-part', summary: 'A form to change a segment' }, schema: { params } }, async (request, reply) => {
    const segment = await client.read(personIn(request), 'program', `/program/segments/${request.params.segmentId}`, segmentReply)
    return edit(request, reply, { ...segment, voice: segment.voice?.personId ?? '', version: String(segment.version) }, segment.segmentId)
  })

  app.post(`${HERE}/:segmentId`, { config: { does: 'lead-part', summary: 'Changes a segment', audit: { action: 'change-segment', target: 'segmentId' } }, schema: { params, body } }, async (request, reply) => {
    const { segmentId } = request.params
    const trouble = await attempt(request, () => client.command(personIn(request), 'program', `/program/segments/${segmentId}`, { ...request.body, version: Number(request.body.version) }, segmentIdReply))
    return trouble === null ? reply.redirect(`${HERE}/${segmentId}?done=changed`, 303) : edit(request, reply, request.body, segmentId, trouble)
  })
}
