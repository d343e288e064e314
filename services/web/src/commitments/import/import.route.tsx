import { Readable } from 'node:stream'
import { goalColumnsRequest, goalImportReply, type GoalImportReply } from '@weft/contracts/commitments/import-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { cappedBody, passThrough, refused } from '../../upload.ts'
import { refusedOr } from '../../attempting.ts'
import { GoalsPage, SendGoalsPage } from './import.page.tsx'

const HOME = '/commitments/import'
/** The service takes 1 MB; a form around it is a little longer. */
const MOST_FORM_BYTES = 3 * 1_048_576
const params = z.object({ importId: z.uuid() })
const at = (importId: string, step = '') => `/commitments/imports/${importId}${step}`
const version = z.coerce.number().int().positive()

/** What the form of columns says, as the service takes it. */
function columnsOf (form: Readonly<Record<string, string>>): unknown {
  const fields: Record<string, string | null> = {}
  for (const [key, name] of Object.entries(form)) {
    const chosen = /^n\d+$/.test(key) ? form[`c${key.slice(1)}`] : undefined
    if (chosen !== undefined) Object.defineProperty(fields, name, { value: chosen === '' ? null : chosen, enumerable: true })
  }
  return { version: Number(form['version']), fields, dates: form['dates'], benefits: form['benefits'], measure: form['measure']?.trim() }
}

/** /commitments/import, and an import at the step where it is. */
export const goalImportRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  type Done = 'applied' | 'dropped'
  const showRun = async (request: FastifyRequest, reply: FastifyReply, importId: string, { after, done = null, problem = null }: { after?: number | undefined, done?: Done | null, problem?: Refusal | null } = {}) => {
    const person = personIn(request)
    const run: GoalImportReply = await client.read(person, 'commitments', address(at(importId), { after: after?.toString() }), goalImportReply)
    return show(request, reply, 'Import of goals', <GoalsPage roles={person.roles} {...{ run, done }} findings={problem === null ? [] : [{ sentence: problem.message }]} />, problem === null ? 200 : statusOf[problem.kind])
  }
  const stepping = (request: FastifyRequest, reply: FastifyReply, importId: string, step: string, body: unknown, done: Done | null) => refusedOr(request,
    async () => {
      await client.command(personIn(request), 'commitments', at(importId, step), body, goalImportReply)
      return reply.redirect(address(`${HOME}/${importId}`, { done: done ?? undefined }), 303)
    },
    problem => showRun(request, reply, importId, { problem }))

  app.get(HOME, { config: { does: 'take-part', summary: 'The form to bring in goals kept elsewhere' } }, async (request, reply) => show(request, reply, 'Bring your goals with you', <SendGoalsPage roles={personIn(request).roles} outcome={null} />))

  app.get(`${HOME}/:importId`, { config: { does: 'take-part', summary: 'An import of goals: columns, problems, what would come in' }, schema: { params, querystring: z.strictObject({ after: z.coerce.number().int().positive().max(1_000_000).optional(), done: z.enum(['applied', 'dropped']).optional() }) } }, async (request, reply) =>
    showRun(request, reply, request.params.importId, { after: request.query.after, done: request.query.done ?? null }))

  app.get(`${HOME}/:importId/left-out.csv`, { config: { does: 'take-part', summary: 'Rows that an import of goals does not take, with the reason', gives: 'text/csv', audit: { action: 'take-left-out-goals', target: 'importId' } }, schema: { params } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const answer = await client.open(personIn(request), { service: 'commitments', method: 'GET', path: at(request.params.importId, '/left-out.csv'), signal: leaving.signal })
    return reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="left-out-goals.csv"', 'cache-control': 'no-store' }).send(answer.body === null ? '' : Readable.fromWeb(answer.body as never))
  })

  app.post(`${HOME}/:importId/columns`, { config: { does: 'take-part', summary: 'Says which column of an import of goals is which', audit: { action: 'match-goals', target: 'importId' } }, schema: { params, body: z.record(z.string().max(10), z.string().max(400)) } }, async (request, reply) => {
    const asked = goalColumnsRequest.safeParse(columnsOf(request.body))
    if (asked.success) return stepping(request, reply, request.params.importId, '/columns', asked.data, null)
    endedAs(request, 'malformed')
    return showRun(request, reply, request.params.importId, { problem: new Refusal('invalid', 'malformed', 'Choose from the lists, and say in one line what stands where a goal has no measure.') })
  })

  app.post(`${HOME}/:importId/application`, { config: { does: 'take-part', summary: 'Brings goals in as drafts', audit: { action: 'import-goals', target: 'importId' } }, schema: { params, body: z.strictObject({ version }) } }, async (request, reply) =>
    stepping(request, reply, request.params.importId, '/application', request.body, 'applied'))

  app.post(`${HOME}/:importId/drop`, { config: { does: 'take-part', summary: 'Drops an import of goals, or takes it back', audit: { action: 'drop-goals', target: 'importId' } }, schema: { params, body: z.strictObject({ version }) } }, async (request, reply) =>
    stepping(request, reply, request.params.importId, '/drop', request.body, 'dropped'))
}

/** POST /commitments/import: the form travels through to the service, which reads it. */
export const sendGoalsRoute = ({ client }: Deps): FastifyPluginAsync => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post(HOME, { config: { does: 'take-part', summary: 'Begins an import of goals with a CSV file or pasted rows', takes: { files: 'text/csv' }, audit: { action: 'begin-goals' } }, bodyLimit: MOST_FORM_BYTES }, async (request, reply) => {
    const sent = await client.upload(personIn(request), 'commitments', '/commitments/imports', { contentType: request.headers['content-type'] ?? '', body: cappedBody(request, MOST_FORM_BYTES) }, goalImportReply).catch(refused)
    if ('outcome' in sent) {
      endedAs(request, sent.outcome.code)
      return show(request, reply, 'Nothing was brought in', <SendGoalsPage roles={personIn(request).roles} outcome={sent.outcome} />, sent.status)
    }
    wasAbout(request, sent.importId)
    return reply.redirect(`${HOME}/${sent.importId}`, 303)
  })
}
