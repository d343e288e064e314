import { problemOf, sayWhenAgain } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { may, type Action } from './access/may.ts'
import { isOwnRequest } from './access/origin.ts'
import type { Person } from './access/person.ts'
import { hashOfSecret } from './access/secret.ts'
import { endedAs } from './auditing.ts'
import type { Deps } from './deps.ts'
import { ProblemPage } from './frame/problem.page.tsx'
import { address } from './frame/words.ts'
import { cookieOptions, isCurrent, needsNote, SESSION_COOKIE } from './session/session.ts'
import { show } from './show.tsx'

declare module 'fastify' {
  interface FastifyRequest { person: Person | null }
  interface FastifyContextConfig {
    /** What the reader must be allowed to do; every signed-in page names it. */
    does?: Action | 'nothing-special'
    /** Of /v1: only for who runs the installation, with a token of its own making. */
    operatorOnly?: true
    /** Of /v1: the route of a service that answers. */
    handsTo?: { service: string, path: string }
  }
}

const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()'
}

/** On everything the door says. Only what says otherwise (styles, scripts) may be kept by a browser. */
export async function securityHeaders (_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(HEADERS)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}

/** Refuses what another site made the browser send. */
export const ownRequestsOnly = ({ origin }: Pick<Deps, 'origin'>) => async ({ method, headers }: FastifyRequest): Promise<void> => {
  const site = headers['sec-fetch-site']
  if (!isOwnRequest({ method, site: typeof site === 'string' ? site : undefined, origin: headers.origin }, origin)) {
    throw new Refusal('forbidden', 'foreign-page', 'This was sent from another site. Nothing was changed. Open Weft and do it there.')
  }
}

class SignInNeeded extends Error {
  readonly to: string
  constructor (to: string) {
    super('sign-in needed')
    this.to = to
  }
}

/** Finds out who is asking, or sends them to sign in; then whether this page is theirs. */
export const askForSignIn = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { does } = request.routeOptions.config
  if (does === undefined) throw new Error(`${request.method} ${request.url}: the route names no action`)
  request.person = await personOf(deps, request.cookies[SESSION_COOKIE])
  if (request.person === null) {
    reply.clearCookie(SESSION_COOKIE, cookieOptions)
    throw new SignInNeeded(new URL(address('/sign-in', { to: request.method === 'GET' ? request.url : undefined }), deps.origin).href)
  }
  request.actor = { subject: request.person.subject, roles: request.person.roles, via: 'session' }
  await deps.limiter.count(deps.rates.pages, request.person.signIn)
  if (does !== 'nothing-special' && !may(request.person.roles, does)) throw new Refusal('forbidden', 'not-yours', 'Your role does not include this.')
}

/** Whose session this cookie's value is, if it is a good one. */
export async function personOf ({ sessions, now, limits, whoIs }: Deps, id: string | undefined): Promise<Person | null> {
  if (id === undefined) return null
  const [hash, time] = [hashOfSecret(id), now()]
  const session = await sessions.find(hash, time)
  if (session === null) return null
  const person = isCurrent(session, limits, time) ? await whoIs(session.signIn) : null
  if (person === null) await sessions.end(hash)
  else if (needsNote(session, time)) await sessions.note(hash, session, time)
  return person
}

/** The person of a request behind `askForSignIn`. */
export function personIn (request: FastifyRequest): Person {
  if (request.person === null) throw new Error('This route is not behind askForSignIn.')
  return request.person
}

/** Anything thrown becomes a page with a sentence; what is no refusal is logged and says nothing. */
export function answerAsPage (error: FastifyError | Refusal | SignInNeeded, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof SignInNeeded) return reply.redirect(error.to, 303)
  const { status, code, detail, problems = [] } = problemOf(leadsNowhere(error, request) ? noSuchPage() : error)
  endedAs(request, code)
  if (status === 500) request.log.error({ err: error }, 'unexpected')
  if (!(error instanceof SignInNeeded)) sayWhenAgain(error, reply)
  const page = <ProblemPage {...{ status, code, problems }} sentence={detail} signedIn={request.person !== null} />
  return show(request, reply, 'Not done', page, status)
}

export const showMissing = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  request.person = await personOf(deps, request.cookies[SESSION_COOKIE])
  return answerAsPage(noSuchPage(), request, reply)
}

const noSuchPage = () => new Refusal('not-found', 'no-such-page', 'There is no page at this address. It may have moved, or the link was cut off.')

/** An address with half an id in it is an address that does not exist; whoever opened it has sent nothing. */
const leadsNowhere = (error: FastifyError | Refusal, { method }: FastifyRequest): boolean =>
  !(error instanceof Refusal) && hasZodFastifySchemaValidationErrors(error) &&
  (error.validationContext === 'params' || (method === 'GET' && error.validation.some(({ params }) => params['format'] === 'uuid')))
