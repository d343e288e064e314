import { fileURLToPath } from 'node:url'
import { tracingOf } from '@weft/contracts/tracing'
import { readConfig, type Env } from '@weft/service-kit/config'
import { openMailer } from '@weft/service-kit/mail'
import { runProcess, startService, type Definition, type Running } from '@weft/service-kit/service'
import { v7 } from 'uuid'
import { buildApp, jobsOf, sendingJobsOf, reactionsOf } from './app.ts'
import { commitmentsConfig } from './config.ts'
import type { MailDeps, WebhookDeps } from './deps.ts'
import { hostList } from './webhook/address.ts'

export const start = (env: Env): Promise<Running> => startService(definitionOf(env))

/** What the service is made of. Whoever starts it may hand in a clock of its own. */
export function definitionOf (env: Env): Definition<MailDeps & WebhookDeps> {
  const config = readConfig(commitmentsConfig, env)
  const mailer = openMailer({ url: config.SMTP_URL, from: config.MAIL_FROM })
  return {
    name: 'commitments',
    config,
    tracing: tracingOf('commitments'),
    migrations: fileURLToPath(new URL('../migrations/', import.meta.url)),
    deps: base => ({ ...base, newId: () => v7(), mailer, doorOrigin: config.DOOR_ORIGIN, webhookHosts: hostList(config.WEBHOOK_HOSTS) }),
    app: buildApp,
    reactions: reactionsOf,
    jobs: deps => [...jobsOf(deps), ...sendingJobsOf(deps)],
    also: async () => ({ stop: async () => { mailer.close() } })
  }
}

if (import.meta.main) await runProcess(start, process.env)
