import { meReply } from '@weft/contracts/commitments/organisation-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { findWho } from './who.store.ts'

/** GET /commitments/me: the caller's own place in the organisation. */
export const getMeRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/me', {
    config: { action: 'read-own-place', summary: 'The caller\'s own place in the organisation' },
    schema: { response: { 200: meReply } }
  }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    if (who === undefined) return { place: null }
    const { rows: [unit] } = await pool.query<{ name: string }>(/* sql */ `select u.name from unit u where u.unit_id = $1`, [who.unitId])
    return { place: { unitId: who.unitId, unitName: unit?.name ?? who.unitId, rank: who.rank } }
  })
}
