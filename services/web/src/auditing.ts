import type { AuditEntry } from '@weft/contracts/web/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { append } from './audit/audit.store.ts'
import type { Deps } from './deps.ts'

/** Who asks, as far as the log may know. */
export type Actor = { subject: string, roles: readonly string[], via: AuditEntry['via'] }

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    /** What the log will say of this request. */
    audited: { asked: number | null, outcome: string | null, target: string | null } | null
  }
  interface FastifyContextConfig { /** What stands in the audit log. Every route that changes something has it. `target`: which parameter is the id. */ audit?: { action: string, target?: string } }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The audit log of the door: every command as it is asked and as it ended, every sign-in, every file taken away, every attempt that
 * was refused. A command that cannot be written down first is not passed on.
 */
export function keepAudit (app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('actor', null)
  app.decorateRequest('audited', null)
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!SAFE.has(String(method)) && config?.audit === undefined) throw new Error(`${String(method)} ${url} would change something unseen: it needs config.audit`)
  })
  app.addHook('preHandler', async request => {
    const { audit } = request.routeOptions.config
    if (audit !== undefined && request.actor !== null && !SAFE.has(request.method)) note(request).asked = await write(deps, request, 'asked')
  })
  app.addHook('onSend', async (request, { statusCode }) => {
    const { audit } = request.routeOptions.config
    if (request.actor === null || (audit === undefined && statusCode !== 403)) return
    const outcome = note(request).outcome ?? (statusCode < 400 ? 'done' : String(statusCode))
    // What was done is done: the line that asked stands, and the missing outcome is told to whoever runs the door.
    await write(deps, request, outcome).catch((error: unknown) => { deps.log.error({ err: error }, 'the outcome of a command is not in the audit log') })
  })
}

const note = (request: FastifyRequest) => request.audited ??= { asked: null, outcome: null, target: null }

/** Says under which code a request ended, for the audit log. */
export const endedAs = (request: FastifyRequest, code: string): void => { note(request).outcome = code }

/** Says what a command was about, when its address does not: the id of what it made. */
export const wasAbout = (request: FastifyRequest, id: string): void => { note(request).target = id }

/** Writes a line for this request now. Gives its number. */
export async function write ({ pool, now }: Pick<Deps, 'pool' | 'now'>, request: FastifyRequest, outcome: string): Promise<number> {
  const { actor, audited, params, routeOptions: { config: { audit, does } } } = request
  if (actor === null) throw new Error('Nobody is known here, so there is nothing to write down.')
  const inAddress = audit?.target === undefined ? undefined : (params as Record<string, string> | undefined)?.[audit.target]
  return append(pool, {
    at: now(), actor: actor.subject, via: actor.via, roles: actor.roles.join(' '), action: audit?.action ?? does ?? 'unknown',
    target: audited?.target ?? inAddress ?? '', outcome, about: audited?.asked ?? null
  })
}
