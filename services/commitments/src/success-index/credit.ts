import { daysOf, type Span } from './eligible.ts'
import { fraction, isBelow, ZERO, type Fraction } from './fraction.ts'

const ONE = fraction(1, 1)

/** What could be expected by the last day of a quarter, as a share of the whole: days run / days planned, at most 1. Never less than a day is planned. */
export function expected ({ startsOn, dueOn }: Span, lastDay: string): Fraction {
  const planned = Math.max(1, daysOf(startsOn, dueOn))
  return fraction(Math.min(planned, Math.max(0, daysOf(startsOn, lastDay))), planned)
}

/**
 * How much of what could be expected was done: min(1, p / e), with progress p in percent. What has not begun expects nothing and is whole.
 * Dropped without the boss's agreement it is 0, whatever was done; with it, what was done keeps counting against the same expectation,
 * so that dropping never beats leaving something where it is.
 */
export function credit (progress: number, item: Span & { droppedAlone: boolean }, lastDay: string): Fraction {
  if (item.droppedAlone) return ZERO
  const e = expected(item, lastDay) // guard: expected as of the end of the quarter
  const a = e.top === 0n ? ONE : fraction(BigInt(progress) * e.bottom, 100n * e.top)
  return isBelow(ONE, a) ? ONE : a // guard: credit ends at one
}
