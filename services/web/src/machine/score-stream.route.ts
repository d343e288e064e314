import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { write } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { keyHolder } from '../program-access.ts'
import { personIn } from '../protection.tsx'
import { headersIn, targetOf } from './route-table.ts'

// With what the door remembers of the directory (who-is.ts) this stays within half a minute.
const LOOK_AGAIN_MS = 10_000

/**
 * GET /v1/scores: server-sent events of released scores, for as long as the key is good. `Last-Event-ID` and heartbeats go through;
 * a slow reader slows its source. How many streams one reader may hold is for reporting to say.
 */
export const scoreStreamRoute = (deps: Deps): FastifyPluginAsync => async app => {
  const open = new Set<AbortController>()
  app.addHook('preClose', async () => { for (const stream of open) stream.abort() })

  app.get('/scores', { config: { does: 'see-scores', handsTo: { service: 'reporting', path: '/scores/stream' }, audit: { action: 'follow-scores' } } }, async (request, reply) => {
    const ending = new AbortController()
    open.add(ending)
    reply.raw.once('close', () => { ending.abort() })
    try {
      await stream(deps, request, reply, ending)
    } finally {
      open.delete(ending)
    }
  })
}

async function stream (deps: Deps, request: FastifyRequest, reply: FastifyReply, ending: AbortController): Promise<void> {
  const response = await deps.client.open(personIn(request), {
    service: 'reporting', method: 'GET', path: targetOf('/scores/stream', {}, request.url), headers: headersIn(request.headers), signal: ending.signal
  })
  if (response.body === null) throw new Refusal('unavailable', 'no-stream', 'The stream could not be opened. Try again in a minute.')
  // A hijacked answer passes no hook of ours.
  await write(deps, request, 'done')
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  const looking = keepLooking(deps, request, ending)
  await pipeline(Readable.fromWeb(response.body as never), reply.raw, { signal: ending.signal })
    // Whichever side went first: the reader comes back with Last-Event-ID and misses nothing.
    .catch(() => { reply.raw.destroy() })
    .finally(() => { clearInterval(looking) })
}

/** A key revoked or a role taken away ends the stream within half a minute. */
function keepLooking (deps: Deps, request: FastifyRequest, ending: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    keyHolder(deps, request, 'see-scores').catch((error: unknown) => {
      // The directory being away is no reason to cut a reader off; not being known there is.
      if (error instanceof Refusal && error.kind !== 'unavailable') ending.abort()
    })
  }, LOOK_AGAIN_MS)
}
