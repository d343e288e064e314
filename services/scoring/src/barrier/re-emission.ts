/** When each incomplete wave was first seen so, or last asked for (milliseconds of a clock that never goes back), and how often it was. */
export type Waiting = ReadonlyMap<string, { sinceMs: number, asked: number }>

/** Whatever is still missing then does not come by asking: somebody has to look, and the wave page says so. */
const MOST_ASKS = 6

/**
 * Which waves' sheets to ask for again: those incomplete for `afterMs`, then after twice as long each time, at most six times;
 * a whole wave travels again each time. Gives the waves to ask for and what to remember until the next look.
 */
export function askAgain (waiting: Waiting, incomplete: readonly string[], nowMs: number, afterMs: number): { ask: string[], waiting: Waiting } {
  const isDue = (wave: string) => {
    const known = waiting.get(wave)
    return known !== undefined && known.asked < MOST_ASKS && nowMs - known.sinceMs >= afterMs * 2 ** known.asked
  }
  const ask = incomplete.filter(isDue)
  return {
    ask,
    waiting: new Map(incomplete.map(wave => {
      const { sinceMs, asked } = waiting.get(wave) ?? { sinceMs: nowMs, asked: 0 }
      return [wave, ask.includes(wave) ? { sinceMs: nowMs, asked: asked + 1 } : { sinceMs, asked }]
    }))
  }
}
