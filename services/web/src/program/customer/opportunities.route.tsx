import { opportunitiesReply, opportunityIdReply, unitPairsReply } from '@weft/contracts/program/opportunity-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { attempt, type Trouble } from '../../attempting.ts'
import { OpportunitiesPage, type NewForm } from './opportunities.page.tsx'
import { HERE } from './registry.page.tsx'

const LIST = `${HERE}/opportunities`
const id = z.string().min(1).max(64).optional()
const query = z.strictObject({ first: id, second: id, segment: z.uuid().optional(), after: z.uuid().optional(), done: z.literal('1').optional() })
const params = z.object({ opportunityId: z.uuid() })
const text = z.string().max(2_000).default('')
const number = z.string().max(12).default('')
const newBody = z.strictObject({ first: z.string().max(64), second: z.string().max(64), segmentId: text, question: text, what: text, owner: text })
const empty: NewForm = { segmentId: '', question: '', what: '', owner: '' }
const fieldOf: Record<string, string> = { 'no-such-person': 'owner', 'several-people': 'owner', malformed: 'what' }
type Asked = Omit<z.infer<typeof query>, 'done'> & { done?: boolean, form?: NewForm, trouble?: Trouble | null }

/** GET /program/customers/opportunities, and what two departments do with them. */
export const opportunitiesRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showList = async (request: FastifyRequest, reply: FastifyReply, { first, second, segment: segmentId, after, done = false, form = empty, trouble = null }: Asked) => {
    const person = personIn(request)
    const pairs = await client.read(person, 'program', '/program/unit-pairs', unitPairsReply)
    const list = await client.read(person, 'program', address('/program/opportunities', { first, second, segment: segmentId, after }), opportunitiesReply)
    const pair = pairs.pairs.find(one => one.first.unitId === first && one.second.unitId === second) ?? null
    const segment = pairs.pairs.flatMap(({ segments }) => segments).find(one => one.segmentId === segmentId) ?? null
    const at = trouble === null ? undefined : fieldOf[trouble.code]
    const problem = trouble === null ? null : { ...pair !== null && at !== undefined && { at }, sentence: trouble.code === 'malformed' ? 'Choose a question, and say what you would do in at most 500 characters.' : trouble.sentence }
    return show(request, reply, 'Opportunities', <OpportunitiesPage roles={person.roles} {...{ pairs, list, pair, segment, form, problem, done }} />, trouble?.status ?? 200)
  }

  app.get(LIST, { config: { does: 'see-portfolio', summary: 'Who serves the same customers, and what they could do together' }, schema: { querystring: query } }, async (request, reply) =>
    showList(request, reply, { ...request.query, done: request.query.done === '1' }))

  app.post(LIST, { config: { does: 'take-part', summary: 'Opens an opportunity between two departments', audit: { action: 'open-opportunity' } }, schema: { body: newBody } }, async (request, reply) => {
    const { first, second, ...form } = request.body
    const trouble = await attempt(request, async () => { wasAbout(request, (await client.command(personIn(request), 'program', '/program/opportunities', request.body, opportunityIdReply)).opportunityId) })
    return trouble === null ? reply.redirect(address(LIST, { first, second, done: '1' }), 303) : showList(request, reply, { first, second, form, trouble })
  })

  for (const [step, what, action, shape] of [
    ['', 'Changes an opportunity', 'change-opportunity', z.strictObject({ version: number, what: text, owner: text, outcome: text, state: text })],
    ['/dispute', 'Says that its ownership is disputed', 'dispute-opportunity', z.strictObject({ version: number, why: text })],
    ['/owner', 'Decides whose an opportunity is', 'decide-owner', z.strictObject({ version: number, owner: text, why: text })]
  ] as const) {
    app.post(`${LIST}/:opportunityId${step}`, { config: { does: 'take-part', summary: what, audit: { action, target: 'opportunityId' } }, schema: { params, body: shape } }, async (request, reply) => {
      const asked = { ...request.body, version: Number(request.body.version) }
      const trouble = await attempt(request, () => client.command(personIn(request), 'program', `/program/opportunities/${request.params.opportunityId}${step}`, asked, opportunityIdReply))
      return trouble === null ? reply.redirect(`${LIST}?done=1#${request.params.opportunityId}`, 303) : showList(request, reply, { trouble })
    })
  }
}
