import { dismissalRequest, dismissedReply, overlapKind, overlapsReply, takeBackRequest } from '@weft/contracts/program/overlap-api'
import { decisionRequest, initiativeChangedReply } from '@weft/contracts/program/initiative-api'
import type { Finding } from '@weft/service-kit/page/controls'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { MethodPage } from './method.page.tsx'
import { OverlapsPage } from './overlaps.page.tsx'

const here = '/program/projects/overlaps'
const query = z.strictObject({ kind: overlapKind.default('duplicate'), dismissed: z.literal('yes').optional(), after: z.string().regex(/^\d{1,9}$/).optional(), done: z.enum(['merged', 'dismissed', 'taken-back']).optional() })
const text = z.string().max(3_000).default('')
const body = z.strictObject({ kind: overlapKind, deed: z.enum(['a-into-b', 'b-into-a', 'dismiss', 'take-back']), a: z.uuid(), b: z.union([z.uuid(), z.literal('')]), versionA: text, versionB: text, reason: text })
type Body = z.infer<typeof body>

/** GET /program/projects/overlaps with its method, and POST of what was decided about a finding */
export const overlapsRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showList = async (request: FastifyRequest, reply: FastifyReply, { kind, dismissed, after, done }: z.infer<typeof query>, status = 200, problems: Finding[] = []) => {
    const list = await client.read(personIn(request), 'program', address('/program/overlaps', { kind, dismissed, after }), overlapsReply)
    return show(request, reply, 'Overlaps', <OverlapsPage roles={personIn(request).roles} {...{ list, kind, problems }} dismissed={dismissed !== undefined} done={done ?? null} />, status)
  }
  app.get('/program/projects/overlaps', { config: { does: 'see-portfolio', summary: 'Duplicates, contradictions, overlaps and orphans among projects' }, schema: { querystring: query } }, async (request, reply) =>
    showList(request, reply, request.query))

  app.get('/program/projects/overlaps/method', { config: { does: 'see-portfolio', summary: 'How overlaps are found' } }, async (request, reply) =>
    show(request, reply, 'How overlaps are found', <MethodPage roles={personIn(request).roles} />))

  app.post('/program/projects/overlaps', { config: { does: 'run-program', summary: 'Decides about a finding: merge, dismiss, take back', audit: { action: 'decide-overlap', target: 'a' } }, schema: { body } }, async (request, reply) => {
    const { kind } = request.body
    try {
      const done = await decide(request, request.body)
      return await reply.redirect(address(here, { kind, done }), 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return showList(request, reply, { kind }, statusOf[error.kind], [{ sentence: error.message }])
    }
  })

  async function decide (request: FastifyRequest, { kind, deed, a, b, versionA, versionB, reason: written }: Body): Promise<string> {
    const person = personIn(request)
    if (deed === 'take-back') {
      await client.command(person, 'program', '/program/overlaps/dismissals/taken-back', takeBackRequest.parse({ kind, a, b: b || null }), dismissedReply)
      return 'taken-back'
    }
    const reason = written.trim().slice(0, 1_000)
    if (reason === '') throw new Refusal('invalid', 'reason-missing', 'Say why, in a sentence. It stays with the decision.')
    if (deed === 'dismiss') {
      await client.command(person, 'program', '/program/overlaps/dismissals', dismissalRequest.parse({ kind, a, b: b || null, reason }), dismissedReply)
      return 'dismissed'
    }
    const [gone, into, version] = deed === 'a-into-b' ? [a, b, versionA] : [b, a, versionB]
    const asked = decisionRequest.safeParse({ kind: 'merge', version: Number(version), reason, into })
    if (!asked.success || gone === '') throw new Refusal('invalid', 'not-two-projects', 'This finding is about one project: there is nothing to merge.')
    await client.command(person, 'program', `/program/initiatives/${gone}/decisions`, asked.data, initiativeChangedReply)
    return 'merged'
  }
}
