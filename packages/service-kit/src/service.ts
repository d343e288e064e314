import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Logger } from 'pino'
import { tokenVerifier, type Subject } from './access.ts'
import { readConfig, serviceConfig, type Env, type ServiceConfig } from './config.ts'
import { startReactions } from './consume.ts'
import { openPool } from './database.ts'
import { healthRoutes } from './health.ts'
import { limitCallers } from './http.ts'
import type { Reaction } from './inbox.ts'
import { startJobs, type Job } from './job.ts'
import { openLog } from './log.ts'
import { migrate } from './migrate.ts'
import { parkedRoutes } from './parked.ts'
import { startRelay } from './relay.ts'
import type { Telemetry, Tracing } from './telemetry/seam.ts'
import { openTelemetry } from './telemetry/telemetry.ts'
import { openTransport } from './transport/open.ts'

export type Running = { name: string, url: string, stop: () => Promise<void> }

/** What every door of a service may use. Clock and ids come from here, so that a test can hand in its own. */
export type BaseDeps = {
  pool: pg.Pool
  log: Logger
  now: () => Date
  newId: () => string
  /** After a commit: sends what lies in the outbox now, and runs the named job now. Never waits, never fails. */
  wake: (job?: string) => void
  /** Counts the answers of a further listener. Only whole hours are told, by status and duration: for a door that strangers come to. */
  watchByHour?: (app: FastifyInstance) => void
}

export type Definition<D extends BaseDeps> = {
  name: string
  config: ServiceConfig
  /** Folder of the service's own migrations. */
  migrations: string
  /** What of single steps may be told; without it nothing is. */
  tracing?: Tracing | undefined
  deps: (base: BaseDeps) => D | Promise<D>
  app: (deps: D, verify: (authorization: string | undefined) => Promise<Subject>) => FastifyInstance | Promise<FastifyInstance>
  reactions: (deps: D) => readonly Reaction[]
  jobs: (deps: D) => readonly Job[]
  /** Further listeners (a public host) that open after the jobs and close first. */
  also?: (deps: D) => Promise<{ stop: () => Promise<void> }>
  /** Lets go of what `deps` opened; last of all. */
  close?: (deps: D) => void
}

/**
 * Starts one service: migrations, pool, transport, relay, reactions, jobs, then the doors.
 * `stop` goes the other way and leaves nothing in hand: doors, jobs, reactions, relay, transport, pool.
 */
export async function startService<D extends BaseDeps> (definition: Definition<D>): Promise<Running> {
  const { name, config } = definition
  const log = openLog({ name, level: config.LOG_LEVEL, file: config.LOG_FILE })
  await migrate({ url: config.MIGRATION_DATABASE_URL, folders: [definition.migrations], appRole: name })
  const pool = openPool(config.DATABASE_URL, { onIdleError: error => { log.warn({ err: error }, 'an idle connection was lost') } })
  const telemetry = await openTelemetry({ config, name, tracing: definition.tracing, log })
  const events = await startEvents(definition, pool, log, telemetry)
  const verify = await tokenVerifier(config.DOOR_PUBLIC_KEY, name)
  const app = await definition.app(events.deps, verify)
  addKitRoutes(app, { pool, stalledFor: events.stalledFor, reactions: events.reactions, wake: events.deps.wake })
  telemetry.watch(app)
  limitCallers(app, config)
  const url = await app.listen({ host: config.HOST, port: config.PORT })
  const also = await definition.also?.(events.deps)
  log.info({ url }, 'listening')
  return {
    name,
    url,
    stop: async () => {
      await Promise.all([app.close(), also?.stop()])
      await events.stop()
      definition.close?.(events.deps)
      await pool.end()
      await telemetry.stop()
      log.info('stopped')
    }
  }
}

type KitRoutes = { pool: pg.Pool, stalledFor: () => number, reactions: readonly Reaction[], wake: () => void }

/** The routes that every service has: its health, and what is held up in it. */
export function addKitRoutes (app: FastifyInstance, { pool, stalledFor, reactions, wake }: KitRoutes): void {
  app.register(healthRoutes(pool, stalledFor))
  // Only where buildHttp asks every caller for a signed token: a door that strangers reach has no such routes.
  if (app.hasRequestDecorator('subject')) app.register(parkedRoutes({ pool, reactions, wake }))
}

async function startEvents<D extends BaseDeps> (definition: Definition<D>, pool: pg.Pool, log: Logger, telemetry: Telemetry) {
  const { name, config } = definition
  const transport = telemetry.around(openTransport({ ...config, name, pool, log }))
  const relay = startRelay({ pool, transport, source: name, log })
  const runners: { jobs?: ReturnType<typeof startJobs> } = {}
  const wake = (job?: string) => {
    relay.poke()
    if (job !== undefined) void runners.jobs?.poke(job)
  }
  const deps = await definition.deps({ pool, log, now: () => new Date(), newId: randomUUID, wake, watchByHour: telemetry.watchByHour })
  runners.jobs = startJobs({ pool, jobs: definition.jobs(deps), log })
  const reactions = definition.reactions(deps)
  const taken = (duplicates: number) => {
    telemetry.countDuplicates(duplicates)
    relay.poke()
  }
  const consumer = reactions.length === 0 ? undefined : await startReactions({ transport, pool, group: name, reactions, log, afterBatch: taken })
  telemetry.observe({ pool, leads: relay.leads, consumer })
  return {
    deps, reactions,
    stalledFor: () => consumer?.stalledFor() ?? 0,
    stop: async () => {
      await runners.jobs?.stop()
      await consumer?.stop()
      await relay.stop()
      await transport.close()
    }
  }
}

/** Runs one service as a process of its own: starts it, and stops it with grace on SIGTERM or SIGINT. */
export async function runProcess (start: (env: Env) => Promise<Running>, env: Env): Promise<void> {
  const running = await start(env)
  const graceMs = readConfig(serviceConfig.pick({ STOP_GRACE_SECONDS: true }), env).STOP_GRACE_SECONDS * 1_000
  const leave = () => {
    setTimeout(() => { process.exit(1) }, graceMs).unref()
    running.stop().then(() => { process.exit(0) }, () => { process.exit(1) })
  }
  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
}
