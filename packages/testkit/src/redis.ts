import { startOwnRedis, startRedis } from '../../../infra/redis/server.ts'
import type { Redis } from '../../../infra/redis/redis.ts'

export type TestRedis = Redis

/** A Redis for a test that only uses it: given by REDIS_URL, or started for this test. Stop it at the end. */
export const openTestRedis = (): Promise<TestRedis> => startRedis()

/** A Redis for a test that stops, freezes or empties it: nobody else's. */
export const ownRedis = (): Promise<TestRedis> => startOwnRedis()
