import { fileURLToPath } from 'node:url'
import { tracingOf } from '@weft/contracts/tracing'
import { readConfig, type Env } from '@weft/service-kit/config'
import { runProcess, startService, type Running } from '@weft/service-kit/service'
import { v7 } from 'uuid'
import { buildApp, jobsOf, reactionsOf } from './app.ts'
import { programConfig } from './config.ts'

export async function start (env: Env): Promise<Running> {
  return startService({
    name: 'program',
    config: readConfig(programConfig, env),
    tracing: tracingOf('program'),
    migrations: fileURLToPath(new URL('../migrations/', import.meta.url)),
    deps: base => ({ ...base, newId: () => v7() }),
    app: buildApp,
    reactions: reactionsOf,
    jobs: jobsOf
  })
}

if (import.meta.main) await runProcess(start, process.env)
