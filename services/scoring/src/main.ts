import { tracingOf } from '@weft/contracts/tracing'
import { readConfig, type Env } from '@weft/service-kit/config'
import { runProcess, startService, type Running } from '@weft/service-kit/service'
import { jobs, reactions, scoringApp } from './app.ts'
import { scoringConfig } from './config.ts'
import type { Deps } from './deps.ts'

export async function start (env: Env): Promise<Running> {
  const config = readConfig(scoringConfig, env)
  return startService<Deps>({
    name: 'scoring',
    config,
    tracing: tracingOf('scoring'),
    migrations: new URL('../migrations/', import.meta.url).pathname,
    deps: base => ({ ...base, reEmissionAfterMs: config.RE_EMISSION_AFTER_SECONDS * 1_000 }),
    app: scoringApp,
    reactions,
    jobs
  })
}

if (import.meta.main) await runProcess(start, process.env)
