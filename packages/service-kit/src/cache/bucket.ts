/** How much is allowed: so many a minute in the long run, and at most `burst` at once. */
export type Rate = { perMinute: number, burst: number }

export type Verdict = { allowed: boolean, /** When the next would be allowed, in milliseconds from now. */ waitMs: number, /** What to remember; forget it at this time. */ fullAt: number }

/** Times of today are so large that a double keeps no finer parts of a millisecond. */
export const ROUNDING_MS = 0.01

/**
 * A bucket of tokens that fills up evenly, kept as one number: the time at which it is full again (the generic cell rate algorithm, ITU-T I.371).
 * `fullAt`: what the last call gave, or 0. Times in milliseconds.
 */
export function take ({ perMinute, burst }: Rate, fullAt: number, now: number): Verdict {
  const each = 60_000 / perMinute
  const next = Math.max(fullAt, now) + each
  const waitMs = next - now - each * burst
  return waitMs > ROUNDING_MS ? { allowed: false, waitMs, fullAt } : { allowed: true, waitMs: 0, fullAt: next }
}
