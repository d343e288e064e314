import type { Readable } from 'node:stream'
import type { Subject } from '@weft/service-kit/access'
import { statusOf } from '@weft/service-kit/http'
import { Refusal, type RefusalKind } from '@weft/service-kit/refusal'
import { callTraced } from '@weft/service-kit/telemetry/trace'
import { z } from 'zod'
import { UPLOAD_MS } from './upload.ts'

export type Call = {
  service: string
  method: 'GET' | 'POST'
  /** With its query. */
  path: string
  headers?: Record<string, string>
  body?: string | Readable
  /** Milliseconds until the service must have begun to answer. */
  within?: number
  signal?: AbortSignal
}

export type Files = { contentType: string, body: Readable }

export type Client = {
  /** Sends a call and gives what comes back once it begins. Throws the service's refusal as one of ours. */
  open: (subject: Subject, call: Call) => Promise<Response>
  /** A read, checked against the contract. */
  read: <T>(subject: Subject, service: string, path: string, schema: z.ZodType<T>) => Promise<T>
  /** A command with a JSON body, checked likewise. `within`: milliseconds, where it works through a file. */
  command: <T>(subject: Subject, service: string, path: string, body: unknown, schema: z.ZodType<T>, within?: number) => Promise<T>
  /** Files on their way through, checked likewise. */
  upload: <T>(subject: Subject, service: string, path: string, files: Files, schema: z.ZodType<T>) => Promise<T>
}

export type ClientOptions = {
  services: Readonly<Record<string, string>>
  sign: (audience: string, subject: Subject) => Promise<string>
}

const READ_MS = 10_000
const COMMAND_MS = 30_000
const MOST_ANSWER_MS = 60_000

const problemJson = z.object({
  code: z.string().default('unexpected'),
  detail: z.string().default('Something went wrong here.'),
  problems: z.array(z.object({ at: z.string(), code: z.string(), sentence: z.string() })).default([])
})
const kindOf = new Map(Object.entries(statusOf).map(([kind, status]) => [status, kind as RefusalKind]))

/** Calls services in the name of a person: each call with a token of its own and a time limit. */
export function openClient ({ services, sign }: ClientOptions): Client {
  const open: Client['open'] = async (subject, call) => {
    const base = services[call.service]
    if (base === undefined) throw new Error(`SERVICES has no address of ${call.service}`)
    const headers = { ...call.headers, authorization: `Bearer ${await sign(call.service, subject)}` }
    const response = await callTraced(call.service, call.method, traced => send(new URL(call.path, base), { ...call, headers: { ...headers, ...traced } }))
    // 304: the caller has it already.
    if (!response.ok && response.status !== 304) throw await refusalOf(response)
    return response
  }
  return {
    open,
    read: async (subject, service, path, schema) =>
      schema.parse(await bodyOf(await open(subject, { service, method: 'GET', path, within: READ_MS }), 'GET')),
    command: async (subject, service, path, body, schema, within = COMMAND_MS) =>
      schema.parse(await bodyOf(await open(subject, {
        service, method: 'POST', path, within,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      }), 'POST')),
    upload: async (subject, service, path, { contentType, body }, schema) =>
      schema.parse(await bodyOf(await open(subject, { service, method: 'POST', path, within: UPLOAD_MS, headers: { 'content-type': contentType }, body }), 'POST'))
  }
}

async function send (url: URL, { method, headers = {}, body, within = COMMAND_MS, signal }: Call): Promise<Response> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => { giveUp.abort() }, within)
  const signals = signal === undefined ? [giveUp.signal] : [giveUp.signal, signal]
  // `duplex` is what fetch asks for when a body is a stream; the types of Node's fetch do not know it.
  const init = { method, headers, body, duplex: 'half', redirect: 'error', signal: AbortSignal.any(signals) } as unknown as RequestInit
  try {
    return await fetch(url, init)
  } catch (cause) {
    // What broke may be the body on its way through, for example because it grew past its cap.
    const behind = cause instanceof Error ? cause.cause : undefined
    throw cause instanceof Refusal ? cause : behind instanceof Refusal ? behind : unreachable(method)
  } finally {
    clearTimeout(timer)
  }
}

const unreachable = (method: string) => new Refusal('unavailable', 'service-unreachable', method === 'GET'
  ? 'Part of the platform does not answer right now. Nothing was changed. Try again in a minute.'
  : 'Part of the platform did not answer in time. Look at the page again before you repeat this: it may have worked.')

/** The JSON of an answer. A body that stops half-way counts as unreachable; after a POST what was asked for may have been done. */
async function bodyOf (response: Response, method: Call['method']): Promise<unknown> {
  const tooLate = new Promise<never>((_resolve, reject) => { setTimeout(() => { reject(unreachable(method)) }, MOST_ANSWER_MS).unref() })
  const text = await Promise.race([response.text().catch(() => { throw unreachable(method) }), tooLate])
  return text === '' ? null : JSON.parse(text) as unknown
}

async function refusalOf (response: Response): Promise<Refusal> {
  const parsed = problemJson.safeParse(await bodyOf(response, 'GET').catch(() => null))
  // Of what else a service may say no to (a content type, say), the sender is the cause as well.
  const kind = kindOf.get(response.status) ?? (response.status >= 400 && response.status < 500 ? 'malformed' : undefined)
  // A service that does not know our token, or breaks, is our trouble and not the reader's.
  if (!parsed.success || kind === undefined || kind === 'unauthenticated') {
    return new Refusal('unavailable', 'service-failed', 'Part of the platform failed at this. Try again in a minute; if it stays so, tell the people who run it.')
  }
  return new Refusal(kind, parsed.data.code, parsed.data.detail, parsed.data.problems)
}
