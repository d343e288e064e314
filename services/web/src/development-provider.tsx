import { generateKeyPair, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import cookie from '@fastify/cookie'
import { assetRoutes, mark, pageStyle } from '@weft/service-kit/assets'
import { bareHttp } from '@weft/service-kit/http'
import { renderPage } from '@weft/service-kit/page/render'
import type { BaseDeps } from '@weft/service-kit/service'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type Provider from 'oidc-provider'
import type { Deps } from './deps.ts'
import { DevelopmentSignInPage } from './session/development-sign-in.page.tsx'

export type DevelopmentProviderOptions = { port: number, origin: string, clientId: string, clientSecret: string, redirectUri: string, log: BaseDeps['log'], /** Who one may be in a demonstration. */ guests: Deps['guests'] }

/** Everything of the provider stands below this path, its cookies too: cookies ignore ports, and surveys share the host name. */
const ROOT = '/development-provider'
export const issuerOf = (port: number): string => `http://127.0.0.1:${port}`

/**
 * An OpenID provider for one machine: it asks for a sign-in name and believes it. Listens on 127.0.0.1 only and keeps everything in memory.
 */
export async function startDevelopmentProvider (options: DevelopmentProviderOptions): Promise<{ stop: () => Promise<void> }> {
  const provider = await buildProvider(options)
  const app = bareHttp(options.log)
  app.setErrorHandler((error, request, reply) => {
    request.log.warn({ err: error }, 'development sign-in')
    return reply.code(400).type('text/plain').send('This sign-in is over. Go back to Weft and start again.')
  })
  app.register(assetRoutes([pageStyle, mark]))
  app.register(protocol(provider))
  app.register(signInPage(provider, options))
  await app.listen({ host: '127.0.0.1', port: options.port })
  return { stop: () => app.close() }
}

async function buildProvider ({ port, clientId, clientSecret, redirectUri }: DevelopmentProviderOptions): Promise<Provider> {
  // Loaded only where it is used: an installation with a real provider never pays for it.
  const { default: OidcProvider } = await import('oidc-provider')
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const path = (name: string) => `${ROOT}/${name}`
  const cookieOptions = { path: ROOT, httpOnly: true, sameSite: 'lax', signed: true } as const
  const provider = new OidcProvider(issuerOf(port), {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], response_types: ['code'], grant_types: ['authorization_code'] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')], long: cookieOptions, short: cookieOptions },
    routes: { authorization: path('auth'), jwks: path('jwks'), token: path('token'), userinfo: path('me'), end_session: path('session/end') },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 300, AccessToken: 300, AuthorizationCode: 60 },
    interactions: { url: (_context, { uid }) => path(`sign-in/${uid}`) },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // Asks for no consent: there is one client, and it is ours.
    loadExistingGrant: async context => {
      const grant = new context.oidc.provider.Grant({ accountId: context.oidc.session?.accountId ?? '', clientId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    }
  })
  return provider
}

/** The protocol itself. The provider reads bodies on its own, so nothing here may. */
const protocol = (provider: Provider): FastifyPluginAsync => async app => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => { done(null) })
  const answer = provider.callback()
  for (const url of ['/.well-known/openid-configuration', `${ROOT}/auth`, `${ROOT}/auth/:uid`, `${ROOT}/jwks`, `${ROOT}/token`]) {
    app.all(url, { config: { open: true } }, async (request, reply) => {
      reply.hijack()
      forgetSession(request.raw)
      await answer(request.raw, reply.raw)
    })
  }
}

/** Each sign-in begins anew: who was here before would otherwise have to be signed out on a page of the provider's own. */
function forgetSession ({ headers }: IncomingMessage): void {
  const kept = (headers.cookie ?? '').split('; ').filter(pair => !pair.startsWith('_session'))
  headers.cookie = kept.join('; ')
}

const signInPage = (provider: Provider, { origin, guests }: DevelopmentProviderOptions): FastifyPluginAsync => async app => {
  app.register(cookie)
  readForms(app)
  app.addHook('onSend', async (_request, reply) => {
    // Chrome holds form-action against redirects as well: this form ends at the door.
    reply.headers({
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' ${origin}; base-uri 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store'
    })
  })
  app.get(`${ROOT}/sign-in/:uid`, async (request, reply) => {
    const { uid } = await provider.interactionDetails(request.raw, reply.raw)
    const html = renderPage(<DevelopmentSignInPage guests={await guests() ?? []} action={`${ROOT}/sign-in/${uid}`} styles={[pageStyle.href]} mark={mark.href} />)
    return reply.type('text/html; charset=utf-8').send(html)
  })
  app.post<{ Body: URLSearchParams }>(`${ROOT}/sign-in/:uid`, async (request, reply) => {
    const accountId = (request.body.get('sign_in') ?? '').trim().slice(0, 200)
    if (accountId === '') return reply.redirect(request.url, 303)
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, { login: { accountId } }, { mergeWithLastSubmission: false }), 303)
  })
}

function readForms (app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4_096 }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)))
  })
}
