import { startCollector, type Collector } from '@weft/testkit/collector'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import { openOtel } from './otel.ts'
import type { Tracing } from './seam.ts'
import { traceFields } from './trace.ts'

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const traced: Tracing = { topics: [], services: [], heedsCallers: true }
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => { for (const close of closing.splice(0).reverse()) await close() })

/** An app that is watched; `told` stops the telemetry and gives what came of it; `isSlow`: somebody asked for what is never answered. */
async function watched (tracing: Tracing | undefined): Promise<{ url: string, told: () => Promise<Collector>, isSlow: Promise<void> }> {
  const collector = await startCollector()
  const config = { EVENTS: 'postgres' as const, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: '', TELEMETRY_SECONDS: 60, TELEMETRY_TRACE_SHARE: 1 }
  const telemetry = openOtel({ name: 'kit', config, tracing, log: silentLog() })
  const app: FastifyInstance = Fastify({ forceCloseConnections: true })
  app.addHook('onRequest', async (request, reply) => { if (request.headers['x-refused'] !== undefined) await reply.code(401).send() })
  app.post('/things/:id', async () => ({ seen: traceFields() }))
  app.get('/broken', async () => { throw new Error('The secret word is xyzzy.') })
  const slow = Promise.withResolvers<void>()
  app.get('/slow', async () => {
    slow.resolve()
    return new Promise(() => {})
  })
  app.get('/health/live', async () => ({}))
  telemetry.watch(app)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  closing.push(() => collector.stop(), () => app.close())
  return { url, isSlow: slow.promise, told: async () => { await telemetry.stop(); return collector } }
}

test('When requests come in, then each is a span under its template, with its status, and the work in it is part of it', async () => {
  const { url, told, isSlow } = await watched(traced)
  const reply = await fetch(`${url}/things/zebra?who=me`, { method: 'POST', body: '{}', headers: { traceparent: parent, 'content-type': 'application/json' } })
  const { seen } = await reply.json() as { seen: { trace_id: string, span_id: string } }
  await fetch(`${url}/broken`)
  await fetch(`${url}/things/1`, { method: 'POST', headers: { 'x-refused': 'yes' } })
  await fetch(`${url}/nowhere/secret`)
  await fetch(`${url}/health/live`)
  const leaving = new AbortController()
  const left = fetch(`${url}/slow`, { signal: leaving.signal }).catch(() => {})
  await isSlow
  leaving.abort()
  await left
  await new Promise(resolve => setTimeout(resolve, 100))
  const { spans, bodies, points } = await told()
  expect(spans.map(({ name, attributes }) => `${name} ${attributes['http.response.status_code']}`).sort()).toEqual(['GET (none) 404', 'GET /broken 500', 'GET /slow 499', 'POST /things/:id 200', 'POST /things/:id 401'])
  const span = spans.find(({ attributes }) => attributes['http.response.status_code'] === 200)
  expect(span).toMatchObject({ traceId: parent.split('-')[1], parentSpanId: parent.split('-')[2], spanId: seen.span_id })
  expect(seen.trace_id).toBe(span?.traceId)
  for (const word of ['zebra', 'who=me', 'xyzzy', 'secret']) expect(bodies.join('\n')).not.toContain(word)
  expect(points().filter(point => point.name === 'http.server.request.duration').map(point => point.value)).toEqual([1, 1, 1, 1, 1])
})

test('When a service heeds no callers, then their trace is not gone on with; when it may tell nothing, then there is a duration and no span', async () => {
  const door = await watched({ ...traced, heedsCallers: false })
  await fetch(`${door.url}/things/1`, { method: 'POST', headers: { traceparent: parent } })
  expect((await door.told()).spans[0]?.traceId).not.toBe(parent.split('-')[1])

  const quiet = await watched(undefined)
  const reply = await fetch(`${quiet.url}/things/1`, { method: 'POST', headers: { traceparent: parent } })
  expect(await reply.json()).toEqual({ seen: {} })
  const { spans, points } = await quiet.told()
  expect(spans).toEqual([])
  expect(points().map(point => point.name)).toContain('http.server.request.duration')
})
