import { randomBytes } from 'node:crypto'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { look } from '../assets.ts'
import { hashOfSecret, secretFrom } from '../access/secret.ts'
import type { Deps } from '../deps.ts'
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
  app.get('/sign-in/done', { config: { open: true, summary: 'Back from the identity provider' } }, async (request, reply) => {
    const { [PRE_LOGIN_COOKIE]: id, [SESSION_COOKIE]: old } = request.cookies
    reply.clearCookie(PRE_LOGIN_COOKIE, cookieOptions)
    const started = id === undefined ? null : await takePreLogin(pool, hashOfSecret(id))
    if (started === null || now().getTime() - started.startedAt.getTime() > PRE_LOGIN_SECONDS * 1_000) throw startAgain()

    // The address comes from configuration: a forged Host header leads nowhere.
    const signIn = await identity.finish(new URL(request.url, origin), started)
    await limiter.count(rates.signIns, signIn.toLowerCase())
    // Whatever session the browser had before ends here, so that nobody can plant one.
    if (old !== undefined) await sessions.end(hashOfSecret(old))
    if (await whoIs(signIn) === null) return show(request, reply.clearCookie(SESSION_COOKIE, cookieOptions), 'No role yet', <StrangerPage signIn={signIn} />, 403)

    const session = newSecret()
    await insertSession(pool, { idHash: hashOfSecret(session), signIn, now: now() })
    return reply.setCookie(SESSION_COOKIE, session, cookieOptions).redirect(new URL(started.returnTo, origin).href, 303)
  })
}

/** POST /sign-out */
export const signOutRoute = ({ origin, sessions }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/sign-out', { config: { open: true, summary: 'Ends the session of this browser' } }, async (request, reply) => {
    const id = request.cookies[SESSION_COOKIE]
    if (id !== undefined) await sessions.end(hashOfSecret(id))
    return reply.clearCookie(SESSION_COOKIE, cookieOptions).redirect(new URL('/sign-in?left=true', origin).href, 303)
  })
}
