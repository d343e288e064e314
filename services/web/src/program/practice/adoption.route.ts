import { adoptionReply, endAdoptionRequest, wordAdoptionRequest } from '@weft/contracts/program/practice-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { asMeant, orNothing } from './form-text.ts'
import { parsed } from './parsed.ts'

const text = z.string().max(2_000).default('')
const params = z.object({ adoptionId: z.uuid() })

/** POST /program/practices/adoptions/:adoptionId/wording and …/end */
export const adoptionRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  // Which practice an adoption is of, the service says; the page that sent this is that practice's.
  const adoptionStep = async (request: FastifyRequest, reply: FastifyReply, path: string, body: object, done: string) => {
    const { practiceId } = await client.command(personIn(request), 'program', path, body, adoptionReply)
    return reply.redirect(`/program/practices/${practiceId}?done=${done}`, 303)
  }
  app.post('/program/practices/adoptions/:adoptionId/wording', { config: { does: 'lead-part', summary: 'How a unit says a practice', audit: { action: 'word-practice', target: 'adoptionId' } }, schema: { params, body: z.strictObject({ wording: text, basedOn: text }) } }, async (request, reply) =>
    adoptionStep(request, reply, `/program/practice-adoptions/${request.params.adoptionId}/wording`, parsed(wordAdoptionRequest, { wording: orNothing(request.body.wording), basedOn: Number(request.body.basedOn) }), 'worded'))

  app.post('/program/practices/adoptions/:adoptionId/end', { config: { does: 'lead-part', summary: 'A unit ends a practice', audit: { action: 'end-practice', target: 'adoptionId' } }, schema: { params, body: z.strictObject({ reason: text }) } }, async (request, reply) =>
    adoptionStep(request, reply, `/program/practice-adoptions/${request.params.adoptionId}/end`, parsed(endAdoptionRequest, { reason: asMeant(request.body.reason) }), 'ended'))
}
