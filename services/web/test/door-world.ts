// For tests of the door: the real door on a real database with its real identity provider. Services are played by one server
// that answers as the contracts say and checks tokens as services do; tests/pages runs the same pages on the real services.
import { generateKeyPairSync } from 'node:crypto'
import { tokenSigner, tokenVerifier } from '@weft/service-kit/access'
import { answerProblem, bareHttp } from '@weft/service-kit/http'
import { openLog } from '@weft/service-kit/log'
import { freePort } from '@weft/testkit/free-port'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { start } from '../src/main.ts'

export type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown
/** "GET /waves/:waveId" → what the played service says. */
export type Script = Record<string, Answer>
type Heard = { service: string, subject: string, roles: readonly string[], url: string, body: string, headers: FastifyRequest['headers'] }

export type DoorWorld = {
  origin: string
  /** Every call the played services got, newest last. */
  heard: Heard[]
  script: Script
  sign: Awaited<ReturnType<typeof tokenSigner>>
  stop: () => Promise<void>
}

const serviceOf = (url: string): string => {
  if (/^\/(organisation|sign-ins|grants)/.test(url)) return 'directory'
  if (url.startsWith('/program/')) return 'program'
  if (url.startsWith('/commitments/')) return 'commitments'
  if (/^\/waves\/[^/]+\/(participation|reminders|vault)/.test(url)) return 'participation'
  if (/^\/waves\/[^/]+\/(scoring|release)/.test(url)) return 'scoring'
  return /^\/(progress|releases|scores)/.test(url) ? 'reporting' : 'survey'
}

export async function openDoorWorld ({ appUrl, ownerUrl, script, env = {} }: { appUrl: string, ownerUrl: string, script: Script, env?: Record<string, string> }): Promise<DoorWorld> {
  const keys = generateKeyPairSync('ed25519')
  const [privateJwk, publicJwk] = [keys.privateKey.export({ format: 'jwk' }), keys.publicKey.export({ format: 'jwk' })]
  const heard: Heard[] = []
  const services = await playServices(script, heard, publicJwk)
  const url = await services.listen({ host: '127.0.0.1', port: 0 })
  const [port, providerPort] = [await freePort(), await freePort()]
  const door = await start({
    HOST: 'localhost', PORT: String(port), ORIGIN: `http://localhost:${port}`, DATABASE_URL: appUrl, MIGRATION_DATABASE_URL: ownerUrl, LOG_LEVEL: 'silent',
    DOOR_PUBLIC_KEY: JSON.stringify(publicJwk), DOOR_PRIVATE_KEY: JSON.stringify(privateJwk), DEV_PROVIDER_PORT: String(providerPort),
    SERVICES: JSON.stringify(Object.fromEntries(['directory', 'participation', 'program', 'commitments', 'survey', 'scoring', 'reporting'].map(name => [name, url]))),
    // Tests sign in as the same people again and again; one of them is about the limit.
    LIMIT_SIGN_INS_PER_MINUTE: '0',
    ...env
  })
  return {
    origin: `http://localhost:${port}`, heard, script,
    sign: await tokenSigner(privateJwk),
    stop: async () => {
      await door.stop()
      await services.close()
    }
  }
}

async function playServices (script: Script, heard: Heard[], publicJwk: Parameters<typeof tokenVerifier>[0]): Promise<FastifyInstance> {
  const app = bareHttp(openLog({ name: 'played', level: 'silent', file: '' }))
  app.setErrorHandler(answerProblem)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => { done(null, body) })
  for (const key of Object.keys(script)) {
    const [method = '', url = ''] = key.split(' ')
    app.route({
      method, url,
      handler: async (request, reply) => {
        const service = serviceOf(request.url)
        const verify = await tokenVerifier(publicJwk, service)
        const { subject, roles } = await verify(request.headers.authorization)
        heard.push({ service, subject, roles, url: request.url, body: typeof request.body === 'string' ? request.body : '', headers: request.headers })
        return script[key]?.(request, reply)
      }
    })
  }
  return app
}

/** A browser's cookies and redirects, enough for sign-in. It never follows on its own. */
export class Browser {
  readonly jar = new Map<string, Map<string, string>>()

  async go (url: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    const { host } = new URL(url)
    const cookies = [...this.jar.get(host) ?? []].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...(cookies !== '' && { cookie: cookies }), ...init.headers } })
    this.keep(host, response)
    return response
  }

  private keep (host: string, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      const jar = this.jar.get(host) ?? new Map<string, string>()
      if (value === '') jar.delete(name)
      else jar.set(name, value)
      this.jar.set(host, jar)
    }
  }

  /** Follows redirects from `url` until a page, and gives that page with its address. */
  async follow (url: string): Promise<{ url: string, response: Response }> {
    let at = url
    for (let step = 0; step < 10; step += 1) {
      const response = await this.go(at)
      const next = response.headers.get('location')
      if (next === null) return { url: at, response }
      at = new URL(next, at).href
    }
    throw new Error(`${url} leads in circles`)
  }

  /** Types a name at the development provider and gives the address the provider sends the browser back to, unvisited. */
  async signInAtProvider (from: string, name: string): Promise<string> {
    const { url: form } = await this.follow(from)
    const posted = await this.go(form, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ sign_in: name }).toString() })
    const resumed = await this.go(new URL(posted.headers.get('location') ?? '', form).href)
    return resumed.headers.get('location') ?? ''
  }

  /** The whole way in. */
  async signIn (origin: string, name: string, to = '/'): Promise<Response> {
    return this.go(await this.signInAtProvider(`${origin}/sign-in/start?to=${encodeURIComponent(to)}`, name))
  }
}
