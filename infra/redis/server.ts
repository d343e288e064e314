import { givenRedis } from './given.ts'
import type { Redis } from './redis.ts'

/**
 * A Redis on loopback, from the first source there is: REDIS_URL, a Docker engine, the system's redis-server.
 * Throws a sentence that names all three when there is none.
 */
export async function startRedis (): Promise<Redis> {
  return givenRedis(process.env) ?? await startOwnRedis()
}

/** The same, whether or not one is given: a test that stops, freezes or empties its Redis needs one that is nobody else's. */
export async function startOwnRedis (): Promise<Redis> {
  const [{ startContainer }, { startSystem }] = await Promise.all([import('./container.ts'), import('./system.ts')])
  const reasons: string[] = []
  for (const start of [startContainer, startSystem]) {
    const result = await start()
    if (typeof result !== 'string') return result
    reasons.push(result)
  }
  throw new Error(`There is no way to run Redis here. Give one by REDIS_URL=redis://host:port, or start a Docker engine (${reasons[0]}), or install redis-server (${reasons[1]}).`)
}
