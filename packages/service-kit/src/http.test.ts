import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { PassThrough, type Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { reaches, tokenSigner, tokenVerifier } from './access.ts'
import { answerProblem, bareHttp, buildHttp, type Http } from './http.ts'
import { Refusal } from './refusal.ts'

const log = pino({ level: 'silent' })
let heard: unknown[] = []

const thingRoute: FastifyPluginAsyncZod = async app => {
  app.post('/things', { config: { action: 'make-thing' }, schema: { body: z.strictObject({ size: z.int(), name: z.string().max(20) }) } }, async request => {
    heard.push(request.body)
    if (request.body.size > 9) throw new Refusal('invalid', 'too-big', 'That is too big.', [{ at: 'size', code: 'too-big', sentence: 'At most 9.' }])
    if (request.body.size < 0) throw new Error('a secret of the database')
    return { made: true, by: request.subject?.subject }
  })
}

async function keyPair () {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  return { publicJwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey), privateKey }
}

describe('an internal API', () => {
  let app: Http
  let keys: Awaited<ReturnType<typeof keyPair>>
  let sign: Awaited<ReturnType<typeof tokenSigner>>

  beforeAll(async () => {
    keys = await keyPair()
    sign = await tokenSigner(keys.privateJwk)
    app = buildHttp({
      log, routes: [thingRoute], verify: await tokenVerifier(keys.publicJwk, 'things'),
      may: ({ roles }, action) => action === 'make-thing' && roles.includes('maker')
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => app.close())

  const maker = { subject: 's-1', roles: ['maker'], scopes: [] }
  const post = async (payload: string | object, headers: Record<string, string> = {}, token?: string) => {
    heard = []
    return app.inject({ method: 'POST', url: '/things', payload, headers: { authorization: `Bearer ${token ?? await sign('things', maker)}`, 'content-type': 'application/json', ...headers } })
  }

  test('When the body fits and the role may, then the route hears it', async () => {
    const reply = await post({ size: 3, name: 'x' })
    expect(reply.json()).toEqual({ made: true, by: 's-1' })
    expect(heard).toEqual([{ size: 3, name: 'x' }])
  })

  test.each([
    ['a number comes as text', '{"size":"3","name":"x"}'],
    ['a field is unknown', '{"size":3,"name":"x","extra":1}'],
    ['a field is missing', '{"size":3}'],
    ['__proto__ is sent', '{"size":3,"name":"x","__proto__":{"admin":true}}'],
    ['constructor is sent', '{"size":3,"name":"x","constructor":{"prototype":{"admin":true}}}'],
    ['it is no JSON', '{"size":3,'],
    ['it is a bare value', '3'],
    ['it is empty', '']
  ])('When %s, then it is refused as a problem and the route hears nothing', async (_, payload) => {
    const reply = await post(payload)
    expect(reply.statusCode).toBe(400)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    const problem = reply.json<{ status: number, code: string, detail: string }>()
    expect(problem.status).toBe(400)
    expect(problem.code).toMatch(/./)
    expect(problem.detail).toMatch(/\.$/)
    expect(heard).toEqual([])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test('When a rule refuses, then code, sentence and places come back', async () => {
    const reply = await post({ size: 10, name: 'x' })
    expect(reply.statusCode).toBe(422)
    expect(reply.json()).toMatchObject({ code: 'too-big', detail: 'That is too big.', problems: [{ at: 'size' }] })
  })

  test('When something breaks inside, then nothing of it is told', async () => {
    const reply = await post({ size: -1, name: 'x' })
    expect(reply.statusCode).toBe(500)
    expect(reply.body).not.toContain('secret')
  })

  test('When the body is compressed, then it is refused', async () => {
    expect((await post({ size: 3, name: 'x' }, { 'content-encoding': 'gzip' })).json()).toMatchObject({ code: 'encoded-body' })
  })

  test('When the body is over a megabyte, then it is refused', async () => {
    expect((await post(JSON.stringify({ size: 1, name: 'x'.repeat(1_100_000) }))).statusCode).toBe(413)
  })

  test('When an address is wrongly encoded, then it is answered like one where nothing is', async () => {
    expect((await app.inject({ url: '/things/%zz' })).json()).toEqual((await app.inject({ url: '/nothing' })).json())
  })

  test('When two Host headers come, then the request is refused', async () => {
    const { port } = app.server.address() as { port: number }
    const answer = await new Promise<string>(resolve => {
      const socket = connect(port, '127.0.0.1', () => socket.write('POST /things HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'))
      let text = ''
      socket.on('data', data => { text += data.toString() }).on('close', () => { resolve(text) })
    })
    expect(answer).toContain('doubled-header')
  })

  test.each([
    ['there is none', async () => ''],
    ['it is for another service', () => sign('others', maker)],
    ['it is from another signer', async () => (await tokenSigner((await keyPair()).privateJwk))('things', maker)],
    ['it is unsigned', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: 's', roles: ['maker'], aud: 'things', iss: 'weft-door' })).toString('base64url')}.`],
    ['its public key was used as a secret', () => forged(keys.publicJwk)],
    ['its minute is over', () => old(keys.privateKey)]
  ])('When the token is wrong because %s, then nobody is let in', async (_, token) => {
    const reply = await post({ size: 3, name: 'x' }, {}, await token())
    expect(reply.statusCode).toBe(401)
    expect(heard).toEqual([])
  })

  test('When the role may not, then it is forbidden before the body is looked at', async () => {
    const reply = await post('nonsense', {}, await sign('things', { subject: 's-2', roles: ['analyst'] }))
    expect(reply.json()).toMatchObject({ status: 403, code: 'not-yours' })
  })

  test('When a route asks nobody, then the service does not start', async () => {
    const open: FastifyPluginAsyncZod = async routes => { routes.get('/free', async () => 'x') }
    const broken = buildHttp({ log, routes: [open], verify: async () => maker, may: () => true })
    await expect(broken.ready()).rejects.toThrow('asks nobody')
  })

  test('When a place is not theirs, then the answer is that of one that is not there, and the route is not reached', async () => {
    const reached: string[] = []
    const paths: Record<string, string[]> = { all: ['all'], mine: ['all', 'mine'], below: ['all', 'mine', 'below'], foreign: ['all', 'foreign'] }
    const about: FastifyPluginAsyncZod = async routes => {
      const place = { path: async (request: FastifyRequest) => paths[(request.params as { placeId: string }).placeId] ?? null, missing: () => new Refusal('not-found', 'no-such-place', 'There is no such place.') }
      routes.get('/places/:placeId', { config: { action: 'see', about: place } }, async request => { reached.push((request.params as { placeId: string }).placeId); return { seen: true } })
    }
    const boss = { ...maker, scopes: ['mine'] }
    const app = buildHttp({ log, routes: [about], verify: async header => header === undefined ? maker : boss, may: (subject, _action, where) => where === 'anywhere' ? subject.scopes.length > 0 : where !== undefined && reaches(subject, where) })
    const ask = async (placeId: string, authorization?: string) => app.inject({ url: `/places/${placeId}`, headers: authorization === undefined ? {} : { authorization } })
    const [foreign, missing] = [await ask('foreign', 'b'), await ask('nowhere', 'b')]
    expect([foreign.statusCode, foreign.body]).toEqual([404, missing.body])
    expect({ ...foreign.headers, date: '' }).toEqual({ ...missing.headers, date: '' })
    expect((await ask('all', 'b')).statusCode).toBe(404)
    expect((await ask('mine')).statusCode).toBe(403)
    for (const placeId of ['mine', 'below']) expect((await ask(placeId, 'b')).statusCode).toBe(200)
    expect(reached).toEqual(['mine', 'below'])
    await app.close()
  })

  test('When a schema would drop unknown fields, then the service does not start', async () => {
    const loose: FastifyPluginAsyncZod = async routes => { routes.post('/loose', { config: { action: 'a' }, schema: { body: z.object({ a: z.int() }) } }, async () => 'x') }
    const broken = buildHttp({ log, routes: [loose], verify: async () => maker, may: () => true })
    await expect(broken.ready()).rejects.toThrow('strictObject')
  })
})

const forged = (publicJwk: JWK) => new SignJWT({ roles: ['maker'] }).setProtectedHeader({ alg: 'HS256' })
  .setIssuer('weft-door').setAudience('things').setSubject('s').setIssuedAt().setExpirationTime('60s').sign(new TextEncoder().encode(JSON.stringify(publicJwk)))

const old = (key: CryptoKey) => {
  const then = Math.floor(Date.now() / 1000) - 90
  return new SignJWT({ roles: ['maker'] }).setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('weft-door').setAudience('things').setSubject('s').setIssuedAt(then).setExpirationTime(then + 600).sign(key)
}

test('When a server takes large files, then a request may last five minutes; any other one minute', () => {
  expect([bareHttp(log), bareHttp(log, { takesFiles: true })].map(app => app.server.requestTimeout)).toEqual([60_000, 300_000])
})

test('When a body is refused in the middle, then the next call on the same line is answered', async () => {
  const app = bareHttp(log)
  app.setErrorHandler(answerProblem)
  app.addContentTypeParser('text/csv', (_request, payload, done) => { done(null, payload) })
  app.post('/files', { bodyLimit: 5_000_000 }, async request => {
    (request.body as Readable).pipe(new PassThrough())
    throw new Refusal('malformed', 'unexpected-file', 'This file is not asked for.')
  })
  app.get('/after', async () => 'after')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const call = (method: string, path: string, body?: Buffer) => new Promise<number | undefined>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, agent, timeout: 20_000, headers: { 'content-type': 'text/csv' } }, response => {
      response.resume().once('end', () => { resolve(response.statusCode) })
    })
    sent.once('error', reject).once('timeout', () => { sent.destroy(new Error('nobody answers on this line')) }).end(body)
  })
  expect(await call('POST', '/files', Buffer.alloc(3_000_000, 'a'))).toBe(400)
  expect(await call('GET', '/after')).toBe(200)
  agent.destroy()
  await app.close()
})
