import type { FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'
import { findDemonstration } from './demonstration/demonstration.store.ts'
import type { Guest } from './demonstration/guest.ts'
import { labelled } from './demonstration/label.ts'

declare module 'fastify' {
  interface FastifyRequest { /** Everybody here is invented: pages and files say so. */ demonstration: boolean }
}

const LOOK_AGAIN_MS = 10_000

/**
 * Gives who one may be in a demonstration, null where people are real. A mark never goes away, so it is read once; where there is none,
 * another process may have set it since: every ten seconds, or `now`, it is looked for again. When that fails, what was known holds.
 */
export function openGuests (pool: Deps['pool'], now: () => Date) {
  let known: readonly Guest[] | null = null
  let goodUntil = 0
  return async (atOnce = false): Promise<readonly Guest[] | null> => {
    if (known !== null || (!atOnce && now().getTime() < goodUntil)) return known
    goodUntil = now().getTime() + LOOK_AGAIN_MS
    known = await findDemonstration(pool).catch(() => known)
    return known
  }
}

/** Labels what the door says: pages by their frame, files by their names. */
export function labelDemonstration (app: FastifyInstance, { guests }: Pick<Deps, 'guests'>): void {
  app.decorateRequest('demonstration', false)
  app.addHook('onRequest', async request => { request.demonstration = await guests() !== null })
  app.addHook('onSend', async (request, reply) => {
    const disposition = reply.getHeader('content-disposition')
    if (request.demonstration && typeof disposition === 'string') reply.header('content-disposition', labelled(disposition)) // guard: demonstration files are labelled
  })
}
