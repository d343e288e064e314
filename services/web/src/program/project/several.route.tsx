import { decisionsReply, decisionsRequest, initiativesReply } from '@weft/contracts/program/initiative-api'
import { overlapsReply } from '@weft/contracts/program/overlap-api'
import type { Finding } from '@weft/service-kit/page/controls'
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
import { SeveralPage, type SeveralForm } from './several.page.tsx'

const here = '/program/projects/decide'
const after = z.string().regex(/^\d{1,9}$/)
const query = z.strictObject({ after: after.optional(), tick: z.literal('all').optional(), done: z.coerce.number().int().min(0).max(100).optional() })
const tick = z.string().regex(/^[0-9a-f-]{36}:\d{1,9}$/)
const body = z.strictObject({ after: z.union([after, z.literal('')]).default(''), kind: z.string().max(20).default(''), reason: z.string().max(5_000).default(''), p: z.union([tick.transform(one => [one]), z.array(tick).max(100)]).default([]) })
const sentences: Readonly<Record<string, string>> = { kind: 'Choose what becomes of them.', reason: 'Say why, in at most 1,000 characters.', projects: 'Tick at least one project.' }
type More = { form: SeveralForm, after?: string | undefined, done?: number | null, status?: number, problems?: readonly Finding[] }

/** GET /program/projects/decide, and POST of one decision about all that are ticked */
export const severalRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showSeveral = async (request: FastifyRequest, reply: FastifyReply, { status = 200, problems = [], done = null, after, form }: More) => {
    const person = personIn(request)
    const [list, overlaps] = await Promise.all([
      client.read(person, 'program', address('/program/initiatives', { state: 'undecided', after }), initiativesReply),
      client.read(person, 'program', '/program/overlaps?kind=duplicate', overlapsReply)
    ])
    return show(request, reply, 'Decide on several', <SeveralPage roles={person.roles} found={overlaps.counts} {...{ list, form, after, done, problems }} />, status)
  }

  app.get(here, { config: { does: 'run-program', summary: 'Projects that are not decided, to be decided together' }, schema: { querystring: query } }, async (request, reply) => {
    const { after, tick: all, done = null } = request.query
    return showSeveral(request, reply, { after, done, form: { kind: '', reason: '', ticked: all ?? [] } })
  })

  app.post(here, { config: { does: 'run-program', summary: 'Decides the same about several projects', audit: { action: 'decide-projects' } }, schema: { body } }, async (request, reply) => {
    const { p, kind, reason } = request.body
    const again = { after: request.body.after === '' ? undefined : request.body.after, form: { kind, reason, ticked: p } }
    const asked = decisionsRequest.safeParse({ kind, reason, projects: p.map(one => ({ initiativeId: one.slice(0, 36), version: Number(one.slice(37)) })) })
    if (!asked.success) {
      endedAs(request, 'malformed')
      const places = [...new Set(asked.error.issues.map(({ path }) => String(path[0])))]
      return showSeveral(request, reply, { ...again, status: 422, problems: places.map(place => ({ at: place === 'projects' ? 'p' : place, sentence: sentences[place] ?? 'This could not be read.' })) })
    }
    try {
      const { decided } = await client.command(personIn(request), 'program', '/program/initiatives/decisions', asked.data, decisionsReply)
      return await reply.redirect(address(here, { done: String(decided) }), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      return showSeveral(request, reply, { ...again, status: statusOf[error.kind], problems: [{ at: 'p', sentence: error.message }] })
    }
  })
}
