import { releaseReply, type ReleaseReply } from '@weft/contracts/reporting/api'
import type { Release } from '@weft/contracts/scoring/events'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { headOf } from './head.ts'

type Row = { published: Release | null, manifest: Release | null, fault: ReleaseReply['fault'], chunks: number, scores: number }

/** Says of a release that is not whole only what has not arrived. */
export const getReleaseRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases/:releaseId', { config: { action: 'read-releases', summary: 'Whether a release is whole, and its head' }, schema: { params: z.object({ releaseId: z.uuid() }), response: { 200: releaseReply } } }, async request => {
    const { rows: [row] } = await pool.query<Row>(/* sql */ `
      select (select r.manifest from release r where r.release_id = $1) as published,
             (select m.manifest from arrived_manifest m where m.release_id = $1) as manifest,
             (select m.fault from arrived_manifest m where m.release_id = $1) as fault,
             (select count(*) from arrived_tree t where t.release_id = $1) as chunks,
             (select count(*) from arrived_score s where s.release_id = $1) as scores`,
      [request.params.releaseId])
    return replyOf(request.params.releaseId, row as Row)
  })
}

function replyOf (releaseId: string, { published, manifest, fault, chunks, scores }: Row): ReleaseReply {
  if (published !== null) return { releaseId, state: 'released', missing: [], fault: null, release: headOf(published) }
  if (manifest === null && chunks === 0 && scores === 0) throw new Refusal('not-found', 'no-such-release', 'There is no such release.')
  const missing = manifest === null
    ? ['manifest' as const]
    : [...chunks < manifest.treeChunks ? ['tree' as const] : [], ...scores < manifest.scores ? ['scores' as const] : []]
  return { releaseId, state: 'incomplete', missing, fault, release: null }
}
