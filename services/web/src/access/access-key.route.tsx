import { randomBytes } from 'node:crypto'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { AccessKeyPage, type KeysView } from './access-key.page.tsx'
import { deleteKey, insertKey, listKeys } from './access-key.store.ts'
import { keyName, MOST_KEYS, tooManyKeys } from './make-key.ts'
import { hashOfSecret, keyFrom } from './secret.ts'

const does = 'hold-keys'

/** GET and POST /keys, POST /keys/:keyId/revocation */
export const accessKeyRoutes = ({ pool, newId, now, origin }: Deps): FastifyPluginAsyncZod => async app => {
  const view = async (signIn: string, more: Partial<KeysView> = {}): Promise<KeysView> => ({ keys: await listKeys(pool, signIn), revoked: false, origin, ...more })

  app.get('/keys', { config: { does, summary: 'Own access keys' }, schema: { querystring: z.strictObject({ revoked: z.literal('true').optional() }) } }, async (request, reply) => {
    const page = await view(personIn(request).signIn, { revoked: request.query.revoked === 'true' })
    return show(request, reply, 'Access keys', <AccessKeyPage {...page} />)
  })

  app.post('/keys', { config: { does, summary: 'Makes an access key and shows it once', audit: { action: 'make-key' } }, schema: { body: z.strictObject({ name: z.string().max(200) }) } }, async (request, reply) => {
    const { signIn } = personIn(request)
    try {
      const [name, secret, keyId] = [keyName(request.body.name), keyFrom(randomBytes(32)), newId()]
      const made = await insertKey(pool, { keyId, hash: hashOfSecret(secret), signIn, name, today: now().toISOString().slice(0, 10), most: MOST_KEYS })
      if (!made) throw tooManyKeys()
      wasAbout(request, keyId)
      return await show(request, reply, 'Access keys', <AccessKeyPage {...await view(signIn, { shown: { name, secret } })} />, 201)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return show(request, reply, 'Access keys', <AccessKeyPage {...await view(signIn, { problem: error.message })} />, 422)
    }
  })

  app.post('/keys/:keyId/revocation', { config: { does, summary: 'Revokes an own access key', audit: { action: 'revoke-key', target: 'keyId' } }, schema: { params: z.object({ keyId: z.uuid() }) } }, async (request, reply) => {
    const deleted = await deleteKey(pool, request.params.keyId, personIn(request).signIn)
    if (!deleted) throw new Refusal('not-found', 'no-such-key', 'You have no such key. It may be revoked already.')
    return reply.redirect('/keys?revoked=true', 303)
  })
}
