import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../test/door-world.ts'
import { signed, signedWithPublicKey, startEvilProvider, strangersKey, unsigned, type EvilProvider, type Sin } from '../test/evil-provider.ts'
import { sampleScript } from '../test/sample-answers.ts'
import { openIdentityProvider } from './identity-provider.ts'

let database: TestDatabase
let provider: EvilProvider
let world: DoorWorld
const at = (path: string) => `${world.origin}${path}`
const sessions = async () => (await database.pool.query<{ count: number }>('select count(*) from session')).rows[0]?.count

beforeAll(async () => {
  [database, provider] = await Promise.all([databaseOf('web'), startEvilProvider()])
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript(), env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_SECRET: provider.clientSecret, LIMIT_SIGN_INS_PER_MINUTE: '0' } })
})
afterEach(() => { provider.sin = {} })
afterAll(async () => {
  await world.stop()
  await provider.stop()
  await database.drop()
})

/** Goes to the provider and gives the address it sends the browser back to, unvisited. */
async function wayBack (browser: Browser): Promise<string> {
  const start = await browser.go(at('/sign-in/start'))
  return (await browser.go(start.headers.get('location') ?? '')).headers.get('location') ?? ''
}

async function isRefused (browser: Browser, answer: Response, status: number): Promise<void> {
  const text = await answer.text()
  expect(answer.status, text.slice(0, 300)).toBe(status)
  expect(answer.headers.get('content-type')).toContain('text/html')
  // Calm: a sentence and a way on, nothing of what broke.
  expect(text).toMatch(/sign-in-failed|no-identity-provider/)
  expect(text).toContain('href="/sign-in"')
  expect(text).not.toMatch(/OAUTH|JWS|\n\s+at |node_modules|nonce|127\.0\.0\.1/i)
  expect(browser.jar.get(new URL(world.origin).host)?.get('__Host-weft')).toBeUndefined()
}

const without = (name: string) => (claims: Record<string, unknown>) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))
const longAgo = Math.floor(Date.now() / 1_000) - 3_600

const sins: readonly (readonly [string, Sin])[] = [
  ['gives another nonce', { claims: claims => ({ ...claims, nonce: 'of-somebody-else' }) }],
  ['gives no nonce', { claims: without('nonce') }],
  ['signs nothing', { token: claims => unsigned(claims) }],
  ['signs with its public key as if it were a secret', { token: signedWithPublicKey }],
  ['signs with a key that is not its own', { token: (claims, { kid }) => signed({ alg: 'RS256', kid }, claims, strangersKey) }],
  ['names a key that it does not have', { token: (claims, { privateKey }) => signed({ alg: 'RS256', kid: '../../etc/passwd' }, claims, privateKey) }],
  ['speaks to another client', { claims: claims => ({ ...claims, aud: 'another' }) }],
  ['speaks to several, and we are not the one it is for', { claims: claims => ({ ...claims, aud: ['weft', 'another'], azp: 'another' }) }],
  ['calls itself somebody else', { claims: claims => ({ ...claims, iss: 'https://other.example' }) }],
  ['gives a token that is over', { claims: claims => ({ ...claims, iat: longAgo, exp: longAgo + 300 }) }],
  ['gives a token without an end', { claims: without('exp') }],
  ['names nobody', { claims: without('sub') }],
  ['names somebody with a name without end', { claims: claims => ({ ...claims, sub: 'x'.repeat(10_000) }) }],
  ['sends back another state', { back: params => { params.set('state', 'of-somebody-else') } }],
  ['sends back no state', { back: params => { params.delete('state') } }],
  ['sends back a name of another provider', { back: params => { params.set('iss', 'https://other.example') } }],
  ['sends back an error', { back: params => { params.delete('code'); params.set('error', 'access_denied') } }],
  ['breaks when the code is redeemed', { status: 500 }],
  ['gives no token at all', { token: () => 'x' }],
  ['has keys without end', { jwks: right => JSON.stringify({ ...right, padding: 'x'.repeat(3_000_000) }) }],
  ['has no keys', { jwks: () => ({ keys: [] }) }]
]

describe('A provider that does wrong', () => {
  it('When it does everything right, then somebody is signed in: what follows is refused for its one sin', async () => {
    const browser = new Browser()
    expect((await browser.go(await wayBack(browser))).status).toBe(303)
    expect(await (await browser.go(at('/'))).text()).toContain('Ana Reyes')
  })

  // Keys are remembered once they were good: each sin meets a door that has not met this provider yet, too.
  it.each(sins)('When it %s, then there is a calm page and no session', async (_, sin) => {
    const fresh = await freshDoor()
    try {
      provider.sin = sin
      const before = await sessions()
      const browser = new Browser()
      await isRefused(browser, await browser.go(await wayBack(browser)), 401)
      expect(await sessions()).toBe(before)
    } finally {
      await fresh()
    }
  })

  it('When the way back is walked a second time with a code that the provider takes again, then the door does not', async () => {
    const browser = new Browser()
    const back = await wayBack(browser)
    expect((await browser.go(back)).status).toBe(303)
    const cookies = browser.jar.get(new URL(world.origin).host)
    cookies?.delete('__Host-weft')
    await isRefused(browser, await browser.go(back), 401)
  })

  it('When it says that it is somebody else, or nothing in time, then nobody is sent to it', async () => {
    const door = { clientId: 'weft', clientSecret: 'x', claim: 'sub', redirectUri: at('/sign-in/done'), alwaysAsk: false, issuer: provider.issuer, answerSeconds: 1 }
    provider.sin = { discovery: right => ({ ...right, issuer: 'https://other.example' }) }
    await expect(openIdentityProvider(door).begin()).rejects.toMatchObject({ kind: 'unavailable', code: 'no-identity-provider' })
    provider.sin = { discovery: right => ({ ...right, padding: 'x'.repeat(3_000_000) }) }
    await expect(openIdentityProvider(door).begin()).rejects.toMatchObject({ code: 'no-identity-provider' })
    provider.sin = { discovery: right => new Promise(resolve => { setTimeout(() => { resolve(right) }, 25_000).unref() }) }
    const times = await Promise.all([1, 2, 3].map(async () => {
      const began = performance.now()
      await expect(openIdentityProvider(door).begin()).rejects.toMatchObject({ code: 'no-identity-provider' })
      return performance.now() - began
    }))
    expect(Math.min(...times)).toBeLessThan(2_500)
    provider.sin = {}
    expect((await openIdentityProvider(door).begin()).url.href).toContain(provider.issuer)
  })
})

/** The same door again, which has kept nothing of the provider. Gives what ends it. */
async function freshDoor (): Promise<() => Promise<void>> {
  const before = world
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript(), env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_SECRET: provider.clientSecret, LIMIT_SIGN_INS_PER_MINUTE: '0' } })
  return async () => {
    await world.stop()
    world = before
  }
}
