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

/** What every service reads from its environment. A service extends it with its own fields and reads it once, in `main.ts`. */
export const serviceConfig = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: port.default(0).describe('port of the internal API; 0 takes a free one'),
  DATABASE_URL: z.string().min(1).describe('this service\'s own database, as the role that owns no tables'),
  MIGRATION_DATABASE_URL: z.string().min(1).describe('the same database as the role that owns the tables; used at start only'),
  EVENTS: z.enum(['postgres', 'kafka']).default('postgres').describe('what carries events: postgres or kafka'),
  KAFKA_BROKERS: z.string().default('').describe('host:port, comma separated; needed with EVENTS=kafka'),
  EVENT_SOURCES: json(z.record(z.string(), z.string())).default({}).describe('with EVENTS=postgres: producer → URL of its database as a role that reads granted topics'),
  DOOR_PUBLIC_KEY: json(z.looseObject({ kty: z.string(), crv: z.string(), x: z.string() })).describe('JWK: only calls signed by the door are heard'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('debug, info, warn, error or silent'),
  LOG_FILE: z.string().default('').describe('path of the log; empty writes to standard output'),
  STOP_GRACE_SECONDS: seconds.default(20).describe('how long a stop of a service in a process of its own waits for work in hand')
})
export type ServiceConfig = z.infer<typeof serviceConfig>

/** Parses the environment once. Throws one error that names every variable that is wrong, never its value. */
export function readConfig<T extends z.ZodType> (schema: T, env: Env): z.infer<T> {
  const result = schema.safeParse(env)
  if (result.success) return result.data
  const findings = result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The configuration does not fit:\n  ${findings.join('\n  ')}`)
}
