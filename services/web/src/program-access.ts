import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import { findKeyOwner } from './access/access-key.store.ts'
import { may, type Action } from './access/may.ts'
import type { Person } from './access/person.ts'
import { hashOfSecret, keyIn } from './access/secret.ts'
import type { Deps } from './deps.ts'

declare module 'fastify' {
  interface FastifyContextConfig { /** Besides who may by `does`: whoever runs the installation and holds the door's own key. */ operatorToo?: true }
}

/** Counts a call by its key, before it is known whether the key is good: guessing is counted as well. */
export const countCalls = ({ limiter, rates }: Deps) => async ({ headers }: FastifyRequest): Promise<void> => {
  const key = keyIn(headers.authorization)
  if (key !== null) await limiter.count(rates.calls, hashOfSecret(key).toString('base64url'))
}

/** Finds out whose key a call of a program carries, and whether they may. Throws refusals `no-key`, `bad-key`, `not-yours`, and those of a token. */
export const askForKey = (deps: Deps) => async (request: FastifyRequest): Promise<void> => {
  if (request.is404) return
  const { does, operatorOnly, operatorToo } = request.routeOptions.config
  if (operatorOnly === true || (operatorToo === true && keyIn(request.headers.authorization) === null)) return asOperator(deps, request)
  if (does === undefined || does === 'nothing-special') throw new Error(`${request.method} ${request.url}: the route names no action`)
  const person = await keyOwner(deps, request)
  request.person = person
  request.actor = { subject: person.subject, roles: person.roles, via: 'key' }
  refuseOthers(person, does)
}

async function asOperator ({ verifyOperator }: Deps, request: FastifyRequest): Promise<void> {
  const { subject, roles } = await verifyOperator(request.headers.authorization)
  request.actor = { subject, roles, via: 'operator' }
  if (!roles.includes('operator')) throw new Refusal('forbidden', 'not-yours', 'Only who runs this installation may do this.')
}

/** The same question once more, for a stream that stays open. */
export async function keyHolder (deps: Deps, request: FastifyRequest, action: Action): Promise<Person> {
  const person = await keyOwner(deps, request)
  refuseOthers(person, action)
  return person
}

function refuseOthers ({ roles }: Person, action: Action): void {
  if (!may(roles, action)) throw new Refusal('forbidden', 'not-yours', 'The role behind this key does not allow this.')
}

async function keyOwner ({ pool, whoIs, now }: Deps, { headers }: FastifyRequest): Promise<Person> {
  const key = keyIn(headers.authorization)
  if (key === null) throw new Refusal('unauthenticated', 'no-key', 'This call needs a header "authorization: Bearer" with an access key. Make one on the page /keys.')
  const signIn = await findKeyOwner(pool, hashOfSecret(key), now().toISOString().slice(0, 10))
  const person = signIn === null ? null : await whoIs(signIn)
  if (person === null) throw new Refusal('unauthenticated', 'bad-key', 'This access key opens nothing: it was revoked, or its owner has no role any more.')
  return person
}
