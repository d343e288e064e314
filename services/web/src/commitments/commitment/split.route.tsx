import { randomUUID } from 'node:crypto'
import { commitmentActReply, commitmentReply, splitCommitmentRequest } from '@weft/contracts/commitments/commitment-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusedOr } from '../../attempting.ts'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { findingOf } from './form.ts'
import { SplitPage, type SplitForm } from './split.page.tsx'

const MOST_PARTS = 5
const places = Array.from({ length: MOST_PARTS }, (_, place) => place)
const params = z.object({ commitmentId: z.uuid() })
const text = z.string().max(2_000).default('')
const body = z.strictObject({ version: text, ...Object.fromEntries(places.flatMap(place => [`id${place}`, `wording${place}`, `measure${place}`].map(name => [name, text]))) })

/** GET and POST /commitments/:commitmentId/split */
export const splitCommitmentRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showSplit = async (request: FastifyRequest, reply: FastifyReply, commitmentId: string, form: SplitForm, { status = 200, problems = [] }: { status?: number, problems?: readonly Finding[] } = {}) => {
    const { commitment } = await client.read(personIn(request), 'commitments', `/commitments/commitment/${commitmentId}`, commitmentReply)
    return show(request, reply, 'Split a commitment', <SplitPage roles={personIn(request).roles} one={commitment} {...{ form, problems }} />, status)
  }

  app.get('/commitments/:commitmentId/split', { config: { does: 'take-part', summary: 'The form for splitting a commitment' }, schema: { params } }, async (request, reply) =>
    showSplit(request, reply, request.params.commitmentId, { ids: places.map(() => randomUUID()), wordings: [], measures: [] }))

  app.post('/commitments/:commitmentId/split', { config: { does: 'take-part', summary: 'Splits a commitment into parts', audit: { action: 'split-commitment', target: 'commitmentId' } }, schema: { params, body } }, async (request, reply) => {
    const [{ commitmentId }, sent] = [request.params, request.body as Record<string, string>]
    const boxes = (name: string) => places.map(place => sent[`${name}${place}`] ?? '')
    const form: SplitForm = { ids: boxes('id'), wordings: boxes('wording'), measures: boxes('measure') }
    const parts = places.filter(place => form.wordings[place]?.trim() !== '').map(place => ({ commitmentId: form.ids[place], wording: form.wordings[place]?.trim(), measure: form.measures[place]?.trim() }))
    const asked = splitCommitmentRequest.safeParse({ version: Number(sent['version']), parts })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showSplit(request, reply, commitmentId, form, { status: 422, problems: [parts.length < 2 ? { at: 'wording0', sentence: 'Write at least two parts.' } : { at: 'measure0', sentence: 'Each part says what you will do, and in one line how you will see it.' }] })
    }
    return refusedOr(request, async () => {
      await client.command(personIn(request), 'commitments', `/commitments/commitment/${commitmentId}/split`, asked.data, commitmentActReply)
      return reply.redirect('/commitments?done=split', 303)
    }, refusal => showSplit(request, reply, commitmentId, form, { status: statusOf[refusal.kind], problems: [findingOf(refusal)] }))
  })
}
