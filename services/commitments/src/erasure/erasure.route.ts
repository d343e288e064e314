import { erasureReply, erasureRequest, erasuresReply } from '@weft/contracts/commitments/erasure-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { idByEmail } from '../review/found-person.store.ts'
import { askErasure, erasures } from './erasure.store.ts'

const MOST = 100

/** GET and POST /commitments/erasures: who is to be forgotten, said by the program office with a reason. */
export const erasureRoutes = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/erasures', { config: { action: 'erase-people', summary: 'Who asked to be forgotten, newest first; no name once it is done' }, schema: { response: { 200: erasuresReply } } }, async () => ({ erasures: await erasures(pool, MOST) }))

  app.post('/commitments/erasures', {
    config: { action: 'erase-people', summary: 'Takes a person out of everything that no roll-up needs any more; figures that were published stay' },
    schema: { body: erasureRequest, response: { 201: erasureReply } }
  }, async (request, reply) => {
    const { person, reason } = request.body
    const erasureId = newId()
    await inTransaction(pool, async tx => {
      const personId = person.includes('@') ? await idByEmail(tx, person) : person
      await askErasure(tx, { erasureId, personId, today: await todayAt(tx, now()), by: subjectIn(request).subject, reason })
    })
    return reply.code(201).send({ erasureId })
  })
}
