import { unitReply } from '@weft/contracts/reporting/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { publishedRelease } from '../release/release.store.ts'
import { namesBelow, pathTo } from './scored-unit.store.ts'
import { unitOf } from './unit.ts'

const params = z.object({ releaseId: z.uuid(), unitId: z.string().min(1).max(64) })

export const getUnitRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases/:releaseId/units/:unitId', { config: { action: 'read-unit' }, schema: { params, response: { 200: unitReply } } }, async request => {
    const release = await publishedRelease(pool, request.params.releaseId)
    const path = await pathTo(pool, release.releaseId, request.params.unitId)
    const below = await namesBelow(pool, release.releaseId, request.params.unitId)
    return unitOf(release, path, below)
  })
}
