import { draftRequest, personaDraftReply, personaReply, takeRequest } from '@weft/contracts/program/persona-api'
import type { Subject } from '@weft/service-kit/access'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { countConflicts } from '../conflict/conflict.store.ts'
import type { Deps } from '../deps.ts'
import { findSegment } from '../segment/segment.store.ts'
import { mustSpeak } from '../segment/voice.store.ts'
import { clashesIn, withTaken, withTexts } from './persona.ts'
import { onDraft } from './draft.store.ts'
import { contradictionsOf, draftOf, keepDraft, lastVersion, sayingsOf, withNames } from './persona.store.ts'

const params = z.object({ segmentId: z.uuid() })

/** GET /program/segments/:segmentId/persona, and POST …/statements and …/draft: by the voice of the segment or the office. */
export const composePersonaRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  const acting = (subject: Subject) => ({ subject: subject.subject, now: now(), newId })
  app.get('/program/segments/:segmentId/persona', { config: { action: 'speak-for-segments', summary: 'The draft of a persona, with what views offer' }, schema: { params, response: { 200: personaDraftReply } } }, async request => {
    const { segmentId } = request.params
    const segment = await findSegment(pool, segmentId)
    await mustSpeak(pool, subjectIn(request), segment.voiceId)
    const [draft, sayings, contradictions] = [await draftOf(pool, segmentId), await sayingsOf(pool, segmentId), await contradictionsOf(pool, segmentId)]
    const taken = new Set(draft.statements.flatMap(({ from }) => from.map(({ viewId, text }) => `${viewId} ${text}`)))
    return {
      segmentId, segmentName: segment.name, draftVersion: draft.version, viewsVersion: segment.viewsVersion, summary: draft.summary,
      statements: await withNames(pool, draft.statements, sayings), publishedVersion: await lastVersion(pool, segmentId),
      openConflicts: (await countConflicts(pool, { segmentId })).open, clashes: clashesIn(draft.statements, contradictions),
      offered: sayings.slice(0, 1_200).map(saying => ({ ...saying, taken: taken.has(`${saying.viewId} ${saying.text}`) }))
    }
  })

  app.post('/program/segments/:segmentId/persona/statements', { config: { action: 'speak-for-segments', summary: 'Takes statements of views into the draft' }, schema: { params, body: takeRequest, response: { 200: personaReply } } }, async request => {
    const { segmentId } = request.params
    const { draftVersion, picks } = request.body
    const subject = subjectIn(request)
    await onDraft(pool, segmentId, subject, draftVersion, async (tx, _segment, draft) =>
      keepDraft(tx, segmentId, { version: draftVersion + 1, ...withTaken(draft, picks, await sayingsOf(tx, segmentId), newId) }, acting(subject)))
    return { segmentId, version: draftVersion + 1 }
  })

  app.post('/program/segments/:segmentId/persona/draft', { config: { action: 'speak-for-segments', summary: 'Edits the draft of a persona' }, schema: { params, body: draftRequest, response: { 200: personaReply } } }, async request => {
    const { segmentId } = request.params
    const subject = subjectIn(request)
    const { draftVersion } = request.body
    await onDraft(pool, segmentId, subject, draftVersion, (tx, _segment, draft) => keepDraft(tx, segmentId, { version: draftVersion + 1, ...withTexts(draft, request.body, newId) }, acting(subject)))
    return { segmentId, version: draftVersion + 1 }
  })
}
