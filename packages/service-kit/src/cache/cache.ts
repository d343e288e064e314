import type { Log } from '../transport/transport.ts'
import { openKept, type Kept } from './kept.ts'
import { openLimiter, type Limiter } from './limiter.ts'
import { openNotices, type Notices } from './notices.ts'
import { openRedis, type RedisOptions } from './redis.ts'
import { openReplies, type Replies } from './replies.ts'

/** Everything a service may do with Redis. */
export type Cache = {
  kept: Kept
  limiter: Limiter
  notices: Notices
  replies: Replies
  /** Resolves when Redis can be asked, at once when there is none; for tests. */
  ready: () => Promise<void>
  close: () => void
}

export type CacheOptions = RedisOptions & { log: Log, now: () => Date }

/** Opens it without waiting for a connection. With an empty `url` all of it works, for this process alone. */
export function openCache ({ now, ...options }: CacheOptions): Cache {
  const redis = openRedis(options)
  const kept = openKept({ redis, now })
  const notices = openNotices({ url: options.url, service: options.service, redis })
  return {
    kept,
    limiter: openLimiter({ redis, now }),
    notices,
    replies: openReplies({ kept, now }),
    ready: redis.ready,
    close: () => {
      notices.close()
      redis.close()
    }
  }
}
