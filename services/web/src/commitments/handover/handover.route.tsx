import { handoverAct, handoverChoiceQuery, handoverChoiceReply, handoverReply, handoversQuery, handoversReply, type HandoversQuery } from '@weft/contracts/commitments/handover-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { refusedOr } from '../../attempting.ts'
import { dones, HandoverChoicePage, HandoversPage, type Done } from './handover.page.tsx'

const HOME = '/commitments/handovers'
const ofPerson = z.object({ personId: sourceId })
const ofHandover = z.object({ handoverId: z.uuid() })
const choiceForm = z.strictObject({ to: z.string().max(64), why: z.string().max(1_000), commitments: z.union([z.uuid(), z.array(z.uuid()).max(50)]).optional(), /** The words stood there to choose from: none chosen is none, not all. */ listed: z.literal('yes').optional() })

const noneChosen = () => new Refusal('invalid', 'none-chosen', 'Choose at least one.', [{ at: 'commitments', code: 'none-chosen', sentence: 'Choose at least one.' }])
const findingsOf = (problem: Refusal | null) => problem === null ? [] : problem.problems.length === 0 ? [{ sentence: problem.message }] : problem.problems

/** Hand-overs: the list, the choice of whom to ask, answers. */
export const handoverPagesRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showList = async (request: FastifyRequest, reply: FastifyReply, done: Done | null, problem: Refusal | null = null, pages: HandoversQuery = {}) => {
    const list = await client.read(personIn(request), 'commitments', address('/commitments/handovers', pages), handoversReply)
    return show(request, reply, 'Handing over', <HandoversPage roles={personIn(request).roles} {...{ list, done }} findings={findingsOf(problem)} />, problem === null ? 200 : statusOf[problem.kind])
  }
  const at = (personId: string) => `/commitments/people/${encodeURIComponent(personId)}/handover`
  const showChoice = async (request: FastifyRequest, reply: FastifyReply, personId: string, form = { to: '', why: '' }, problem: Refusal | null = null, after?: string) => {
    const choice = await client.read(personIn(request), 'commitments', address(at(personId), { after }), handoverChoiceReply)
    return show(request, reply, 'Hand over', <HandoverChoicePage roles={personIn(request).roles} {...{ choice, form }} findings={findingsOf(problem)} />, problem === null ? 200 : statusOf[problem.kind])
  }

  app.get(HOME, { config: { does: 'take-part', summary: 'What one is asked to take over, and what one asked' }, schema: { querystring: handoversQuery.extend({ done: z.enum(dones).optional() }) } }, async (request, reply) => {
    const { done, ...pages } = request.query
    return showList(request, reply, done ?? null, null, pages)
  })

  app.get('/commitments/people/:personId/handover', { config: { does: 'take-part', summary: 'Who is to take over what somebody promised' }, schema: { params: ofPerson, querystring: handoverChoiceQuery } }, async (request, reply) => showChoice(request, reply, request.params.personId, undefined, null, request.query.after))

  app.post('/commitments/people/:personId/handover', { config: { does: 'take-part', summary: 'Asks somebody of the team to take over', audit: { action: 'ask-handover', target: 'personId' } }, schema: { params: ofPerson, body: choiceForm } }, async (request, reply) => {
    const { to, why, commitments, listed } = request.body
    return refusedOr(request, async () => {
      if (listed === 'yes' && commitments === undefined) throw noneChosen()
      await client.command(personIn(request), 'commitments', at(request.params.personId), { to, why: why.trim(), commitments: commitments === undefined ? null : [commitments].flat() }, handoverReply)
      return reply.redirect(address(HOME, { done: 'asked' }), 303)
    }, problem => showChoice(request, reply, request.params.personId, { to, why }, problem))
  })

  app.post(`${HOME}/:handoverId/answer`, { config: { does: 'take-part', summary: 'Takes over, or declines', audit: { action: 'answer-handover', target: 'handoverId' } }, schema: { params: ofHandover, body: z.strictObject({ accept: z.enum(['yes', 'no']) }) } }, async (request, reply) => refusedOr(request, async () => {
    const { state } = await client.command(personIn(request), 'commitments', `/commitments/handovers/${request.params.handoverId}/answer`, { accept: request.body.accept === 'yes' }, handoverAct)
    return reply.redirect(address(HOME, { done: state }), 303)
  }, problem => showList(request, reply, null, problem)))

  app.post(`${HOME}/:handoverId/withdrawal`, { config: { does: 'take-part', summary: 'Does not ask any more', audit: { action: 'withdraw-handover', target: 'handoverId' } }, schema: { params: ofHandover } }, async (request, reply) => refusedOr(request, async () => {
    await client.command(personIn(request), 'commitments', `/commitments/handovers/${request.params.handoverId}/withdrawal`, undefined, handoverAct)
    return reply.redirect(address(HOME, { done: 'withdrawn' }), 303)
  }, problem => showList(request, reply, null, problem)))
}
