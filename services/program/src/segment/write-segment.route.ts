import { newSegmentRequest, segmentIdReply, segmentRequest } from '@weft/contracts/program/segment-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkName, findSegment, keepSegment, lockSegments } from './segment.store.ts'
import { personMeant } from './voice.store.ts'

/** POST /program/segments and /program/segments/:segmentId: by the office or a manager. */
export const writeSegmentRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  /** Two names at once: the registry is locked, the later one is refused with a sentence. */
  const LOCK = /* sql */ `select pg_advisory_xact_lock(hashtextextended('segment-names', 0))`

  app.post('/program/segments', { config: { action: 'register-segments', summary: 'Registers a segment of customers' }, schema: { body: newSegmentRequest, response: { 201: segmentIdReply } } }, async (request, reply) => {
    const { voice, ...asked } = request.body
    const segmentId = newId()
    await inTransaction(pool, async tx => {
      await tx.query(LOCK)
      await checkName(tx, asked.name.trim(), segmentId)
      const voiceId = await personMeant(tx, voice)
      await keepSegment(tx, { ...asked, name: asked.name.trim(), segmentId, voiceId, state: 'active', version: 1 }, { subject: subjectIn(request).subject, now: now(), newId })
    })
    wake()
    return reply.code(201).send({ segmentId, version: 1 })
  })

  app.post('/program/segments/:segmentId', { config: { action: 'register-segments', summary: 'Changes a segment, its voice, or ends it' }, schema: { params: z.object({ segmentId: z.uuid() }), body: segmentRequest, response: { 200: segmentIdReply } } }, async request => {
    const { segmentId } = request.params
    const { voice, version, ...asked } = request.body
    await inTransaction(pool, async tx => {
      await tx.query(LOCK)
      await lockSegments(tx, [segmentId])
      const before = await findSegment(tx, segmentId)
      if (before.version !== version) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this segment meanwhile. Read what stands now, then change it.')
      if (asked.state === 'active') await checkName(tx, asked.name.trim(), segmentId)
      // Whoever has left stays named until somebody else is: that is what the alarm is about.
      const voiceId = voice === before.voiceId ? voice : await personMeant(tx, voice)
      await keepSegment(tx, { ...asked, name: asked.name.trim(), segmentId, voiceId, version: version + 1 }, { subject: subjectIn(request).subject, now: now(), newId })
    })
    wake()
    return { segmentId, version: version + 1 }
  })
}
