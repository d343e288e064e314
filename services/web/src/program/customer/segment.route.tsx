import { comparisonReply } from '@weft/contracts/program/conflict-api'
import { persona } from '@weft/contracts/program/persona-api'
import { segmentReply, wordIdReply } from '@weft/contracts/program/segment-api'
import { Notice } from '@weft/service-kit/page/controls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import { attempt, type Trouble } from '../../attempting.ts'
import { Comparison } from './comparison.page.tsx'
import { HERE } from './registry.page.tsx'
import { ComparePage, PersonaCard, SegmentPage, type Done } from './segment.page.tsx'

const params = z.object({ segmentId: z.uuid() })
const query = z.strictObject({ done: z.enum(['registered', 'changed', 'written', 'published', 'quoted', 'taken-away']).optional() })
const text = z.string().max(2_000).default('')
const wordBody = z.strictObject({ quote: text, source: text, month: text })

/** GET /program/customers/:segmentId, its comparison of two views, earlier personas, and customers' own words. */
export const segmentRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  const read = (request: FastifyRequest, segmentId: string) => client.read(personIn(request), 'program', `/program/segments/${segmentId}`, segmentReply)
  const showSegment = async (request: FastifyRequest, reply: FastifyReply, segmentId: string, { done = null, trouble = null, words }: { done?: Done | null, trouble?: Trouble | null, words?: z.infer<typeof wordBody> }) => {
    const segment = await read(request, segmentId)
    const problem = trouble === null ? null : { sentence: trouble.code === 'malformed' ? 'A quote has at most 500 characters, a source, and a month such as 2027-02.' : trouble.sentence }
    return show(request, reply, segment.name, <SegmentPage {...{ segment, done, problem }} words={words ?? { quote: '', source: '', month: now().toISOString().slice(0, 7) }} roles={personIn(request).roles} />, trouble?.status ?? 200)
  }

  app.get(`${HERE}/:segmentId`, { config: { does: 'take-part', summary: 'One segment: what is agreed, how departments see it' }, schema: { params, querystring: query } }, async (request, reply) =>
    showSegment(request, reply, request.params.segmentId, { done: request.query.done ?? null }))

  app.get(`${HERE}/:segmentId/compare`, { config: { does: 'take-part', summary: 'Two views side by side' }, schema: { params, querystring: z.strictObject({ first: z.uuid().optional(), second: z.uuid().optional() }) } }, async (request, reply) => {
    const segment = await read(request, request.params.segmentId)
    const [one, other] = segment.views ?? []
    const { first = one?.viewId ?? '', second = other?.viewId ?? '' } = request.query
    const pair = first === second || first === '' || second === '' ? null : await client.read(personIn(request), 'program', address(`/program/segments/${segment.segmentId}/comparison`, { first, second }), comparisonReply)
    return show(request, reply, 'Two views', <ComparePage {...{ segment, first, second }} roles={personIn(request).roles}>{pair === null ? <Notice title='Choose two different departments.' /> : <Comparison pair={pair} />}</ComparePage>)
  })

  app.get(`${HERE}/:segmentId/personas/:version`, { config: { does: 'take-part', summary: 'What was agreed before' }, schema: { params: params.extend({ version: z.string().regex(/^\d{1,6}$/) }) } }, async (request, reply) => {
    const { segmentId, version } = request.params
    const segment = await read(request, segmentId)
    const before = await client.read(personIn(request), 'program', `/program/segments/${segmentId}/personas/${version}`, persona)
    return show(request, reply, `${segment.name}, version ${version}`, (
      <ProgramPage roles={personIn(request).roles} here={HERE} wide>
        <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, { href: `${HERE}/${segmentId}`, name: segment.name }, { name: `Version ${version}` }]} />
        <Opening title={`${segment.name}, as agreed before`} />
        <PersonaCard persona={before} />
      </ProgramPage>
    ))
  })

  app.post(`${HERE}/:segmentId/words`, { config: { does: 'take-part', summary: 'Adds what customers said', audit: { action: 'add-customer-words', target: 'segmentId' } }, schema: { params, body: wordBody } }, async (request, reply) => {
    const { segmentId } = request.params
    const trouble = await attempt(request, async () => { wasAbout(request, (await client.command(personIn(request), 'program', `/program/segments/${segmentId}/words`, request.body, wordIdReply)).wordId) })
    return trouble === null ? reply.redirect(`${HERE}/${segmentId}?done=quoted#words`, 303) : showSegment(request, reply, segmentId, { trouble, words: request.body })
  })

  app.post(`${HERE}/:segmentId/words/:wordId/removal`, { config: { does: 'take-part', summary: 'Takes a quote away', audit: { action: 'remove-customer-words', target: 'wordId' } }, schema: { params: params.extend({ wordId: z.uuid() }) } }, async (request, reply) => {
    const { segmentId, wordId } = request.params
    await client.command(personIn(request), 'program', `/program/words/${wordId}/removal`, undefined, wordIdReply)
    return reply.redirect(`${HERE}/${segmentId}?done=taken-away#words`, 303)
  })
}
