import { mappingRequest, viewIdReply } from '@weft/contracts/program/view-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkPlace, findView, lockView, mapView } from './view.store.ts'
import { mustWriteFor, settle } from './writing.store.ts'

/** POST /program/views/:viewId/mapping: a person says whose customers they are; the machine only suggests. */
export const mapViewRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, newId } = deps
  app.post('/program/views/:viewId/mapping', { config: { action: 'write-views', summary: 'Says of which segment a view is, or that it is of none' }, schema: { params: z.object({ viewId: z.uuid() }), body: mappingRequest, response: { 200: viewIdReply } } }, async request => {
    const { viewId } = request.params
    const { segmentId, why } = request.body
    const subject = subjectIn(request)
    await mustWriteFor(pool, subject, (await findView(pool, viewId)).unitId)
    const before = await inTransaction(pool, async tx => {
      const view = await lockView(tx, viewId, [segmentId])
      if (view.segmentId === segmentId) throw new Refusal('conflict', 'mapped-already', 'This view is mapped so already.')
      if (segmentId !== null) await checkPlace(tx, segmentId, view.unitId)
      await mapView(tx, view, segmentId, why, { subject: subject.subject, now: now(), newId })
      return view
    })
    await settle(deps, before.segmentId, segmentId)
    return { viewId, version: before.version }
  })
}
