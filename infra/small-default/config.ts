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
  FIRST_OFFICE_SIGN_IN: z.string().min(1).default('office@localhost').describe('program office until the directory names one')
})

/** The environment of `npm start`, read once. */
export function startConfig (env: Env, defaultHome: string) {
  const { WEFT_HOME, WEFT_PORT, EVENTS, FIRST_OFFICE_SIGN_IN } = readConfig(startShape, env)
  const home = WEFT_HOME === '' ? defaultHome : isAbsolute(WEFT_HOME) ? WEFT_HOME : resolve(WEFT_HOME)
  const given = Object.fromEntries(Object.entries(env).filter(([name]) => isHandedOn(name) && env[name] !== ''))
  return { home, ports: WEFT_PORT === 0 ? 'free' as const : WEFT_PORT, events: EVENTS, given, firstSignIn: FIRST_OFFICE_SIGN_IN }
}
