import { dismissalRequest, dismissedReply, overlapsQuery, overlapsReply, takeBackRequest } from '@weft/contracts/program/overlap-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { countFindings, findingNow, findingsAfter, insertDismissal, lastRun, portfolioNow, takeBack } from './overlap.store.ts'

const PAGE = 50

/** GET /program/overlaps, and what is dismissed of it. */
export const overlapsRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/overlaps', {
    config: { action: 'read-portfolio', summary: 'Projects that are doubled, contradict, overlap, or that nobody stands for, with reasons' },
    schema: { querystring: overlapsQuery, response: { 200: overlapsReply } }
  }, async ({ query }) => {
    const [run, portfolio, counts, rows] = await Promise.all([
      lastRun(pool), portfolioNow(pool), countFindings(pool),
      findingsAfter(pool, { kind: query.kind ?? null, dismissed: query.dismissed !== undefined, after: Number(query.after ?? 0), most: PAGE + 1 })
    ])
    const page = rows.slice(0, PAGE)
    return {
      lookedAt: run?.lookedAt.toISOString() ?? null, upToDate: run?.portfolio === portfolio, projects: run?.projects ?? 0, counts,
      findings: page, next: rows.length > PAGE ? page.at(-1)?.place ?? null : null
    }
  })

  app.post('/program/overlaps/dismissals', {
    config: { action: 'run-portfolio', summary: 'Says of a finding that it is none, and why; holds until one of the texts changes' },
    schema: { body: dismissalRequest, response: { 200: dismissedReply } }
  }, async request => {
    const { kind, a, b, reason } = request.body
    return inTransaction(pool, async tx => {
      const found = await findingNow(tx, { kind, a, b })
      if (found === undefined) throw new Refusal('not-found', 'no-such-overlap', 'This finding does not stand any more: a project was decided or changed meanwhile.')
      await insertDismissal(tx, { id: newId(), kind, a, b, texts: found.texts, reason, by: subjectIn(request).subject, now: now() })
      return { done: true as const }
    })
  })

  app.post('/program/overlaps/dismissals/taken-back', {
    config: { action: 'run-portfolio', summary: 'Takes a dismissal back: the finding stands again' },
    schema: { body: takeBackRequest, response: { 200: dismissedReply } }
  }, async request => {
    const wasThere = await takeBack(pool, { ...request.body, by: subjectIn(request).subject, now: now() })
    if (!wasThere) throw new Refusal('not-found', 'no-such-dismissal', 'Nobody has dismissed this finding, or it was taken back already.')
    return { done: true as const }
  })
}
