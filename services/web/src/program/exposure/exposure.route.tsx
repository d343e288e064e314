import { exposureMade, exposureReply, exposureRequest } from '@weft/contracts/program/exposure-api'
import { statusOf } from '@weft/service-kit/http'
import type { Finding } from '@weft/service-kit/page/controls'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ExposurePage, type ExposureForm } from './exposure.page.tsx'

const text = z.string().max(1000).default('')
const params = z.object({ exposureId: z.uuid() })
const sentences: Readonly<Record<string, string>> = { kind: 'Choose one of the three.', day: 'The day is a date, such as 2026-11-20.', aha: 'Write at most 600 characters.', share: 'This could not be read.' }
const fields: Readonly<Record<string, string>> = { 'not-yet': 'day', 'too-long-ago': 'day', 'many-of-a-day': 'day', 'nothing-to-share': 'aha' }

/** GET and POST /program/exposure, POST /program/exposure/:exposureId/{sharing,drop} */
export const exposureRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  type More = { status?: number, problems?: readonly Finding[], form?: ExposureForm, done?: 'logged' | 'dropped' | 'shared' | 'kept' | null }
  const showExposure = async (request: FastifyRequest, reply: FastifyReply, { status = 200, problems = [], form, done = null }: More) => {
    const today = now().toISOString().slice(0, 10)
    const exposure = await client.read(personIn(request), 'program', '/program/exposure', exposureReply)
    return show(request, reply, 'Hearing customers', <ExposurePage roles={personIn(request).roles} {...{ exposure, today, problems, done }} form={form ?? { kind: '', day: today, aha: '', share: '' }} />, status)
  }

  app.get('/program/exposure', { config: { does: 'take-part', summary: 'The form for having heard customers, and the reader\'s own entries' }, schema: { querystring: z.strictObject({ done: z.enum(['logged', 'dropped', 'shared', 'kept']).optional() }) } }, async (request, reply) =>
    showExposure(request, reply, { done: request.query.done ?? null }))

  app.post('/program/exposure', { config: { does: 'take-part', summary: 'Notes having heard customers', audit: { action: 'write-own-note' } }, schema: { body: z.strictObject({ kind: text, day: text, aha: text, share: text }) } }, async (request, reply) => {
    const form = request.body
    const asked = exposureRequest.safeParse({ kind: form.kind, day: form.day, aha: form.aha.trim() || null, share: form.share === 'yes' })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return showExposure(request, reply, { status: 422, form, problems: [...new Set(asked.error.issues.map(issue => String(issue.path[0])))].map(at => ({ at, sentence: sentences[at] ?? 'This could not be read.' })) })
    }
    try {
      await client.command(personIn(request), 'program', '/program/exposure', asked.data, exposureMade)
      return await reply.redirect('/program/exposure?done=logged', 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      return showExposure(request, reply, { status: statusOf[error.kind], form, problems: [{ ...Object.hasOwn(fields, error.code) && { at: fields[error.code] as string }, sentence: error.message }] })
    }
  })

  app.post('/program/exposure/:exposureId/sharing', { config: { does: 'take-part', summary: 'Shares a note, or takes it back', audit: { action: 'write-own-note' } }, schema: { params, body: z.strictObject({ share: z.enum(['yes', 'no']) }) } }, async (request, reply) => {
    const share = request.body.share === 'yes'
    await client.command(personIn(request), 'program', `/program/exposure/${request.params.exposureId}/sharing`, { share }, exposureMade)
    return reply.redirect(`/program/exposure?done=${share ? 'shared' : 'kept'}`, 303)
  })
  app.post('/program/exposure/:exposureId/drop', { config: { does: 'take-part', summary: 'Deletes an entry', audit: { action: 'write-own-note' } }, schema: { params } }, async (request, reply) => {
    await client.command(personIn(request), 'program', `/program/exposure/${request.params.exposureId}/drop`, undefined, exposureMade)
    return reply.redirect('/program/exposure?done=dropped', 303)
  })
}
