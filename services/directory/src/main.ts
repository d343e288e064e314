import { fileURLToPath } from 'node:url'
import { tracingOf } from '@weft/contracts/tracing'
import { readConfig, type Env } from '@weft/service-kit/config'
import { runProcess, startService, type Running } from '@weft/service-kit/service'
import { v7 } from 'uuid'
import { tellAccountsJob } from './account/tell-accounts.job.ts'
import { buildApp } from './app.ts'
import { directoryConfig } from './config.ts'
import { forgetImportsJob } from './import/forget-imports.job.ts'

export async function start (env: Env): Promise<Running> {
  const config = readConfig(directoryConfig, env)
  return startService({
    name: 'directory',
    config,
    tracing: tracingOf('directory'),
    migrations: fileURLToPath(new URL('../migrations/', import.meta.url)),
    deps: base => ({ ...base, newId: () => v7(), firstOfficeSignIn: config.FIRST_OFFICE_SIGN_IN.toLowerCase() }),
    app: buildApp,
    reactions: () => [],
    jobs: deps => [forgetImportsJob(deps), tellAccountsJob(deps)]
  })
}

if (import.meta.main) await runProcess(start, process.env)
