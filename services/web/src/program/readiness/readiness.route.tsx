import { exposureCoverageReply } from '@weft/contracts/program/exposure-api'
import { aspects, quarter as quarterId, readinessMade, readinessReply, readinessRequest, type Rated } from '@weft/contracts/program/readiness-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ReadinessPage } from './readiness.page.tsx'
import { ReviewFormPage } from './review-form.page.tsx'

const params = z.object({ quarter: quarterId })
const fields = Object.fromEntries(aspects.flatMap(({ id }) => [[`level-${id}`, z.string().regex(/^[0-4]?$/).default('')], [`evidence-${id}`, z.string().max(1500).default('')]]))
const body = z.strictObject({ version: z.string().regex(/^\d{1,6}$/), ...fields })
const ratedIn = (form: Record<string, string>): Rated[] => aspects.map(({ id }) => ({ aspect: id, level: form[`level-${id}`] === '' ? null : Number(form[`level-${id}`]), evidence: (form[`evidence-${id}`] ?? '').trim() }))

/** GET /program/readiness, GET and POST /program/readiness/:quarter/review */
export const readinessRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const query = z.strictObject({ quarter: quarterId.optional(), version: z.string().regex(/^\d{1,6}$/).optional(), done: z.literal('saved').optional() })
  app.get('/program/readiness', { config: { does: 'see-portfolio', summary: 'How ready the program is, and what can be counted' }, schema: { querystring: query } }, async (request, reply) => {
    const { quarter, version, done } = request.query
    const [readiness, coverage] = await Promise.all([
      client.read(personIn(request), 'program', address('/program/readiness', { quarter, version }), readinessReply),
      client.read(personIn(request), 'program', '/program/exposure/coverage', exposureCoverageReply)
    ])
    return show(request, reply, 'Readiness', <ReadinessPage roles={personIn(request).roles} {...{ readiness, coverage }} done={done !== undefined} />)
  })

  type Form = { quarter: string, version: number, rated: readonly Rated[], status?: number, problems?: readonly Finding[] }
  const showForm = (request: FastifyRequest, reply: FastifyReply, { status = 200, problems = [], ...form }: Form) =>
    show(request, reply, 'Readiness review', <ReviewFormPage roles={personIn(request).roles} {...form} problems={problems} />, status)

  app.get('/program/readiness/:quarter/review', { config: { does: 'run-program', summary: 'The form of a readiness review' }, schema: { params } }, async (request, reply) => {
    const { quarter, review } = await client.read(personIn(request), 'program', address('/program/readiness', { quarter: request.params.quarter }), readinessReply)
    return showForm(request, reply, { quarter, version: review?.version ?? 0, rated: review?.aspects ?? [] })
  })

  app.post('/program/readiness/:quarter/review', { config: { does: 'run-program', summary: 'Saves a readiness review', audit: { action: 'review-readiness', target: 'quarter' } }, schema: { params, body } }, async (request, reply) => {
    const [{ quarter }, form] = [request.params, request.body as Record<string, string>]
    const [version, rated] = [Number(form['version']), ratedIn(form)]
    const asked = readinessRequest.safeParse({ version, aspects: rated })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showForm(request, reply, { quarter, version, rated, status: 422, problems: [{ sentence: 'What is to be seen has at most 1,000 characters each.' }] })
    }
    try {
      await client.command(personIn(request), 'program', `/program/readiness/${quarter}`, asked.data, readinessMade)
      return await reply.redirect(address('/program/readiness', { quarter, done: 'saved' }), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      const problems = error.problems.length > 0 ? error.problems.map(({ at, sentence }) => ({ at: `evidence-${at}`, sentence })) : [{ sentence: error.message }]
      return showForm(request, reply, { quarter, version, rated, status: statusOf[error.kind], problems })
    }
  })
}
