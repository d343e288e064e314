import { fileURLToPath } from 'node:url'
import { tracingOf } from '@weft/contracts/tracing'
import { readConfig, type Env } from '@weft/service-kit/config'
import { openMailer, staysHere } from '@weft/service-kit/mail'
import { runProcess, startService, type Running } from '@weft/service-kit/service'
import { buildApp, jobsOf, reactionsOf } from './app.ts'
import { participationConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { openVault } from './vault/vault.store.ts'

export async function start (env: Env): Promise<Running> {
  const config = readConfig(participationConfig, env)
  const mailer = openMailer({ url: config.SMTP_URL, from: config.MAIL_FROM })
  return startService<Deps>({
    name: 'participation',
    config,
    tracing: tracingOf('participation'),
    migrations: fileURLToPath(new URL('../migrations/', import.meta.url)),
    deps: base => ({
      ...base, mailer, vault: openVault(config.VAULT_DIR), surveyOrigin: config.SURVEY_ORIGIN, vaultDays: config.VAULT_DAYS, catching: staysHere(config.SMTP_URL)
    }),
    app: buildApp,
    reactions: reactionsOf,
    jobs: jobsOf,
    also: async () => ({ stop: async () => { mailer.close() } })
  })
}

if (import.meta.main) await runProcess(start, process.env)
