import { randomBytes } from 'node:crypto'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { look } from '../assets.ts'
import { hashOfSecret, secretFrom } from '../access/secret.ts'
import { endedAs } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../protection.tsx'
import { show } from '../show.tsx'
import { cookieOptions, ownPath, PRE_LOGIN_COOKIE, PRE_LOGIN_SECONDS, SESSION_COOKIE } from './session.ts'
import { insertPreLogin, insertSession, takePreLogin } from './session.store.ts'
import { SignInPage, StrangerPage } from './sign-in.page.tsx'

const toQuery = z.strictObject({ to: z.string().max(500).optional(), left: z.literal('true').optional() })
const newSecret = () => secretFrom(randomBytes(32))

/** GET /sign-in, and /sign-in/start: to the identity provider. */
export const startSignInRoute = ({ origin, identity, pool, now, development }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/sign-in', { config: { open: true, summary: 'The way in' }, schema: { querystring: toQuery } }, async (request, reply) =>
    show(request, reply, 'Sign in', <SignInPage to={ownPath(request.query.to, origin)} left={request.query.left === 'true'} development={development} mark={look.mark} />))

  app.get('/sign-in/start', { config: { open: true, summary: 'Sends the browser to the identity provider' }, schema: { querystring: toQuery } }, async (request, reply) => {
    const { url, ...secrets } = await identity.begin()
    const id = newSecret()
    await insertPreLogin(pool, hashOfSecret(id), { ...secrets, returnTo: ownPath(request.query.to, origin), startedAt: now() })
    return reply.setCookie(PRE_LOGIN_COOKIE, id, { ...cookieOptions, maxAge: PRE_LOGIN_SECONDS }).redirect(url.href, 303)
  })
}

const startAgain = () => new Refusal('unauthenticated', 'sign-in-failed', 'The sign-in did not complete. Start it again.')

/** GET /sign-in/done: back from the identity provider. A code is redeemed once, in the browser that asked for it. */
export const finishSignInRoute = ({ origin, identity, pool, now, whoIs, sessions, limiter, rates }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/sign-in/done', { config: { open: true, summary: 'Back from the identity provider', audit: { action: 'sign-in' } } }, async (request, reply) => {
    const { [PRE_LOGIN_COOKIE]: id, [SESSION_COOKIE]: old } = request.cookies
    reply.clearCookie(PRE_LOGIN_COOKIE, cookieOptions)
    const started = id === undefined ? null : await takePreLogin(pool, hashOfSecret(id))
    if (started === null || now().getTime() - started.startedAt.getTime() > PRE_LOGIN_SECONDS * 1_000) throw startAgain()

    // The address comes from configuration: a forged Host header leads nowhere.
    const signIn = await identity.finish(new URL(request.url, origin), started)
    await limiter.count(rates.signIns, signIn.toLowerCase())
    // Whatever session the browser had before ends here, so that nobody can plant one.
    if (old !== undefined) await sessions.end(hashOfSecret(old)) // guard: no planted session
    const person = await whoIs(signIn)
    request.actor = { subject: person?.subject ?? 'unknown', roles: person?.roles ?? [], via: 'session' }
    if (person === null) endedAs(request, 'no-such-sign-in')
    if (person === null) return show(request, reply.clearCookie(SESSION_COOKIE, cookieOptions), 'No role yet', <StrangerPage signIn={signIn} />, 403)

    const session = newSecret()
    await insertSession(pool, { idHash: hashOfSecret(session), signIn, now: now() })
    return reply.setCookie(SESSION_COOKIE, session, cookieOptions).redirect(new URL(started.returnTo, origin).href, 303)
  })
}

/** POST /sign-out */
export const signOutRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/sign-out', { config: { open: true, summary: 'Ends the session of this browser', audit: { action: 'sign-out' } } }, async (request, reply) => {
    const id = request.cookies[SESSION_COOKIE]
    // Signing out works also while the directory is away; then the log does not learn who it was.
    const person = await personOf(deps, id).catch(() => null)
    if (person !== null) request.actor = { subject: person.subject, roles: person.roles, via: 'session' }
    if (id !== undefined) await deps.sessions.end(hashOfSecret(id))
    return reply.clearCookie(SESSION_COOKIE, cookieOptions).redirect(new URL('/sign-in?left=true', deps.origin).href, 303)
  })
}
