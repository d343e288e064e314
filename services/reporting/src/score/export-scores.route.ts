import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Release } from '@weft/contracts/scoring/events'
import type { Subject } from '@weft/service-kit/access'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { readingAs } from '../reading-as.ts'
import { publishedRelease } from '../release/release.store.ts'
import { csvHead, csvLine } from './csv.ts'
import { scoresOf } from './score.store.ts'

const PAGE = 1_000

/** A file of more scores than this is read anew each time: it is longer than it is worth to keep. */
const MOST_KEPT_SCORES = 5_000
const TYPE = 'text/csv; charset=utf-8; header=present'

/** A release as one CSV file; a long one is read from the database as fast as the reader takes it. */
export const exportScoresRoute = ({ pool, cache }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases/:releaseId/scores.csv', { config: { action: 'read-scores', summary: 'A release as one CSV file', gives: 'text/csv', tagged: true }, schema: { params: z.object({ releaseId: z.uuid() }) } }, async (request, reply) => {
    const release = await publishedRelease(pool, request.params.releaseId)
    const disposition = `attachment; filename="scores-${release.closedOn}-${release.number}.csv"`
    if (release.scores > MOST_KEPT_SCORES) return reply.headers({ 'content-type': TYPE, 'content-disposition': disposition }).send(Readable.from(fileOf(pool, subjectIn(request), release)))
    return cache.replies.answer(request, reply, {
      kind: 'scores.csv',
      words: [release.releaseId],
      make: async () => ({ type: TYPE, disposition, body: await text(fileOf(pool, subjectIn(request), release)) })
    })
  })
}

// Nothing published ever changes: the pages of one file need no common transaction.
async function * fileOf (pool: Deps['pool'], subject: Subject, { releaseId, factors, scores }: Release): AsyncGenerator<string> {
  const names = new Map(factors.map(factor => [factor.factorId, factor.name]))
  yield csvHead()
  for (let place = 0; place < scores;) {
    const page = await readingAs(pool, subject, tx => scoresOf(tx, releaseId, place, PAGE))
    const last = page.at(-1)
    if (last === undefined) throw new Error(`Release ${releaseId} ends at ${place} of ${scores} scores`)
    yield page.map(score => csvLine(score, names.get(score.factorId) ?? score.factorId)).join('')
    place = last.place
  }
}
