import { tracingOf } from '@weft/contracts/tracing'
import { readConfig, type Env } from '@weft/service-kit/config'
import { runProcess, startService, type Running } from '@weft/service-kit/service'
import { buildApp, jobsOf, reactionsOf } from './app.ts'
import { surveyConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { full8 } from './instrument/full-8.ts'
import { keepInstrument } from './instrument/instrument.store.ts'
import { startPublicHost } from './public-host.ts'

export async function start (env: Env): Promise<Running> {
  const config = readConfig(surveyConfig, env)
  return startService<Deps>({
    name: 'survey',
    config,
    tracing: tracingOf('survey'),
    migrations: new URL('../migrations', import.meta.url).pathname,
    deps: async base => {
      await keepInstrument(base.pool, full8, base.newId())
      return { ...base, config }
    },
    app: buildApp,
    reactions: reactionsOf,
    jobs: jobsOf,
    also: startPublicHost
  })
}

if (import.meta.main) await runProcess(start, process.env)
