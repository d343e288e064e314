import { grantReply, grantRequest } from '@weft/contracts/directory/api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkGrant } from './grant.ts'
import { endGrant, findReceiver, insertGrant, seeingGrants, unitIsThere } from './grant.store.ts'

/** POST /grants, and POST /grants/:grantId/end before its last day. A role that is over ends by its date, without anybody doing anything. */
export const giveGrantRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.post('/grants', {
    config: { action: 'give-grants', summary: 'Gives a role for a time' },
    schema: { body: grantRequest, response: { 201: grantReply } }
  }, async (request, reply) => {
    const { body } = request
    const [grantId, giver] = [newId(), subjectIn(request).subject]
    await seeingGrants(pool, 'all', async tx => {
      const receiver = await findReceiver(tx, body.signIn.toLowerCase(), today())
      if (receiver === undefined) throw new Refusal('invalid', 'no-such-sign-in', 'The directory knows nobody who signs in with this name.')
      checkGrant(body, { giver, receiver, today: today() })
      if (body.unitId !== null && !await unitIsThere(tx, body.unitId)) throw new Refusal('invalid', 'no-such-unit', 'There is no such unit.')
      await insertGrant(tx, { ...body, grantId, personId: receiver.personId, giver, today: today() })
    })
    return reply.code(201).send({ grantId })
  })

  app.post('/grants/:grantId/end', {
    config: { action: 'give-grants', summary: 'Ends a role given for a time' },
    schema: { params: z.object({ grantId: z.uuid() }), response: { 200: grantReply } }
  }, async request => {
    const { grantId } = request.params
    const ended = await seeingGrants(pool, 'all', tx => endGrant(tx, grantId, subjectIn(request).subject, today()))
    if (!ended) throw new Refusal('not-found', 'no-such-grant', 'There is no such role to end. It may have ended already.')
    return { grantId }
  })
}
