import { once } from 'node:events'
import { clientOf } from '@weft/service-kit/cache/redis'
import { startOwnRedis, startRedis } from '../../../infra/redis/server.ts'
import type { Redis } from '../../../infra/redis/redis.ts'

export type TestRedis = Redis

/** Takes everything out of it, as an operator's FLUSHALL does. Only for one of one's own. */
export async function flush ({ url, ours }: TestRedis): Promise<void> {
  if (!ours) throw new Error('This Redis is not ours to empty.')
  const client = clientOf(url)
  try {
    await once(client, 'ready')
    await client.flushall()
  } finally {
    client.disconnect()
  }
}

/** A Redis for a test that only uses it: given by REDIS_URL, or started for this test. Stop it at the end. */
export const openTestRedis = (): Promise<TestRedis> => startRedis()

/** A Redis for a test that stops, freezes or empties it: nobody else's. */
export const ownRedis = (): Promise<TestRedis> => startOwnRedis()
