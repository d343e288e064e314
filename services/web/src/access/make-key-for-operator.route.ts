import { randomBytes } from 'node:crypto'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { wasAbout } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { insertKey } from './access-key.store.ts'
import { keyName, MOST_KEYS, tooManyKeys } from './make-key.ts'
import { hashOfSecret, keyFrom } from './secret.ts'

const body = z.strictObject({ signIn: z.string().min(1).max(200), name: z.string().max(200).default('Command line') })

/** POST /v1/keys: for whoever runs the installation and holds the door's own key. Answers `{ key }`, once. */
export const makeKeyForOperatorRoute = ({ pool, newId, now, whoIs }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/keys', {
    config: { operatorOnly: true, summary: 'Makes an access key for somebody; it is told once', audit: { action: 'make-key' } },
    schema: { body, response: { 201: z.object({ key: z.string() }) } }
  }, async (request, reply) => {
    const { signIn, name } = request.body
    if (await whoIs(signIn) === null) throw new Refusal('not-found', 'no-such-sign-in', `The directory has nobody with a role who signs in as ${signIn}.`)

    const [key, keyId] = [keyFrom(randomBytes(32)), newId()]
    const made = await insertKey(pool, { keyId, hash: hashOfSecret(key), signIn, name: keyName(name), today: now().toISOString().slice(0, 10), most: MOST_KEYS })
    if (!made) throw tooManyKeys()
    wasAbout(request, keyId)
    return reply.code(201).send({ key })
  })
}
