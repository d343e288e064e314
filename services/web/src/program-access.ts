import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import { findKeyOwner } from './access/access-key.store.ts'
import { may, type Action } from './access/may.ts'
import type { Person } from './access/person.ts'
import { hashOfSecret, keyIn } from './access/secret.ts'
import type { Deps } from './deps.ts'

/** Counts a call by its key, before it is known whether the key is good: guessing is counted as well. */
export const countCalls = ({ limiter, rates }: Deps) => async ({ headers }: FastifyRequest): Promise<void> => {
  const key = keyIn(headers.authorization)
  if (key !== null) await limiter.count(rates.calls, hashOfSecret(key).toString('base64url'))
}

/** Whose access key this is, and whether they may. Throws refusals `no-key`, `bad-key`, `not-yours`. */
export async function keyHolder ({ pool, whoIs, now }: Deps, { headers }: FastifyRequest, action: Action): Promise<Person> {
  const key = keyIn(headers.authorization)
  if (key === null) throw new Refusal('unauthenticated', 'no-key', 'This call needs a header "authorization: Bearer" with an access key. Make one on the page /keys.')
  const signIn = await findKeyOwner(pool, hashOfSecret(key), now().toISOString().slice(0, 10))
  const person = signIn === null ? null : await whoIs(signIn)
  if (person === null) throw new Refusal('unauthenticated', 'bad-key', 'This access key opens nothing: it was revoked, or its owner has no role any more.')
  if (!may(person.roles, action)) throw new Refusal('forbidden', 'not-yours', 'The role behind this key does not allow this.')
  return person
}
