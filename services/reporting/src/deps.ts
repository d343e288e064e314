import type { Cache } from '@weft/service-kit/cache/cache'
import type { BaseDeps } from '@weft/service-kit/service'
import type { Seats } from './stream/seats.ts'

export type Deps = BaseDeps & {
  /** Released pages that were made already, and word of new releases from process to process. */
  cache: Pick<Cache, 'replies' | 'notices' | 'close'>
  seats: Seats
  stream: {
    /** How often a waiting stream looks for a new release, in milliseconds. */
    lookEveryMs: number
    /** Silence after which a stream says that it is still there. */
    heartbeatMs: number
    /** How long a reader may leave what it was sent unread before it is dropped. */
    patienceMs: number
  }
}
