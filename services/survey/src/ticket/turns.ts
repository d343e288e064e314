import { createHmac } from 'node:crypto'

export type Turns = {
  /** Counts a use of a link, `weight` times. Gives the seconds to wait when it was used too often in this minute, 0 otherwise. `now` in milliseconds. */
  take: (link: string, weight: number, now: number) => number
}

/** So many different links in one minute of one process; then counting starts anew, which does no harm. */
const MOST_LINKS = 200_000
const MINUTE_MS = 60_000

/**
 * How often one link may be used in a minute: by each process for itself, in its memory, and gone with the minute. Not in Redis: a time for
 * each link, in a place where others could read it, could be laid beside the order in which sheets came in. What is counted here has no
 * time at all, and a name that cannot be told from another without `salt`, random bytes of this process.
 * Links that are not valid are counted like any other. `most` 0 is no limit.
 */
export function turnsFor ({ most, salt }: { most: number, salt: Buffer }): Turns {
  const used = new Map<string, number>()
  let minute = 0
  return {
    take: (link, weight, now) => {
      if (most === 0) return 0
      const current = Math.floor(now / MINUTE_MS)
      if (current !== minute || used.size > MOST_LINKS) used.clear()
      minute = current
      const name = createHmac('sha256', salt).update(link).digest('base64url')
      const times = (used.get(name) ?? 0) + weight
      if (times > most) return Math.ceil((MINUTE_MS - now % MINUTE_MS) / 1_000) // guard: link limit
      used.set(name, times)
      return 0
    }
  }
}
