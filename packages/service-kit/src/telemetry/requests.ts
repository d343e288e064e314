import { SpanKind, type Histogram } from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { failed, type OpenStep, type Steps } from './steps.ts'
import { contextOf, during } from './trace.ts'

/** What nginx writes for a caller who went away before the answer. */
const WENT_AWAY = 499

export type RequestsOptions = { steps: Steps | undefined, duration: Histogram }

/**
 * A span and a duration for each request, under the route's template: no id, no query, no address. Probes of health are left out.
 * For an app whose routes are not ready yet. The hook comes after the app's own, so the span begins when the request did.
 */
export function watchRequests (app: FastifyInstance, { steps, duration }: RequestsOptions): void {
  const open = new WeakMap<FastifyRequest, OpenStep>()
  const ended = new WeakSet<FastifyRequest>()
  const begin = (request: FastifyRequest, reply: FastifyReply) => {
    if (steps === undefined || isProbe(request)) return undefined
    const step = steps.open(nameOf(request), {
      kind: SpanKind.SERVER, startTime: Date.now() - reply.elapsedTime,
      parent: steps.heedsCallers ? contextOf(request.headers['traceparent']) : undefined,
      attributes: { 'http.request.method': request.method, 'http.route': routeOf(request) }
    })
    open.set(request, step)
    return step
  }
  const end = (request: FastifyRequest, reply: FastifyReply, status: number) => {
    if (isProbe(request) || ended.has(request)) return
    ended.add(request)
    duration.record(reply.elapsedTime / 1_000, { 'http.request.method': request.method, 'http.route': routeOf(request), 'http.response.status_code': status })
    // A request that was refused at the entrance got no step on its way.
    const step = open.get(request) ?? begin(request, reply)
    if (step === undefined) return
    step.span.setAttribute('http.response.status_code', status)
    if (status >= 500) failed(step.span, String(status))
    step.span.end()
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => { if (!reply.raw.writableFinished) end(request, reply, WENT_AWAY) })
    during(begin(request, reply), done)
  })
  // The body arrives on the socket's events, outside of what the first hook began.
  app.addHook('preValidation', (request, _reply, done) => { during(open.get(request), done) })
  app.addHook('onResponse', async (request, reply) => { end(request, reply, reply.statusCode) })
}

const routeOf = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? '(none)'
const nameOf = (request: FastifyRequest): string => `${request.method} ${routeOf(request)}`
const isProbe = (request: FastifyRequest): boolean => routeOf(request).startsWith('/health/')
