import { Redis as Client } from 'ioredis'
import { within } from '../transport/pace.ts'
import type { Log } from '../transport/transport.ts'
import { breakerOf } from './breaker.ts'
import { sealFrom, type Seal } from './seal.ts'

/** Longer than any answer takes that is worth waiting for; Postgres is asked instead. */
const ANSWER_MS = 60
const FAILURES = 3
/** A connection on which nothing comes back for so long is taken for dead and made anew. */
const DEAD_MS = 5_000
const LOOK_MS = 250

export type Redis = {
  /**
   * Asks Redis, at most 60 ms. undefined when there is none, when it does not answer in time or answers with an error: never throws, never hangs.
   * After three times without an answer nobody is kept waiting until it is there again.
   */
  ask: <T>(work: (client: Client) => Promise<T>) => Promise<T | undefined>
  /** `weft:<service>:<kind>:<hash of the words>`: says nothing of the words. */
  nameOf: (kind: string, ...words: readonly string[]) => string
  seal: Pick<Seal, 'open' | 'close'>
  /** Resolves when Redis can be asked; for tests. */
  ready: () => Promise<void>
  close: () => void
}

export type RedisOptions = {
  /** redis://user:password@host:port/database, or rediss:// for TLS. Empty: there is no Redis. */
  url: string
  /** The service's name: everything of it stands under a prefix of its own. */
  service: string
  /** What all processes of the service know and nobody else does; names and values are made unreadable with it. */
  secret: string
  log: Log
}

/**
 * Redis as a service may use it: for what is in Postgres too, or can be lost. Everything works without it, only slower.
 * Its absence is logged once, its return once.
 */
export function openRedis ({ url, service, secret, log }: RedisOptions): Redis {
  const seal = sealFrom(`${service} ${secret}`)
  const nameOf = (kind: string, ...words: readonly string[]) => `weft:${service}:${kind}:${seal.nameOf(kind, ...words)}`
  if (url === '') return { ask: async () => undefined, nameOf, seal, ready: async () => {}, close: () => {} }

  const client = clientOf(url)
  const news = newsOf(log)
  client.on('ready', news.back)
  client.on('close', news.away)
  const breaker = breakerOf({ failures: FAILURES, probe: () => untilItAnswers(client), opened: news.away, closed: news.back })
  const canAsk = () => client.status === 'ready' && breaker.mayAsk()
  return {
    ask: async work => {
      if (!canAsk()) return undefined
      try {
        const answer = await within(ANSWER_MS, 'Asking Redis', work(client)) // guard: nobody waits for Redis
        breaker.succeeded()
        return answer
      } catch (error) {
        if (isRefusal(error)) news.refused(error)
        else breaker.failed()
        return undefined // guard: Redis may fail
      }
    },
    nameOf,
    seal,
    ready: async () => { while (!canAsk()) await new Promise(resolve => setTimeout(resolve, 10)) },
    close: () => {
      news.silence()
      client.disconnect()
    }
  }
}

/** Commands fail at once while there is no connection, and none is sent again on a new one: a late write would undo a later one. */
export function clientOf (url: string): Client {
  const client = new Client(url, {
    protocol: 2, disableClientInfo: true, connectTimeout: 2_000, maxRetriesPerRequest: 0,
    enableOfflineQueue: false, autoResendUnfulfilledCommands: false, autoResubscribe: false,
    retryStrategy: times => Math.min(2_000, times * 100)
  })
  // Without a listener an error ends the process. What matters is told by `close` and `ready`.
  client.on('error', () => {})
  return client
}

/** It is there and says no: a right is missing, or its memory is full. */
const isRefusal = (error: unknown): error is Error => error instanceof Error && error.name === 'ReplyError'

/** Says once what is so, however many requests find it out. */
function newsOf (log: Log) {
  const refusals = new Set<string>()
  let isAway = false
  let silent = false
  return {
    away: () => {
      if (isAway || silent) return
      isAway = true
      log.warn({}, 'Redis does not answer; everything goes on without it, only slower.')
    },
    back: () => {
      if (isAway && !silent) log.info({}, 'Redis answers again.')
      isAway = false
    },
    refused: ({ message }: Error) => {
      // The first word is the kind (NOPERM, OOM); what follows may hold what was asked.
      const [kind = ''] = message.split(' ')
      if (refusals.has(kind) || refusals.size > 20) return
      refusals.add(kind)
      log.warn({ kind }, 'Redis refuses what it is asked; that part goes on without it.')
    },
    silence: () => { silent = true }
  }
}

/** Resolves once it answers a ping. A frozen Redis holds its connections open: one that says nothing for long is made anew. */
async function untilItAnswers (client: Client): Promise<void> {
  let answered = false
  let asked: Promise<void> | undefined
  for (let silentMs = 0; !answered && client.status !== 'end'; silentMs += LOOK_MS) {
    if (client.status === 'ready') asked ??= client.ping().then(() => { answered = true }, () => { asked = undefined })
    if (silentMs >= DEAD_MS) {
      asked = undefined
      silentMs = 0
      client.disconnect(true)
    }
    // Always a pause: a connection on its way down rejects at once, again and again.
    await new Promise(resolve => { setTimeout(resolve, LOOK_MS).unref() })
  }
}
