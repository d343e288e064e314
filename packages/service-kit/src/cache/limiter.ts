import { Refusal } from '../refusal.ts'
import { ROUNDING_MS, take, type Rate } from './bucket.ts'
import type { Redis } from './redis.ts'

export type Limit = Rate & {
  /** What is counted; names the buckets. */
  name: string
  /** Without Redis each process counts for itself, so that all together allow more: the share of the limit that one then gives. 1 without it. */
  alone?: number
}

export type Limiter = {
  /** Counts one and gives nothing, or throws `Refusal('too-many', 'too-many-requests')` with the seconds to wait. Never fails because of Redis. */
  count: (limit: Limit, who: string) => Promise<void>
}

/** Buckets of this process; the oldest go first when there are more. Forgetting one allows a burst once more, no harm. */
const MOST_BUCKETS = 50_000

/**
 * The same as bucket.ts, once for all processes: by the clock of Redis and in one step, so that two at once cannot both take the last.
 * KEYS[1] bucket; ARGV milliseconds each, milliseconds of a burst, what is taken for rounding. Gives the milliseconds to wait, 0 when taken.
 */
const TAKE = `
local t = redis.call('time')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local next = math.max(tonumber(redis.call('get', KEYS[1]) or 0), now) + tonumber(ARGV[1])
local wait = next - now - tonumber(ARGV[2])
if wait > tonumber(ARGV[3]) then return math.ceil(wait) end
redis.call('set', KEYS[1], string.format('%.3f', next), 'px', math.max(1, math.ceil(next - now)))
return 0`

export function openLimiter ({ redis, now }: { redis: Pick<Redis, 'ask' | 'nameOf'>, now: () => Date }): Limiter {
  const own = new Map<string, number>()
  const countAlone = (limit: Limit, name: string): number => {
    const share = limit.alone ?? 1
    const rate = { perMinute: limit.perMinute * share, burst: Math.max(1, Math.floor(limit.burst * share)) }
    const { waitMs, fullAt } = take(rate, own.get(name) ?? 0, now().getTime())
    own.delete(name)
    own.set(name, fullAt)
    if (own.size > MOST_BUCKETS) own.delete(own.keys().next().value as string)
    return waitMs
  }
  return {
    count: async (limit, who) => {
      if (limit.perMinute === 0) return
      const name = redis.nameOf(`limit-${limit.name}`, who)
      const each = 60_000 / limit.perMinute
      const waitMs = await redis.ask(async client => Number(await client.eval(TAKE, 1, name, each, each * limit.burst, ROUNDING_MS))) ?? countAlone(limit, name)
      if (waitMs > 0) throw tooMany(waitMs) // guard: limit
    }
  }
}

/** So many that one more would be in the way of others. Nothing was done. */
export function tooMany (waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return new Refusal('too-many', 'too-many-requests', `This was asked for too often in a short time. Nothing was changed. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`, [], { retryAfterSeconds: seconds })
}
