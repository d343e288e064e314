import { join } from 'node:path'
import type { Env } from '@weft/service-kit/config'
import type { Databases } from '../provision.ts'
import type { Home, Secrets } from './home.ts'
import type { Ports } from './ports.ts'

export type Surroundings = {
  home: Home
  ports: Ports
  secrets: Secrets
  databases: Record<string, Databases>
  /** host:port, comma separated; empty with the `postgres` transport. */
  brokers: string
  /** What the person who starts Weft may set: mail server, identity provider, first sign-in. */
  given: Env
}

export const doorOrigin = (ports: Ports) => `http://localhost:${ports.door}`
// Another host name than the door's, because cookies ignore ports: a session cookie must never reach a survey.
export const surveyOrigin = (ports: Ports) => `http://127.0.0.1:${ports.surveys}`
export const catcherOrigin = (ports: Ports) => `http://127.0.0.1:${ports.catcher}`
export const providerOrigin = (ports: Ports) => `http://127.0.0.1:${ports.provider}`
export const serviceUrls = (ports: Ports): Record<string, string> =>
  Object.fromEntries(Object.entries(ports.services).filter(([name]) => name !== 'web').map(([name, port]) => [name, `http://127.0.0.1:${port}`]))

/** Invitations are caught on this machine when no mail server is given. */
export const catchesMail = (given: Env) => (given['SMTP_URL'] ?? '') === ''
/** People sign in at the development provider when no identity provider is given. */
export const hasOwnProvider = (given: Env) => (given['OIDC_ISSUER'] ?? '') !== ''

/** The environment of one service: what all have, and what is its own. No service gets another one's. */
export function environmentOf (service: string, surroundings: Surroundings): Env {
  const { home, ports, secrets, databases, brokers, given } = surroundings
  const own = databases[service]
  if (own === undefined) throw new Error(`${service} has no database.`)
  return {
    NAME: service,
    HOST: '127.0.0.1',
    PORT: String(ports.services[service]),
    DATABASE_URL: own.appUrl,
    MIGRATION_DATABASE_URL: own.ownerUrl,
    EVENTS: brokers === '' ? 'postgres' : 'kafka',
    KAFKA_BROKERS: brokers,
    EVENT_SOURCES: JSON.stringify(brokers === '' ? own.sources : {}),
    DOOR_PUBLIC_KEY: JSON.stringify(secrets.door.public),
    LOG_FILE: join(home.logs, `${service}.log`),
    ...extras[service]?.(surroundings),
    ...Object.fromEntries(Object.entries(given).filter(([name]) => forEvery.test(name) || handedOn[service]?.test(name)))
  }
}

/** What a person who starts Weft may set of every service, */
const forEvery = /^(LOG_LEVEL|HEADERS_SECONDS|REQUEST_SECONDS|OTEL_EXPORTER_OTLP_(ENDPOINT|HEADERS)|TELEMETRY_(SECONDS|TRACE_SHARE))$/
/** and of a single one; its configuration says what each means. */
const handedOn: Record<string, RegExp> = {
  directory: /^FIRST_OFFICE_SIGN_IN$/,
  participation: /^(SMTP_URL|MAIL_FROM|VAULT_DAYS)$/,
  program: /^(SMTP_URL|MAIL_FROM)$/,
  commitments: /^(SMTP_URL|MAIL_FROM|WEBHOOK_HOSTS)$/,
  survey: /^(LIMIT_PER_LINK_PER_MINUTE|TIME_ZONE|REDEMPTION_HOUR)$/,
  scoring: /^RE_EMISSION_AFTER_SECONDS$/,
  reporting: /^(REDIS_URL|STREAM(S|S_PER_SUBJECT|_LOOK_SECONDS|_PATIENCE_SECONDS))$/,
  web: /^(REDIS_URL|(OIDC|SESSION|LIMIT)_[A-Z_]+)$/
}

/** Whether a variable of the launcher's environment means anything to a service. */
export const isHandedOn = (name: string): boolean => forEvery.test(name) || Object.values(handedOn).some(names => names.test(name))

const reminding = ({ ports, given }: Surroundings): Env => ({
  ...(catchesMail(given) && { SMTP_URL: `smtp://127.0.0.1:${ports.smtp}` }),
  MAIL_FROM: 'Weft <weft@localhost>',
  DOOR_ORIGIN: doorOrigin(ports)
})

const extras: Record<string, (surroundings: Surroundings) => Env> = {
  directory: () => ({ FIRST_OFFICE_SIGN_IN: 'office@localhost' }),
  participation: ({ home, ports, given }) => ({
    VAULT_DIR: home.vault,
    ...(catchesMail(given) && { SMTP_URL: `smtp://127.0.0.1:${ports.smtp}` }),
    MAIL_FROM: 'Weft <weft@localhost>',
    SURVEY_ORIGIN: surveyOrigin(ports)
  }),
  program: reminding,
  commitments: reminding,
  survey: ({ home, ports }) => ({
    PUBLIC_HOST: '127.0.0.1',
    PUBLIC_PORT: String(ports.surveys),
    PUBLIC_ORIGIN: surveyOrigin(ports),
    PUBLIC_LOG_FILE: join(home.logs, 'survey-public.log')
  }),
  web: ({ home, ports, secrets, given }) => ({
    HOST: 'localhost',
    PORT: String(ports.door),
    ORIGIN: doorOrigin(ports),
    DOOR_PRIVATE_KEY: JSON.stringify(secrets.door.private),
    SERVICES: JSON.stringify(serviceUrls(ports)),
    AUDIT_HEAD_FILE: join(home.folder, 'audit-head.jsonl'),
    ...(!hasOwnProvider(given) && { DEV_PROVIDER_PORT: String(ports.provider) })
  })
}
