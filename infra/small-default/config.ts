import { isAbsolute, resolve } from 'node:path'
import { readConfig, type Env } from '@weft/service-kit/config'
import { z } from 'zod'
import { isHandedOn } from './environment.ts'

/** What `npm start` reads itself; what it hands on is said in environment.ts. */
export const startShape = z.object({
  WEFT_HOME: z.string().default('').describe('folder that keeps everything; empty is .weft beside the code'),
  WEFT_PORT: z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.int().min(0).max(65_000)).default(3000).describe('first port; 0 takes free ones'),
  EVENTS: z.enum(['postgres', 'kafka']).default('postgres').describe('what carries events: postgres or kafka'),
  KAFKA_BROKERS: z.string().default('').describe('with EVENTS=kafka: a broker that runs already, host:port, comma separated; empty starts one, by Docker or Java with Maven'),
  DEMO: z.enum(['meridian', 'none']).default('meridian').describe('what a first start loads: meridian, the demonstration organisation, or none; always none where SMTP_URL, OIDC_ISSUER or KAFKA_BROKERS is set'),
  FIRST_OFFICE_SIGN_IN: z.string().min(1).default('office@localhost').describe('program office until the directory names one')
})

/** The environment of `npm start`, read once. */
export function startConfig (env: Env, defaultHome: string) {
  const { WEFT_HOME, WEFT_PORT, EVENTS, DEMO, KAFKA_BROKERS, FIRST_OFFICE_SIGN_IN } = readConfig(startShape, env)
  const home = WEFT_HOME === '' ? defaultHome : isAbsolute(WEFT_HOME) ? WEFT_HOME : resolve(WEFT_HOME)
  const given = Object.fromEntries(Object.entries(env).filter(([name]) => isHandedOn(name) && env[name] !== ''))
  // Whoever names a mail server, an identity provider or a broker is setting up what real people will use.
  const demonstration = DEMO === 'meridian' && [given['SMTP_URL'], given['OIDC_ISSUER'], KAFKA_BROKERS].every(value => (value ?? '') === '')
  return { home, ports: WEFT_PORT === 0 ? 'free' as const : WEFT_PORT, events: EVENTS, given, firstSignIn: FIRST_OFFICE_SIGN_IN, demonstration }
}
