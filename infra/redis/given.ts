import type { Redis } from './redis.ts'

/** A Redis that runs elsewhere: used as it is, never stopped. */
export function givenRedis (env: Readonly<Record<string, string | undefined>>): Redis | undefined {
  const url = env['REDIS_URL']
  if (url === undefined || url === '') return undefined
  const notOurs = async () => { throw new Error('This Redis was given by REDIS_URL; it is not ours to stop or freeze.') }
  return { url, ours: false, stop: async () => {}, restart: notOurs, freeze: notOurs, thaw: notOurs }
}
