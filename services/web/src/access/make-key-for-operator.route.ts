import { randomBytes } from 'node:crypto'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { insertKey } from './access-key.store.ts'
import { keyName, MOST_KEYS, tooManyKeys } from './make-key.ts'
import { hashOfSecret, keyFrom } from './secret.ts'

const body = z.strictObject({ signIn: z.string().min(1).max(200), name: z.string().max(200).default('Command line') })

/** POST /v1/keys: for whoever runs the installation and holds the door's own key. Answers `{ key }`, once. */
export const makeKeyForOperatorRoute = ({ pool, newId, now, verifyOperator, whoIs }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/keys', {
    config: { operatorOnly: true, summary: 'Makes an access key for somebody; it is told once' },
    schema: { body, response: { 201: z.object({ key: z.string() }) } }
  }, async (request, reply) => {
    const { roles } = await verifyOperator(request.headers.authorization)
    if (!roles.includes('operator')) throw new Refusal('forbidden', 'not-yours', 'Only who runs this installation makes keys for others.')
    const { signIn, name } = request.body
    if (await whoIs(signIn) === null) throw new Refusal('not-found', 'no-such-sign-in', `The directory has nobody with a role who signs in as ${signIn}.`)

    const key = keyFrom(randomBytes(32))
    const made = await insertKey(pool, { keyId: newId(), hash: hashOfSecret(key), signIn, name: keyName(name), today: now().toISOString().slice(0, 10), most: MOST_KEYS })
    if (!made) throw tooManyKeys()
    return reply.code(201).send({ key })
  })
}
