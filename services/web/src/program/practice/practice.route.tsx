import { unitsReply } from '@weft/contracts/program/organisation-api'
import { adoptionReply, adoptPracticeRequest, commitmentReply, decidePracticeRequest, practiceDetailReply, practiceReply } from '@weft/contracts/program/practice-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { endedAs } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { orNothing } from './form-text.ts'
import { problemOf } from './form.ts'
import { parsed } from './parsed.ts'
import { PracticePage, type PracticeView } from './practice.page.tsx'
import { unitsLedBy } from './unit-choice.ts'

const text = z.string().max(2_000).default('')
const params = z.object({ practiceId: z.uuid() })
const noForm: PracticeView['form'] = { unitId: '', wording: '', reason: '' }

/** GET /program/practices/:practiceId, and what can be done on it: decide, adopt, commit. */
export const practiceRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showPractice = async (request: FastifyRequest, reply: FastifyReply, practiceId: string, { status = 200, find = '', ...more }: Partial<PracticeView> & { status?: number, find?: string } = {}) => {
    const person = personIn(request)
    const [practice, units] = await Promise.all([
      client.read(person, 'program', `/program/practices/${practiceId}`, practiceDetailReply),
      may(person.roles, 'lead-part') ? client.read(person, 'program', address('/program/units', { like: find }), unitsReply) : null
    ])
    const isWhole = units !== null && units.next === null && find === ''
    const choices = units === null ? null : { choices: unitsLedBy(person, units.units, isWhole), isWhole, find }
    return show(request, reply, practice.title, <PracticePage {...{ roles: person.roles, practice, units: choices, form: noForm, problem: null, done: null, ...more }} />, status)
  }
  /** Does a step of the page; a refusal is said on it. */
  const step = async (request: FastifyRequest, reply: FastifyReply, practiceId: string, done: string, work: () => Promise<unknown>, form: Partial<PracticeView['form']> = {}) => {
    try {
      await work()
      return await reply.redirect(`/program/practices/${practiceId}?done=${done}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
      endedAs(request, error.code)
      return showPractice(request, reply, practiceId, { status: statusOf[error.kind], form: { ...noForm, ...form }, problem: problemOf(error.code, error.message) })
    }
  }
  app.get('/program/practices/:practiceId', { config: { does: 'see-program', summary: 'One practice' }, schema: { params, querystring: z.strictObject({ done: z.string().max(20).optional(), find: z.string().max(100).optional() }) } }, async (request, reply) =>
    showPractice(request, reply, request.params.practiceId, { done: request.query.done ?? null, find: request.query.find ?? '' }))

  app.post('/program/practices/:practiceId/decision', { config: { does: 'lead-part', summary: 'Accepts, declines or retires a practice', audit: { action: 'decide-practice', target: 'practiceId' } }, schema: { params, body: z.strictObject({ decision: text, reason: text }) } }, async (request, reply) => {
    const [{ practiceId }, { decision, reason }] = [request.params, request.body]
    const done = { accept: 'accepted', decline: 'declined', retire: 'retired' }[decision] ?? ''
    return step(request, reply, practiceId, done, () => client.command(personIn(request), 'program', `/program/practices/${practiceId}/decision`, parsed(decidePracticeRequest, { decision, reason: orNothing(reason) }), practiceReply), { reason })
  })

  app.post('/program/practices/:practiceId/adoptions', { config: { does: 'lead-part', summary: 'A unit adopts a practice', audit: { action: 'adopt-practice', target: 'practiceId' } }, schema: { params, body: z.strictObject({ unitId: text, wording: text }) } }, async (request, reply) => {
    const [{ practiceId }, { unitId, wording }] = [request.params, request.body]
    return step(request, reply, practiceId, 'adopted', () => client.command(personIn(request), 'program', `/program/practices/${practiceId}/adoptions`, parsed(adoptPracticeRequest, { unitId, wording: orNothing(wording) }), adoptionReply), { unitId, wording })
  })

  // What somebody commits to is theirs alone, so the audit log notes that they did something of this kind and not with which practice.
  app.post('/program/practices/:practiceId/commitment', { config: { does: 'take-part', summary: 'I commit to a practice', audit: { action: 'change-own-practices' } }, schema: { params } }, async (request, reply) =>
    step(request, reply, request.params.practiceId, 'committed', () => client.command(personIn(request), 'program', `/program/practices/${request.params.practiceId}/commitment`, undefined, commitmentReply)))

  app.post('/program/practices/:practiceId/commitment/end', { config: { does: 'take-part', summary: 'I do not commit to it any more', audit: { action: 'change-own-practices' } }, schema: { params } }, async (request, reply) =>
    step(request, reply, request.params.practiceId, 'left', () => client.command(personIn(request), 'program', `/program/practices/${request.params.practiceId}/commitment/end`, undefined, commitmentReply)))
}
