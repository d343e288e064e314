import { colleaguesReply } from '@weft/contracts/commitments/commitment-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { colleaguesOf } from './colleagues.store.ts'
import { whoIs } from './who.store.ts'

/** GET /commitments/colleagues: with whom the caller can share a commitment. */
export const listColleaguesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/colleagues', { config: { action: 'keep-commitments', summary: 'People of the caller\'s unit and boss, with whom a commitment can be shared' }, schema: { response: { 200: colleaguesReply } } }, async request =>
    ({ colleagues: await colleaguesOf(pool, await whoIs(pool, subjectIn(request).subject)) }))
}
