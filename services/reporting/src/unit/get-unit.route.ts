import { unitReply, type UnitReply } from '@weft/contracts/reporting/api'
import type { Subject } from '@weft/service-kit/access'
import { asJson } from '@weft/service-kit/cache/replies'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { may } from '../may.ts'
import { readingAs } from '../reading-as.ts'
import { publishedRelease } from '../release/release.store.ts'
import { idsTo, namesBelow, noSuchUnit, pathTo } from './scored-unit.store.ts'
import { unitOf } from './unit.ts'

const params = z.object({ releaseId: z.uuid(), unitId: z.string().min(1).max(64) })
type Params = z.infer<typeof params>

/** GET /releases/:releaseId/units/:unitId and, without having to know its id, /releases/:releaseId/whole */
export const getUnitRoute = ({ pool, cache }: Deps): FastifyPluginAsyncZod => async app => {
  const about = {
    path: async ({ params }: { params: unknown }) => {
      const { releaseId, unitId } = params as Params
      return idsTo(pool, (await publishedRelease(pool, releaseId)).releaseId, unitId)
    },
    missing: noSuchUnit
  }
  const answer = (request: FastifyRequest, reply: FastifyReply, releaseId: string, unitId: string | null) => cache.replies.answer(request, reply, {
    kind: 'unit',
    words: [releaseId, JSON.stringify(unitId)],
    make: async () => asJson(reply, await storyOf(pool, subjectIn(request), releaseId, unitId))
  })

  app.get('/releases/:releaseId/units/:unitId', { config: { action: 'read-unit', summary: 'One unit in one release', tagged: true, about }, schema: { params, response: { 200: unitReply } } },
    async (request, reply) => answer(request, reply, request.params.releaseId, request.params.unitId))

  app.get('/releases/:releaseId/whole', { config: { action: 'read-whole', summary: 'The whole organisation in one release', tagged: true }, schema: { params: params.pick({ releaseId: true }), response: { 200: unitReply } } },
    async (request, reply) => answer(request, reply, request.params.releaseId, null))
}

async function storyOf (pool: Deps['pool'], subject: Subject, releaseId: string, unitId: string | null): Promise<UnitReply> {
  const release = await publishedRelease(pool, releaseId)
  const { path, below } = await readingAs(pool, subject, async tx => {
    const found = await pathTo(tx, release.releaseId, unitId)
    return { path: found, below: await namesBelow(tx, release.releaseId, (found.at(-1) ?? found[0]).unitId) }
  })
  const ids = path.map(step => step.unitId)
  return unitOf(release, path, below.filter(child => may(subject, 'read-unit', [...ids, child.unitId])))
}
