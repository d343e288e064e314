import { indexReply, type IndexReply } from '@weft/contracts/commitments/index-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import { day } from '@weft/contracts/vocabulary'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { explanationOf, quarterIndexOf } from './explanation.ts'
import { ownerOf, quartersOf } from './person-quarters.store.ts'
import { FORMULA_VERSION } from './success-index.ts'

/** Ten years. */
const MOST = 40

/** GET /commitments/index: the caller's own, whatever it is; nothing of oneself is ever hidden. */
export const myIndexRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/index', {
    config: { action: 'keep-commitments', summary: 'The caller\'s own Success Index over quarters, and how one quarter\'s is worked out' },
    schema: { querystring: z.strictObject({ quarter: day.optional() }), response: { 200: indexReply } }
  }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    if (who === undefined) return { person: null, formulaVersion: FORMULA_VERSION, quarters: [], explained: null }
    return actingAs(pool, who.personId, tx => indexIn(tx, { personId: who.personId, name: who.name, own: true, reviewer: null }, request.query.quarter))
  })
}

/** GET /commitments/reviews/:reviewId/index: of a report, for whoever reviews them in that quarter; quarters of other reviewers are not theirs to see. */
export const reportIndexRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/reviews/:reviewId/index', {
    config: { action: 'keep-commitments', summary: 'The Success Index of the person a review is about, for that person and their reviewer' },
    schema: { params: z.strictObject({ reviewId: z.uuid() }), response: { 200: indexReply } }
  }, async request => {
    const { personId: asker } = await whoIs(pool, subjectIn(request).subject)
    return actingAs(pool, asker, async tx => {
      const owner = await ownerOf(tx, request.params.reviewId, asker) // guard: an index is for oneself and one's reviewer
      if (owner === undefined) throw new Refusal('not-found', 'no-such-review', 'There is no such review.')
      const own = owner.personId === asker
      return indexIn(tx, { ...owner, own, reviewer: own ? null : asker }, owner.quarter)
    })
  })
}

type Whose = { personId: string, name: string, own: boolean, reviewer: string | null }

async function indexIn (tx: Sql, { personId, name, own, reviewer }: Whose, quarter: string | undefined): Promise<IndexReply> {
  const quarters = await quartersOf(tx, personId, reviewer, MOST)
  const asked = quarter === undefined ? quarters[0] : quarters.find(one => one.quarter === quarter)
  if (quarter !== undefined && asked === undefined) throw new Refusal('not-found', 'no-such-quarter', 'There is no review of that quarter.')
  return { person: { name, own }, formulaVersion: FORMULA_VERSION, quarters: quarters.map(quarterIndexOf), explained: asked === undefined ? null : explanationOf(asked) }
}
