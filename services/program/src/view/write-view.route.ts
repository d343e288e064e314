import { newViewRequest, viewIdReply, viewRequest } from '@weft/contracts/program/view-api'
import type { Subject } from '@weft/service-kit/access'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { lockSegments } from '../segment/segment.store.ts'
import { tidied } from './view.ts'
import { checkPlace, dropDraft, findView, insertView, keepDraft, lockView, noteMapping, writeVersion } from './view.store.ts'
import { mustWriteFor, settle } from './writing.store.ts'

const params = z.object({ viewId: z.uuid() })

/** POST /program/views and /program/views/:viewId. What has changed is compared before the answer, so that the next page shows it; the job does it where this dies. */
export const writeViewRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, newId } = deps
  const acting = (subject: Subject) => ({ subject: subject.subject, now: now(), newId })
  app.post('/program/views', { config: { action: 'write-views', summary: 'A department writes how it sees customers' }, schema: { body: newViewRequest, response: { 201: viewIdReply } } }, async (request, reply) => {
    const { unitId, segmentId, called, content, draft } = request.body
    const subject = subjectIn(request)
    const view = { viewId: newId(), unitId, segmentId, called, version: 0, content: null, writtenOn: null }
    const tidy = tidied(content)
    const version = await inTransaction(pool, async tx => {
      await mustWriteFor(tx, subject, unitId)
      await lockSegments(tx, [segmentId])
      if (segmentId !== null) await checkPlace(tx, segmentId, unitId)
      await insertView(tx, view)
      if (segmentId !== null) await noteMapping(tx, view.viewId, segmentId, 'Written for it', acting(subject))
      if (!draft) return writeVersion(tx, view, { called, content: tidy }, acting(subject))
      await keepDraft(tx, view.viewId, { baseVersion: 0, called, content: tidy }, acting(subject))
      return 0
    })
    if (!draft) await settle(deps, segmentId)
    return reply.code(201).send({ viewId: view.viewId, version })
  })

  app.post('/program/views/:viewId', { config: { action: 'write-views', summary: 'The next version of a view, or a draft of it' }, schema: { params, body: viewRequest, response: { 200: viewIdReply } } }, async request => {
    const { viewId } = request.params
    const { called, content, draft, version } = request.body
    const subject = subjectIn(request)
    await mustWriteFor(pool, subject, (await findView(pool, viewId)).unitId)
    const tidy = tidied(content)
    const written = await inTransaction(pool, async tx => {
      const view = await lockView(tx, viewId)
      // The text of whoever comes second is kept as a draft: that is stored, and so nothing may throw in here.
      const isLate = view.version !== version // guard: one writer at a time
      if (draft || isLate) {
        await keepDraft(tx, viewId, { baseVersion: version, called, content: tidy }, acting(subject))
        return { isLate, version: view.version, segmentId: null }
      }
      await dropDraft(tx, viewId, subject.subject)
      return { isLate, version: await writeVersion(tx, view, { called, content: tidy }, acting(subject)), segmentId: view.segmentId }
    })
    if (written.isLate) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody wrote this view while you did. Your text is kept as your draft, beside what stands now.')
    await settle(deps, written.segmentId)
    return { viewId, version: written.version }
  })
}
