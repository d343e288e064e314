import { personaReply, publicationRequest } from '@weft/contracts/program/persona-api'
import { personaPublished } from '@weft/contracts/program/segment-events'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { countConflicts } from '../conflict/conflict.store.ts'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { onDraft } from './draft.store.ts'
import { checkPublication } from './persona.ts'
import { contradictionsOf, insertPersona, lastVersion } from './persona.store.ts'

/** POST /program/segments/:segmentId/persona/publication: what the voice or the office saw becomes what is agreed, or nothing does. */
export const publishPersonaRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/segments/:segmentId/persona/publication', { config: { action: 'speak-for-segments', summary: 'Publishes the draft as the agreed persona' }, schema: { params: z.object({ segmentId: z.uuid() }), body: publicationRequest, response: { 201: personaReply } } }, async (request, reply) => {
    const { segmentId } = request.params
    const { draftVersion, viewsVersion } = request.body
    const subject = subjectIn(request)
    const version = await onDraft(pool, segmentId, subject, draftVersion, async (tx, segment, draft) => {
      if (segment.viewsVersion !== viewsVersion) throw new Refusal('conflict', 'view-changed-meanwhile', 'A department changed its view since you looked. See what has changed, then publish.') // guard: views as seen
      if (segment.comparedVersion < segment.viewsVersion) throw new Refusal('conflict', 'still-comparing', 'Views have changed and are still being compared. Try again in a minute.')
      checkPublication(draft, await contradictionsOf(tx, segmentId))
      const next = await lastVersion(tx, segmentId) + 1
      const openConflicts = (await countConflicts(tx, { segmentId })).open
      await insertPersona(tx, { segmentId, version: next, summary: draft.summary, statements: draft.statements, openConflicts }, { subject: subject.subject, now: now(), newId })
      const units = new Set(draft.statements.flatMap(({ from }) => from.map(({ unitId }) => unitId))).size
      await noteHappening(tx, { kind: 'persona-published', about: `${segmentId} ${next}`, what: `Version ${next} of the persona of ${segment.name} was agreed`, href: `/program/customers/${segmentId}`, day: now().toISOString().slice(0, 10) })
      await appendToOutbox(tx, [eventOf(personaPublished, { id: newId(), key: segmentId, time: now().toISOString(), data: { segmentId, version: next, statements: draft.statements.length, units, openConflicts } })])
      return next
    })
    wake()
    return reply.code(201).send({ segmentId, version })
  })
}
