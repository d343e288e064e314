import { commitmentState, horizon, mineReply, type CommitmentState } from '@weft/contracts/commitments/commitment-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho, type Who } from '../organisation/who.store.ts'
import { addMonths } from './days.ts'
import { countCommitments, listCommitments } from './list.store.ts'

const PAGE = 50
const query = z.strictObject({ state: commitmentState.optional().describe('drafts and open ones without it'), horizon: horizon.optional(), shared: z.literal('yes').optional().describe('those of others that the caller is a partner of'), after: z.uuid().optional() })
const nothing = { draft: 0, open: 0, done: 0, dropped: 0, split: 0 }

/** GET /commitments/mine: newest first. */
export const listMineRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/mine', { config: { action: 'keep-commitments', summary: 'The caller\'s own commitments, newest first: drafts and open ones, or of another state' }, schema: { querystring: query, response: { 200: mineReply } } }, async request => {
    const [today, who] = [await todayAt(pool, now()), await findWho(pool, subjectIn(request).subject)]
    const ends = { '3-months': addMonths(today, 3), '6-months': addMonths(today, 6) }
    if (who === undefined) return { place: null, today, ends, counts: nothing, commitments: [], next: null }
    const { state, horizon: asked, shared, after } = request.query
    const states: CommitmentState[] = state === undefined ? ['draft', 'open'] : [state]
    return actingAs(pool, who.personId, async tx => {
      const rows = await listCommitments(tx, { whose: shared === undefined ? 'own' : 'shared', personId: who.personId, states, horizon: asked ?? null, after: after ?? null }, PAGE + 1)
      const page = rows.slice(0, PAGE)
      return { place: await placeOf(tx, who), today, ends, counts: await countCommitments(tx, who.personId), commitments: page, next: rows.length > PAGE ? page.at(-1)?.commitmentId ?? null : null }
    })
  })
}

async function placeOf (tx: Sql, { unitId, bossId }: Who): Promise<{ unitName: string, bossName: string | null }> {
  const { rows: [names] } = await tx.query<{ unitName: string, bossName: string | null }>(/* sql */ `
    select coalesce((select u.name from unit u where u.unit_id = $1), $1) as "unitName", (select p.name from person p where p.person_id = $2) as "bossName"`,
    [unitId, bossId])
  return names ?? { unitName: unitId, bossName: null }
}
