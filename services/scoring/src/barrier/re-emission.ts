/** When each incomplete wave was first seen so, or last asked for; milliseconds of a clock that never goes back. */
export type Waiting = ReadonlyMap<string, number>

/**
 * Which waves' sheets to ask for again: those incomplete for `afterMs`, and once more after each further `afterMs`.
 * Gives the waves to ask for and what to remember until the next look.
 */
export function askAgain (waiting: Waiting, incomplete: readonly string[], nowMs: number, afterMs: number): { ask: string[], waiting: Waiting } {
  const since = (wave: string) => waiting.get(wave) ?? nowMs
  const ask = incomplete.filter(wave => waiting.has(wave) && nowMs - since(wave) >= afterMs)
  return { ask, waiting: new Map(incomplete.map(wave => [wave, ask.includes(wave) ? nowMs : since(wave)])) }
}
