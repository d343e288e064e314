import { grantsReply } from '@weft/contracts/directory/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { grantsAfter, seeingGrants } from './grant.store.ts'

const PAGE = 50

/** GET /grants: who has which role for how long, and why. */
export const listGrantsRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/grants', {
    config: { action: 'read-grants', summary: 'Roles given for a time, now and before' },
    schema: { querystring: z.strictObject({ after: z.string().max(60).optional() }), response: { 200: grantsReply } }
  }, async ({ query: { after } }) => {
    const place = placeOf(after)
    const rows = await seeingGrants(pool, 'all', tx => grantsAfter(tx, place, now().toISOString().slice(0, 10), PAGE + 1))
    const grants = rows.slice(0, PAGE)
    const last = grants.at(-1)
    return { grants, next: last !== undefined && rows.length > PAGE ? `${last.untilDay}.${last.grantId}` : null }
  })
}

function placeOf (after: string | undefined): { untilDay: string, grantId: string } | null {
  if (after === undefined) return null
  const [untilDay, grantId] = [after.slice(0, 10), after.slice(11)]
  if (!z.iso.date().safeParse(untilDay).success || !z.uuid().safeParse(grantId).success) throw new Refusal('malformed', 'no-such-place', 'This page of the list does not exist.')
  return { untilDay, grantId }
}
