import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, { LogController, type ConnectionError, type FastifyError, type FastifyInstance, type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { May, Subject, TreePath } from './access.ts'
import { listRoutes, type ListedRoute, type Told } from './route-list.ts'
import { sentenceOf } from './sentence.ts'
import { assertStrictSchemas } from './strict-schemas.ts'
import { type Problem, Refusal, type RefusalKind } from './refusal.ts'

declare module 'fastify' {
  interface FastifyRequest { subject: Subject | null }
  interface FastifyContextConfig extends Told {
    action?: string
    /** The place in the tree that the route is about. */
    about?: AboutPlace
    /** Asks nobody, on purpose: health. */
    open?: true
  }
  interface FastifyInstance { /** Every route so far, as it was registered. */ routeList: readonly ListedRoute[] }
}

/**
 * How a route finds the place that it is about. One that the subject may not ask about is answered with `missing()`, like one that
 * is not there (`null`): who may not see a place does not learn whether there is one.
 */
export type AboutPlace = { path: (request: FastifyRequest) => Promise<TreePath | null>, missing: () => Refusal }

export type Http = FastifyInstance
export type Routes = FastifyPluginAsync

export type HttpOptions = {
  log: Logger
  routes: readonly Routes[]
  /** Some route takes a large file, which may need minutes to arrive. */
  takesFiles?: boolean
  /** Reads and checks the caller's token. */
  verify: (authorization: string | undefined) => Promise<Subject>
  /** The service's own decision. Every route names its action in `config.action`, and one about a place how to find it in `config.about`. */
  may: May
}

export const statusOf: Record<RefusalKind, number> = {
  malformed: 400, unauthenticated: 401, forbidden: 403, 'not-found': 404, conflict: 409, 'too-large': 413, invalid: 422, 'too-many': 429, unavailable: 503
}

const titleOf: Record<RefusalKind, string> = {
  malformed: 'Not readable', unauthenticated: 'Not signed in', forbidden: 'Not allowed', 'not-found': 'Not found', conflict: 'Not now', 'too-large': 'Too large', invalid: 'Not accepted', 'too-many': 'Too often', unavailable: 'Not reachable'
}

const ONE_MEGABYTE = 1_048_576
/** Covers receiving the whole body. */
const REQUEST_MS = 60_000
/** A file of 256 MB may come over a slow line: where files come in, a request may take so many times as long. */
const FILES_TIMES = 5
/** Headers are small: who has not sent them by then is no browser. */
const HEADERS_MS = 20_000
/** How often Node looks for callers that are too slow; by itself it does twice a minute. */
const LOOK_MS = 2_000
const MOST_PROBLEMS = 100

/** A fastify that refuses what it does not know: no coercion, no silent removal of fields, no doubled headers, no encoded bodies. */
export function bareHttp (log: Logger, { takesFiles = false }: { takesFiles?: boolean } = {}): FastifyInstance {
  const app = Fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: ONE_MEGABYTE,
    // fastify itself answers an address that is wrongly encoded, past every hook, and takes `*` for any; so they lead where nothing is.
    rewriteUrl: ({ url = '/' }) => url.startsWith('/') && isEncodedRightly(url) ? url : '/-',
    requestTimeout: takesFiles ? FILES_TIMES * REQUEST_MS : REQUEST_MS,
    // Node would answer a request without a Host by itself, and not as a problem.
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: LOOK_MS, requireHostHeader: false },
    clientErrorHandler: answerNoHttp,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error'
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRoute', assertStrictSchemas)
  listRoutes(app as unknown as FastifyInstance)
  app.addHook('onRequest', refuseOddHeaders)
  app.addHook('onResponse', readTheRest)
  return app as unknown as FastifyInstance
}

/** Sets how long a caller may take for its headers, and for the whole request, of a server made by `bareHttp`. */
export function limitCallers ({ server }: FastifyInstance, { HEADERS_SECONDS, REQUEST_SECONDS }: { HEADERS_SECONDS: number, REQUEST_SECONDS: number }): void {
  const times = server.requestTimeout / REQUEST_MS
  server.headersTimeout = HEADERS_SECONDS * 1_000
  server.requestTimeout = REQUEST_SECONDS * 1_000 * times
}

/** What is not HTTP at all never becomes a request: it gets the same kind of problem, and the line is cut. */
function answerNoHttp (error: ConnectionError, socket: Socket): void {
  const [status, code, title] = noHttp[error.code] ?? [400, 'not-http', titleOf.malformed]
  const problem: ProblemJson = { type: 'about:blank', title, status, code, detail: 'The request could not be read.' }
  const body = JSON.stringify(problem)
  if (socket.writable) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
  socket.destroy(error)
}

const noHttp: Readonly<Record<string, [status: number, code: string, title: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'Too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'too-slow', 'Too slow']
}

