import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'

export type Env = Readonly<Record<string, string | undefined>>

const json = <T extends z.ZodType>(schema: T) => z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' })
    return z.NEVER
  }
}).pipe(schema)

export const port = z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.int().min(0).max(65_535))
export const seconds = z.string().regex(/^\d{1,9}$/).transform(Number)
export const jsonOf = json

/**
 * A field whose value is secret, or made together with a secret: `<NAME>_FILE` may name a file that holds it, so that it stands in no environment.
 * Wrap the whole field: what is put around it later hides the mark.
 */
export const secret = <T extends z.ZodType>(field: T): T => field.meta({ secret: true })
export const isSecret = (field: z.ZodType): boolean => field.meta()?.['secret'] === true

/** What every service reads from its environment. A service extends it with its own fields and reads it once, in `main.ts`. */
export const serviceConfig = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: port.default(0).describe('port of the internal API; 0 takes a free one'),
  DATABASE_URL: secret(z.string().min(1).describe('this service\'s own database, as the role that owns no tables')),
  MIGRATION_DATABASE_URL: secret(z.string().min(1).describe('the same database as the role that owns the tables; used at start only')),
  EVENTS: z.enum(['postgres', 'kafka']).default('postgres').describe('what carries events: postgres or kafka'),
  KAFKA_BROKERS: z.string().default('').describe('host:port, comma separated; needed with EVENTS=kafka'),
  KAFKA_USER: z.string().default('').describe('name to sign in to the broker with; empty where it asks for none'),
  KAFKA_PASSWORD: secret(z.string().default('').describe('password of KAFKA_USER')),
  KAFKA_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).default('plain').describe('how KAFKA_USER signs in: plain, scram-sha-256 or scram-sha-512'),
  KAFKA_TLS: z.enum(['off', 'on']).default('off').describe('on encrypts the way to the broker; its certificate is checked, NODE_EXTRA_CA_CERTS names an authority of your own'),
  EVENT_SOURCES: secret(json(z.record(z.string(), z.string())).default({}).describe('with EVENTS=postgres: producer → URL of its database as a role that reads granted topics')),
  DOOR_PUBLIC_KEY: secret(json(z.looseObject({ kty: z.string(), crv: z.string(), x: z.string() })).describe('JWK: only calls signed by the door are heard')),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('debug, info, warn, error or silent'),
  LOG_FILE: z.string().default('').describe('path of the log; empty writes to standard output'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default('').describe('collector that telemetry goes to (OTLP over HTTP, JSON), for example http://127.0.0.1:4318; empty makes none'),
  OTEL_EXPORTER_OTLP_HEADERS: secret(z.string().default('').describe('what the collector asks for, as name=value, comma separated')),
  TELEMETRY_SECONDS: seconds.pipe(z.int().min(1)).default(15).describe('how often figures go to the collector'),
  TELEMETRY_TRACE_SHARE: z.string().regex(/^(0|1|0?\.\d{1,6})$/).transform(Number).default(1).describe('share of requests whose steps are traced, 0 to 1; only where the zone has traces at all'),
  HEADERS_SECONDS: seconds.pipe(z.int().min(1)).default(20).describe('a caller that has not sent its headers by then is cut off'),
  REQUEST_SECONDS: seconds.pipe(z.int().min(1)).default(60).describe('a caller that has not sent its whole request by then is cut off; five times as long where files come in'),
  STOP_GRACE_SECONDS: seconds.default(20).describe('how long a stop of a service in a process of its own waits for work in hand')
})
export type ServiceConfig = z.infer<typeof serviceConfig>

/** For a service that may use Redis; not every one may. */
export const redisUrl = secret(z.string().regex(/^(rediss?:\/\/\S+)?$/, 'is not redis://… or rediss://…').default('')
  .describe('redis://user:password@host:port/database, or rediss:// for TLS; empty: everything works without Redis, only slower'))

/** Parses the environment once, with what `<NAME>_FILE` points to. Throws one error that names every variable that is wrong, never its value. */
export function readConfig<T extends z.ZodType> (schema: T, env: Env): z.infer<T> {
  const { values, findings } = withFiles(schema instanceof z.ZodObject ? schema.shape : {}, env)
  const result = schema.safeParse(values)
  const unfit = result.error?.issues.filter(issue => !findings.has(String(issue.path[0]))).map(issue => `${issue.path.join('.')}: ${issue.message}`) ?? []
  if (result.success && findings.size === 0) return result.data
  throw new Error(`The configuration does not fit:\n  ${[...findings.values(), ...unfit].join('\n  ')}`)
}

/** The environment with every secret that is given by a file. An empty variable counts as none: that is how compose files leave something out. */
function withFiles (shape: Readonly<Record<string, z.ZodType>>, env: Env): { values: Env, findings: Map<string, string> } {
  const findings = new Map<string, string>()
  const values: Record<string, string | undefined> = { ...env }
  for (const [name, field] of Object.entries(shape)) {
    const file = env[`${name}_FILE`] ?? ''
    if (file === '' || `${name}_FILE` in shape) continue
    if (!isSecret(field)) findings.set(name, `${name}_FILE: only secrets are read from files; set ${name} itself`)
    else if ((env[name] ?? '') !== '') findings.set(name, `${name}_FILE: ${name} is given as well; only one may be`)
    else values[name] = contentOf(file, reason => findings.set(name, `${name}_FILE: ${reason}`))
  }
  return { values, findings }
}

const LARGEST_SECRET = 65_536

// The line break that every editor and shell puts at the end is not part of a secret.
function contentOf (file: string, refuse: (reason: string) => void): string | undefined {
  try {
    const { size } = statSync(file)
    const text = size > LARGEST_SECRET ? '' : readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    if (text !== '') return text
    refuse(size > LARGEST_SECRET ? 'the file is larger than a secret can be' : 'the file is empty')
  } catch (error) {
    refuse(`the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
  return undefined
}
