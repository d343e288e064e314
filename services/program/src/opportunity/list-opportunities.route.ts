import { opportunitiesReply, unitPairsReply } from '@weft/contracts/program/opportunity-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { opportunitiesOf, unitPairs } from './opportunity.store.ts'
import { readerOf } from './reader.store.ts'

const PAGE = 50
const query = z.strictObject({ segment: z.uuid().optional(), first: sourceId.optional(), second: sourceId.optional(), after: z.uuid().optional() })

/** GET /program/opportunities, and GET /program/unit-pairs: who serves the same customers. */
export const listOpportunitiesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/opportunities', { config: { action: 'read-views', summary: 'Opportunities between units' }, schema: { querystring: query, response: { 200: opportunitiesReply } } }, async request => {
    const subject = subjectIn(request)
    const { segment, first, second, after } = request.query
    const found = await opportunitiesOf(pool, { segmentId: segment ?? null, unitId: first ?? null, otherUnitId: second ?? null, after: after ?? null, most: PAGE + 1 }, await readerOf(pool, subject))
    return { opportunities: found.slice(0, PAGE), next: found.length > PAGE ? found[PAGE - 1]?.opportunityId ?? null : null }
  })

  app.get('/program/unit-pairs', { config: { action: 'read-views', summary: 'Pairs of units that serve the same customers' }, schema: { response: { 200: unitPairsReply } } }, async () => unitPairs(pool, 100))
}