function isEncodedRightly (url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

/** Of the kit's own routes (parked.ts), in every service alike: whoever runs the machine mends; IT sees. */
export const kitActions: Readonly<Record<string, readonly string[]>> = { 'see-parked': ['operator', 'it'], 'mend-parked': ['operator'] }

/** A service's internal API: every call signed by the door, every route with an action that `may` decides on. */
export function buildHttp ({ log, routes, takesFiles = false, verify, may: mayHere }: HttpOptions): Http {
  const may: May = (subject, action, where) => Object.hasOwn(kitActions, action) ? kitActions[action]?.some(role => subject.roles.includes(role)) ?? false : mayHere(subject, action, where)
  const app = bareHttp(log, { takesFiles })
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(() => { throw new Refusal('not-found', 'no-such-route', 'There is nothing at this address.') })
  app.decorateRequest('subject', null)
  app.addHook('onRoute', ({ url, method, config }) => {
    if (method !== 'HEAD' && config?.action === undefined && config?.open !== true) throw new Error(`${String(method)} ${url} asks nobody: it needs config.action`)
  })
  app.addHook('onRequest', async request => {
    const { action, about } = request.routeOptions.config
    if (action === undefined) return
    request.subject = await verify(request.headers.authorization)
    if (!may(request.subject, action, about && 'anywhere')) throw new Refusal('forbidden', 'not-yours', 'Your role does not allow this.')
  })
  app.addHook('preHandler', async request => {
    const { action, about } = request.routeOptions.config
    if (action === undefined || about === undefined) return
    const path = await about.path(request)
    if (path === null || !may(subjectIn(request), action, path)) throw about.missing() // guard: asked about the place
  })
  for (const route of routes) app.register(route)
  return app
}

/** Who asks, in a route of `buildHttp` that has an action. */
export function subjectIn ({ subject }: FastifyRequest): Subject {
  if (subject === null) throw new Error('This route asks nobody who they are.')
  return subject
}

const ONCE_ONLY = new Set(['host', 'authorization', 'content-type', 'content-length', 'cookie'])

// Two Host headers pass fastify; the first one would win here and the last one elsewhere.
async function refuseOddHeaders (request: FastifyRequest): Promise<void> {
  const seen = new Set<string>()
  for (let i = 0; i < request.raw.rawHeaders.length; i += 2) {
    const name = request.raw.rawHeaders[i]?.toLowerCase() ?? ''
    if (ONCE_ONLY.has(name) && seen.has(name)) throw new Refusal('malformed', 'doubled-header', `The header ${name} came twice.`)
    seen.add(name)
  }
  if (request.headers.host === undefined) throw new Refusal('malformed', 'no-host', 'The request does not say which host it is for.')
  // bodyLimit counts encoded bytes: a small body could unfold into a huge one.
  if (request.headers['content-encoding'] !== undefined) throw new Refusal('malformed', 'encoded-body', 'Send the body without compression.')
}

/** Bytes of a refused body that are still taken and thrown away; after them the line is cut. */
const MOST_THROWN_AWAY = 8 * ONE_MEGABYTE

// A refusal in the middle of a body leaves the rest of it on the line: the next request on it would wait behind bytes that nobody reads.
// Cutting the line at once would lose the answer on its way.
async function readTheRest ({ raw }: FastifyRequest): Promise<void> {
  if (raw.complete) return
  let left = MOST_THROWN_AWAY
  raw.unpipe()
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) raw.destroy()
  })
  raw.resume()
}

type ProblemJson = { type: string, title: string, status: number, code: string, detail: string, problems?: readonly Problem[] }

/** RFC 9457 problem+json of anything thrown in a route. What is no refusal is logged and answered without detail. */
export function problemOf (error: FastifyError | Refusal): ProblemJson {
  if (error instanceof Refusal) {
    const { kind, code, message, problems } = error
    return { type: 'about:blank', title: titleOf[kind], status: statusOf[kind], code, detail: message, ...(problems.length > 0 && { problems: problems.slice(0, MOST_PROBLEMS) }) }
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map(({ instancePath, keyword, message, params }) => ({ at: instancePath, code: 'malformed', sentence: sentenceOf({ ...params, code: keyword, message } as Parameters<typeof sentenceOf>[0]) }))
    return { type: 'about:blank', title: titleOf.malformed, status: 400, code: 'malformed', detail: 'What was sent does not have the shape that is asked for.', problems }
  }
  const status = error.statusCode ?? (isUnreadable(error) ? 400 : 500)
  if (status >= 500) return { type: 'about:blank', title: 'Unexpected', status: 500, code: 'unexpected', detail: 'Something went wrong here. Nothing was changed.' }
  const code = error.statusCode === undefined ? 'unreadable' : (error.code ?? 'malformed').toLowerCase().replace(/^fst_err_/, '').replaceAll('_', '-')
  return { type: 'about:blank', title: titleOf.malformed, status, code, detail: 'The request could not be read.' }
}

/** What Postgres says of a NUL or half a letter in a text and of a day of the year 0, and what a reader of forms says of one that is cut: the sender's doing, not ours. */
const isUnreadable = ({ code, message }: Error & { code?: string }): boolean =>
  ['22021', '22P05', '22008'].includes(code ?? '') || /^(Multipart: |Malformed |Unexpected end of |Part terminated early|Unsupported content type|The needle )/.test(message)

export function answerProblem (error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  if (problem.status === 500) request.log.error({ err: error }, 'unexpected')
  sayWhenAgain(error, reply)
  return reply.code(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
}

/** `retry-after`, where a refusal is over after a while. */
export function sayWhenAgain (error: FastifyError | Refusal, reply: FastifyReply): void {
  if (error instanceof Refusal && error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds))
}
