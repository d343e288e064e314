import type { BaseDeps } from '@weft/service-kit/service'
import type { Seats } from './stream/seats.ts'

export type Deps = BaseDeps & {
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
