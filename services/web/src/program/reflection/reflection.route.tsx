import { reflectionDone, reflectionRequest, reflectionsReply, sharingRequest } from '@weft/contracts/program/reflection-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attempting, readForm } from '../../attempting.ts'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ReflectionPage, type ReflectionView } from './reflection.page.tsx'

// A browser sends a line break as two characters; what is counted and kept is one.
const answer = z.string().max(9_000).default('').transform(text => text.replaceAll('\r\n', '\n'))
const body = z.strictObject({ version: z.string().max(9).default(''), why: answer, think: answer, act: answer, measure: answer, loyalty: answer, creators: answer })
const params = z.object({ reflectionId: z.uuid() })
const query = z.strictObject({ done: z.string().max(20).optional(), begin: z.literal('yes').optional(), after: z.uuid().optional() })
const sentences = { answers: 'An answer has at most 4,000 characters.' }

/** GET and POST /program/reflection, POST …/:reflectionId and …/:reflectionId/sharing */
export const reflectionRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showAll = async (request: FastifyRequest, reply: FastifyReply, { status = 200, after, ...more }: Partial<ReflectionView> & { status?: number, after?: string | undefined } = {}) => {
    const person = personIn(request)
    const reflections = await client.read(person, 'program', address('/program/reflections', { after }), reflectionsReply)
    return show(request, reply, 'Six questions', <ReflectionPage {...{ roles: person.roles, reflections, begins: false, done: null, problem: null, typed: null, ...more }} />, status)
  }
  const askedIn = ({ version, ...answers }: z.infer<typeof body>) => readForm(reflectionRequest, { version: /^\d{1,9}$/.test(version) ? Number(version) : 0, answers }, sentences)

  app.get('/program/reflection', { config: { does: 'take-part', summary: 'Six questions for leaders' }, schema: { querystring: query } }, async (request, reply) =>
    showAll(request, reply, { done: request.query.done ?? null, begins: request.query.begin !== undefined, after: request.query.after }))

  app.post('/program/reflection', { config: { does: 'take-part', summary: 'Begins a reflection', audit: { action: 'begin-reflection' } }, schema: { body } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const { reflectionId } = await client.command(personIn(request), 'program', '/program/reflections', askedIn(request.body), reflectionDone)
      wasAbout(request, reflectionId)
      return '/program/reflection?done=kept'
    },
    again: (problem, status) => showAll(request, reply, { problem, status, typed: request.body, begins: true })
  }))

  app.post('/program/reflection/:reflectionId', { config: { does: 'take-part', summary: 'Writes on in the own reflection', audit: { action: 'write-reflection', target: 'reflectionId' } }, schema: { params, body } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      await client.command(personIn(request), 'program', `/program/reflections/${request.params.reflectionId}`, askedIn(request.body), reflectionDone)
      return '/program/reflection?done=kept'
    },
    again: (problem, status) => showAll(request, reply, { problem, status, typed: request.body })
  }))

  app.post('/program/reflection/:reflectionId/sharing', { config: { does: 'take-part', summary: 'Shares the own reflection or takes it back', audit: { action: 'share-reflection', target: 'reflectionId' } }, schema: { params, body: z.strictObject({ version: z.string().max(9).default('') }) } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const version = request.body.version === 'none' ? null : Number(request.body.version)
      await client.command(personIn(request), 'program', `/program/reflections/${request.params.reflectionId}/sharing`, readForm(sharingRequest, { version }, {}), reflectionDone)
      return `/program/reflection?done=${version === null ? 'taken-back' : 'shared'}`
    },
    again: (problem, status) => showAll(request, reply, { problem, status })
  }))
}
