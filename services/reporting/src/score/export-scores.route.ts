import { Readable } from 'node:stream'
import type { Release } from '@weft/contracts/scoring/events'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { publishedRelease } from '../release/release.store.ts'
import { csvHead, csvLine } from './csv.ts'
import { scoresOf } from './score.store.ts'

const PAGE = 1_000

/** A release as one CSV file, read from the database as fast as the reader takes it. */
export const exportScoresRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases/:releaseId/scores.csv', { config: { action: 'read-scores', summary: 'A release as one CSV file', gives: 'text/csv' }, schema: { params: z.object({ releaseId: z.uuid() }) } }, async (request, reply) => {
    const release = await publishedRelease(pool, request.params.releaseId)
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="scores-${release.closedOn}-${release.number}.csv"`)
      .send(Readable.from(fileOf(pool, release)))
  })
}

// Nothing published ever changes: the pages of one file need no common transaction.
async function * fileOf (pool: Deps['pool'], { releaseId, factors, scores }: Release): AsyncGenerator<string> {
  const names = new Map(factors.map(factor => [factor.factorId, factor.name]))
  yield csvHead()
  for (let place = 0; place < scores;) {
    const page = await scoresOf(pool, releaseId, place, PAGE)
    const last = page.at(-1)
    if (last === undefined) throw new Error(`Release ${releaseId} ends at ${place} of ${scores} scores`)
    yield page.map(score => csvLine(score, names.get(score.factorId) ?? score.factorId)).join('')
    place = last.place
  }
}
