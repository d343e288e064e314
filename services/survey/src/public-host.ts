import { randomBytes } from 'node:crypto'
import formbody from '@fastify/formbody'
import { assetRoutes } from '@weft/service-kit/assets'
import { bareHttp, limitCallers, sayWhenAgain } from '@weft/service-kit/http'
import { openTimelessLog, silentLog, type Logger } from '@weft/service-kit/log'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from './deps.ts'
import { messageRoutes } from './form/messages.route.ts'
import { sendFormRoute } from './form/send-form.route.ts'
import { carriesSession } from './form/sent-cookie.ts'
import { showFormRoute } from './form/show-form.route.ts'
import { POLICY, surveyScript } from './public-assets.ts'
import { answerHtml, messages } from './public-pages.ts'
import { turnsFor } from './ticket/turns.ts'

const MOST_BYTES = 65_536
/** Times that sending counts as much as looking. */
const SENDING = 3
const headers = {
  'content-security-policy': POLICY, 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(), geolocation=(), microphone=()'
}

/**
 * The host of /s/: no token of the door, no session. It knows the hash of a link and nothing of who is there. Its log has one line a
 * request with the hour and the status: no address, no path, no browser, no finer time.
 */
export function buildPublicHost (deps: Deps, log: Logger = openTimelessLog(deps.config.PUBLIC_LOG_FILE)): FastifyInstance {
  const app = bareHttp(silentLog())
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (carriesSession(request.headers.cookie)) throw new Refusal('malformed', 'session-on-survey', 'A sign-in came along.')
  })
  const turns = turnsFor({ most: deps.config.LIMIT_PER_LINK_PER_MINUTE, salt: randomBytes(32) })
  // Before the link is looked up: whether it is a good one makes no difference.
  app.addHook('onRequest', async request => {
    if (request.routeOptions.url !== '/s/*') return
    const retryAfterSeconds = turns.take((request.params as { '*': string })['*'], request.method === 'POST' ? SENDING : 1, deps.now().getTime())
    if (retryAfterSeconds > 0) throw new Refusal('too-many', 'too-many-requests', 'This link was used too often in a short time.', [], { retryAfterSeconds })
  })
  app.addHook('onResponse', async (_request, reply) => { log.info({ hour: deps.now().toISOString().slice(0, 13), status: reply.statusCode }) })
  app.setNotFoundHandler(async (request, reply) => answerHtml(request, reply.code(404), messages.unusable))
  app.setErrorHandler((error: Error & { statusCode?: number, code?: string }, request, reply) => {
    if (error instanceof Refusal) return answerRefusal(error, request, reply)
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500
    // Of an error only its kind: its text may hold an address or an answer.
    if (status === 500) log.error({ hour: deps.now().toISOString().slice(0, 13), error: error.name, code: error.code ?? '' })
    return answerHtml(request, reply.code(status), messages.failed)
  })
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.register(formbody, { bodyLimit: MOST_BYTES })
  app.register(assetRoutes([surveyScript]), { prefix: '/s' })
  app.register(messageRoutes())
  app.register(showFormRoute(deps))
  app.register(sendFormRoute(deps))
  return app
}

function answerRefusal (refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  sayWhenAgain(refusal, reply)
  if (refusal.kind === 'too-many') return answerHtml(request, reply.code(429), messages.busy)
  return answerHtml(request, reply.code(400), refusal.code === 'session-on-survey' ? messages.refused : messages.failed)
}

export async function startPublicHost (deps: Deps): Promise<{ stop: () => Promise<void> }> {
  const app = buildPublicHost(deps)
  deps.watchByHour?.(app)
  limitCallers(app, deps.config)
  const url = await app.listen({ host: deps.config.PUBLIC_HOST, port: deps.config.PUBLIC_PORT })
  deps.log.info({ url }, 'surveys are answered')
  return { stop: async () => { await app.close() } }
}
