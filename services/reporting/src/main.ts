import { fileURLToPath } from 'node:url'
import { tracingOf } from '@weft/contracts/tracing'
import { openCache } from '@weft/service-kit/cache/cache'
import { readConfig, type Env } from '@weft/service-kit/config'
import { runProcess, startService, type Running } from '@weft/service-kit/service'
import { buildApp, jobs, reactions } from './app.ts'
import { reportingConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { seatsFor } from './stream/seats.ts'

export async function start (env: Env): Promise<Running> {
  const config = readConfig(reportingConfig, env)
  return startService<Deps>({
    name: 'reporting',
    config,
    tracing: tracingOf('reporting'),
    migrations: fileURLToPath(new URL('../migrations/', import.meta.url)),
    deps: base => ({
      ...base,
      cache: openCache({ url: config.REDIS_URL, service: 'reporting', secret: config.DATABASE_URL, log: base.log, now: base.now }),
      seats: seatsFor({ inAll: config.STREAMS, perSubject: config.STREAMS_PER_SUBJECT }),
      stream: { lookEveryMs: config.STREAM_LOOK_SECONDS * 1_000, heartbeatMs: 15_000, patienceMs: config.STREAM_PATIENCE_SECONDS * 1_000 }
    }),
    app: buildApp,
    reactions: () => reactions,
    jobs,
    close: deps => { deps.cache.close() }
  })
}

if (import.meta.main) await runProcess(start, process.env)
