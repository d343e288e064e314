import { heatMapReply, type HeatMapReply } from '@weft/contracts/reporting/api'
import type { Subject } from '@weft/service-kit/access'
import { asJson } from '@weft/service-kit/cache/replies'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { readingAs } from '../reading-as.ts'
import { publishedRelease } from '../release/release.store.ts'
import { idsTo, noSuchUnit, pathTo, unitsBelow } from '../unit/scored-unit.store.ts'
import { BY_NAME, heatMapOf } from './heat-map.ts'

const id = z.string().min(1).max(64)
const query = z.strictObject({ under: id.optional(), after: id.optional(), sort: id.default(BY_NAME) })

export const getHeatMapRoute = ({ pool, cache }: Deps): FastifyPluginAsyncZod => async app => {
  const about = {
    path: async (request: { params: unknown, query: unknown }) => {
      const { releaseId } = request.params as { releaseId: string }
      const { under = null } = request.query as z.infer<typeof query>
      return idsTo(pool, (await publishedRelease(pool, releaseId)).releaseId, under)
    },
    missing: noSuchUnit
  }
  app.get('/releases/:releaseId/heat-map', {
    config: { action: 'read-heat-map', summary: 'A unit and the units directly below it, by factor', tagged: true, about },
    schema: { params: z.object({ releaseId: z.uuid() }), querystring: query, response: { 200: heatMapReply } }
  }, async (request, reply) => {
    const { under = null, after = null, sort } = request.query
    const { releaseId } = request.params
    return cache.replies.answer(request, reply, {
      kind: 'heat-map',
      words: [releaseId, JSON.stringify([under, after, sort])],
      make: async () => asJson(reply, await readHeatMap(pool, subjectIn(request), releaseId, { under, after, sort }))
    })
  })
}

async function readHeatMap (pool: Deps['pool'], subject: Subject, releaseId: string, { under, after, sort }: { under: string | null, after: string | null, sort: string }): Promise<HeatMapReply> {
  const release = await publishedRelease(pool, releaseId)
  const { path, below } = await readingAs(pool, subject, async tx => {
    const found = await pathTo(tx, release.releaseId, under)
    return { path: found, below: await unitsBelow(tx, release.releaseId, (found.at(-1) ?? found[0]).unitId) }
  })
  return heatMapOf({ release, path, below, sort, after })
}
