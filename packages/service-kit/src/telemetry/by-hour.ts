export type Counts = ReadonlyMap<string, number>

/**
 * Counts that nobody sees grow: what is told is how far they had come when the last hour ended. Between two hours nothing moves,
 * so a look a minute shows no more than a look an hour. `now` in milliseconds.
 */
export function countByHour (): { add: (label: string, now: number) => void, told: (now: number) => Counts } {
  const running = new Map<string, number>()
  let [told, hour]: [Counts, number | undefined] = [new Map(), undefined]
  const turn = (now: number) => {
    const current = Math.floor(now / 3_600_000)
    if (hour !== undefined && current !== hour) told = new Map(running)
    hour = current
  }
  return {
    add: (label, now) => {
      turn(now)
      running.set(label, (running.get(label) ?? 0) + 1)
    },
    told: now => {
      turn(now)
      return told
    }
  }
}

/** The highest of what was measured in the last whole hour; 0 before the first one is over. */
export function highestByHour (): (value: number, now: number) => number {
  let [told, highest, hour] = [0, 0, Number.NaN]
  return (value, now) => {
    const current = Math.floor(now / 3_600_000)
    if (!Number.isNaN(hour) && current !== hour) [told, highest] = [highest, 0]
    hour = current
    highest = Math.max(highest, value)
    return told
  }
}
