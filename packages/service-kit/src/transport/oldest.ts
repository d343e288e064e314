/** How far a growing log had come at a time. */
type Mark = { end: number, at: number }

export type Oldest = {
  /** `next`: the first place that is not done; `end`: the one after the last. Gives for how long, at least, `next` has been there; 0 when all is done. */
  look: (next: number, end: number, now: number) => number
}

/**
 * Tells the age of the oldest that waits in a log whose rows have no time, by remembering how far the log reached at each look.
 * As fine as the looks are frequent, and as long as this was made. Keeps at most `most` marks: beyond, it forgets every second one and tells a little less.
 */
export function oldestIn (most = 500): Oldest {
  let marks: Mark[] = []
  return {
    look: (next, end, now) => {
      marks = marks.filter(mark => mark.end > next)
      if (end > next && end > (marks.at(-1)?.end ?? next)) marks.push({ end, at: now })
      if (marks.length > most) marks = marks.filter((_, place) => place % 2 === 0)
      return marks[0] === undefined ? 0 : now - marks[0].at
    }
  }
}
