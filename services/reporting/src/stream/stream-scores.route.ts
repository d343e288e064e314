import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Subject } from '@weft/service-kit/access'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { HEARTBEAT, messageOf, RELEASED, type Happening } from './message.ts'
import { readingAs } from '../reading-as.ts'
import { noSuchPosition, positionOf, type Position } from './position.ts'
import { happeningsAfter, newestSeq, positionExists } from './stream.store.ts'

/** Scores to one write: the most that a stream holds in memory for a reader that does not keep up. */
const PAGE = 500
const FAREWELL_MS = 2_000

/**
 * Server-sent events of every score released, from the first or from `Last-Event-ID` on, without gap or repeat; then of new releases as they are published.
 * A release is in it whole or not at all: its scores, then its manifest.
 */
export const streamScoresRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const closing = new AbortController()
  app.addHook('preClose', async () => { closing.abort() })
  let lookout: Lookout | undefined

  app.get('/scores/stream', { config: { action: 'read-scores', summary: 'Every score released, as server-sent events from Last-Event-ID on', gives: 'text/event-stream' } }, async (request, reply) => {
    const from = positionOf(request.headers['last-event-id']?.toString())
    const leave = deps.seats.take(request.subject?.subject ?? '')
    try {
      if (!await positionExists(deps.pool, from)) throw noSuchPosition()
      reply.hijack()
      await stream(deps, reply.raw, from, { subject: subjectIn(request), lookout: lookout ??= lookoutOf(deps), closing: closing.signal })
    } finally {
      leave()
    }
  })
}

async function stream (deps: Deps, raw: ServerResponse, from: Position, { subject, lookout, closing }: { subject: Subject, lookout: Lookout, closing: AbortSignal }): Promise<void> {
  const gone = new AbortController()
  raw.once('close', () => { gone.abort() })
  const signal = AbortSignal.any([gone.signal, closing])
  try {
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
    await send(raw, HEARTBEAT, signal, deps.stream.patienceMs)
    await follow(deps, raw, from, { subject, lookout }, signal)
  } catch (error) {
    if (!signal.aborted) {
      deps.log.warn({ err: error }, 'A stream of scores was cut off; its reader resumes where it was.')
      raw.destroy()
    }
  }
  end(raw)
}

/** What was written are whole events: they may still leave, but not for long. */
function end (raw: ServerResponse): void {
  raw.end()
  const late = setTimeout(() => { raw.destroy() }, FAREWELL_MS)
  raw.once('close', () => { clearTimeout(late) })
}

async function follow ({ pool, stream: { lookEveryMs, heartbeatMs, patienceMs } }: Deps, raw: ServerResponse, from: Position, { subject, lookout }: { subject: Subject, lookout: Lookout }, signal: AbortSignal): Promise<void> {
  let at = from
  let atEnd = false
  let sentAt = performance.now()
  while (!signal.aborted) {
    const told = lookout.told()
    const happenings: Happening[] = !atEnd || await lookout.newest() > at.seq ? await readingAs(pool, subject, tx => happeningsAfter(tx, at, PAGE)) : []
    const last = happenings.at(-1)
    atEnd = last === undefined
    const silentMs = performance.now() - sentAt
    if (last !== undefined) {
      await send(raw, happenings.map(messageOf).join(''), signal, patienceMs)
      at = last.position
    } else if (silentMs >= heartbeatMs) {
      await send(raw, HEARTBEAT, signal, patienceMs)
    } else {
      await lookout.pause(told, Math.min(lookEveryMs, heartbeatMs - silentMs), signal)
      continue
    }
    sentAt = performance.now()
  }
}

/** Waits until the reader took what was written; one that does not in time is given up. */
async function send (raw: ServerResponse, text: string, signal: AbortSignal, patienceMs: number): Promise<void> {
  if (raw.write(text)) return
  await once(raw, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) }) // guard: slow reader
}

type Lookout = {
  /** The place of the newest release; one question for all waiting streams of this process. */
  newest: () => Promise<number>
  /** How often a new release was told of. */
  told: () => number
  /** Waits until one was told of since, at most so long. */
  pause: (told: number, ms: number, signal: AbortSignal) => Promise<void>
}

/** Looks into Postgres from time to time, whatever happens, and at once when any process of the service tells of a release. */
function lookoutOf ({ pool, cache, stream: { lookEveryMs } }: Deps): Lookout {
  const news = new EventEmitter().setMaxListeners(0)
  let times = 0
  let answer: Promise<number> | undefined
  cache.notices.hear(RELEASED, () => {
    times++
    answer = undefined
    news.emit('told')
  })
  return {
    newest: () => {
      answer ??= newestSeq(pool).finally(() => { setTimeout(() => { answer = undefined }, lookEveryMs).unref() })
      return answer
    },
    told: () => times,
    pause: async (told, ms, signal) => {
      if (told !== times) return
      await once(news, 'told', { signal: AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(ms))]) }).catch(() => {})
    }
  }
}
