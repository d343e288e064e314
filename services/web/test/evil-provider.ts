// An identity provider for tests that can be told to do wrong. It speaks OpenID Connect as far as the door asks for it.
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Claims = Record<string, unknown>
/** What is done wrong. Everything else is as it should be. */
export type Sin = {
  /** Of the id token. */
  claims?: (right: Claims) => Claims
  /** How the id token is signed. */
  token?: (claims: Claims, keys: Keys) => string
  /** What is added to, or stands differently in, the address that the browser comes back to. */
  back?: (right: URLSearchParams) => void
  jwks?: (right: object) => object | string
  /** Of the token endpoint. */
  status?: number
  discovery?: (right: object) => object | Promise<object>
}
type Keys = { privateKey: Parameters<typeof sign>[2], publicPem: string, kid: string, issuer: string }

export type EvilProvider = { issuer: string, clientSecret: string, sin: Sin, stop: () => Promise<void> }

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
export const signed = (header: object, claims: object, key: Keys['privateKey']): string => {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
/** Signed by nobody. */
export const unsigned = (claims: object): string => `${part({ alg: 'none' })}.${part(claims)}.`
/** Signed with what everybody can read, as if it were a secret. */
export const signedWithPublicKey = (claims: object, { publicPem, kid }: Keys): string => {
  const text = `${part({ alg: 'HS256', kid })}.${part(claims)}`
  return `${text}.${createHmac('sha256', publicPem).update(text).digest('base64url')}`
}
export const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** Starts it on a free port of 127.0.0.1. `sin` may be set anew at any time. Whoever signs in is `office@localhost`. */
export async function startEvilProvider (): Promise<EvilProvider> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = createServer((request, response) => { void answer(request, response).catch(() => { response.destroy() }) })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const keys: Keys = { privateKey: pair.privateKey, publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(), kid: 'right', issuer }
  const provider: EvilProvider = { issuer, clientSecret: randomBytes(16).toString('hex'), sin: {}, stop: () => new Promise(resolve => { server.close(() => { resolve() }); server.closeAllConnections() }) }
  const nonces = new Map<string, string>()

  async function answer (request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer)
    const { sin } = provider
    const json = (value: object | string, status = 200) => { response.writeHead(status, { 'content-type': 'application/json' }).end(typeof value === 'string' ? value : JSON.stringify(value)) }
    if (url.pathname === '/.well-known/openid-configuration') {
      const right = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], authorization_response_iss_parameter_supported: true }
      return json(await sin.discovery?.(right) ?? right)
    }
    if (url.pathname === '/jwks') {
      const right = { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: keys.kid, use: 'sig', alg: 'RS256' }] }
      return json(sin.jwks?.(right) ?? right)
    }
    if (url.pathname === '/auth') {
      const code = randomBytes(16).toString('hex')
      nonces.set(code, url.searchParams.get('nonce') ?? '')
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '', iss: issuer }).toString()
      sin.back?.(back.searchParams)
      response.writeHead(303, { location: back.href }).end()
      return
    }
    const body = new URLSearchParams(await textOf(request))
    const now = Math.floor(Date.now() / 1_000)
    const right = { iss: issuer, aud: 'weft', sub: 'office@localhost', nonce: nonces.get(body.get('code') ?? ''), iat: now, exp: now + 300 }
    const claims = sin.claims?.(right) ?? right
    const token = sin.token?.(claims, keys) ?? signed({ alg: 'RS256', kid: keys.kid }, claims, keys.privateKey)
    // It never looks whether a code was used before.
    return json({ access_token: 'x', token_type: 'Bearer', id_token: token }, sin.status)
  }
  return provider
}

async function textOf (request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
