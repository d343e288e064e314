import { scoresReply } from '@weft/contracts/reporting/api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { readingAs } from '../reading-as.ts'
import { publishedRelease } from '../release/release.store.ts'
import { scoresOf } from './score.store.ts'

const query = z.strictObject({ after: z.string().regex(/^\d{1,9}$/).optional(), limit: z.string().regex(/^[1-9]\d{0,2}$/).optional() })
const MOST = 500

/** Every score of a release, hidden ones too, by unit id and factor id. */
export const listScoresRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases/:releaseId/scores', {
    config: { action: 'read-scores', summary: 'Every score of a release, hidden ones too, by unit and factor' },
    schema: { params: z.object({ releaseId: z.uuid() }), querystring: query, response: { 200: scoresReply } }
  }, async request => {
    const { releaseId, waveId, scores } = await publishedRelease(pool, request.params.releaseId)
    const page = await readingAs(pool, subjectIn(request), tx => scoresOf(tx, releaseId, Number(request.query.after ?? 0), Math.min(MOST, Number(request.query.limit ?? MOST))))
    const last = page.at(-1)
    return {
      scores: page.map(({ unitId, factorId, value }) => ({ releaseId, waveId, unitId, factorId, value })),
      next: last !== undefined && last.place < scores ? String(last.place) : null
    }
  })
}
