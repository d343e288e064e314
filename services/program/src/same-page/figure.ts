import type { SamePageFigure, SamePageInterval, SamePageShare } from '@weft/contracts/program/samepage-api'
import { tQuantile95 } from '@weft/service-kit/student'
import type { Sums } from './sums.ts'

/** Variance of answers spread evenly over five steps: (A² − 1) / 12. */
const UNIFORM = (5 ** 2 - 1) / 12
/** Upper 2.5 % point of the standard normal distribution. */
const Z = 1.959963984540054
/** Below so many people, a share near an end is told as "at most 10" or "at least 90". */
const FEW = 30

/** Variance within groups, over all that may tell theirs: Σ of squares less what the means explain, and its degrees of freedom. */
export type Pooled = { within: number, degreesOfFreedom: number }

/** Adds one group that stands apart from all others added. */
export function pooledWith ({ within, degreesOfFreedom }: Pooled, spread: { n: number, total: number, squares: number }): Pooled {
  return spread.n === 0 ? { within, degreesOfFreedom } : { within: within + spread.squares - spread.total ** 2 / spread.n, degreesOfFreedom: degreesOfFreedom + spread.n - 1 }
}

/** What is shown of one rating in one group: mean on the scale of 1–5 with four decimals, 95 % t interval, share of 4 and 5 (Wilson 1927), agreement. */
export function figureOf ({ n, total, spread }: Sums, pooled: Pooled): SamePageFigure {
  if (n === 0) return { kind: 'hidden' }
  const own = spread === null || spread.n < 2 ? null : { value: (spread.squares - spread.total ** 2 / spread.n) / (spread.n - 1), degreesOfFreedom: spread.n - 1 }
  const shared = pooled.degreesOfFreedom < 1 ? null : { value: pooled.within / pooled.degreesOfFreedom, degreesOfFreedom: pooled.degreesOfFreedom }
  const variance = own ?? shared
  return {
    kind: 'shown', n, mean: rounded(total / n),
    interval: variance === null ? { kind: 'none', reason: 'too-few-for-a-spread' } : intervalOf(total / n, n, variance, own === null ? 'pooled' : 'own'),
    agreeing: spread === null || spread.n === 0 ? { kind: 'hidden' } : shareOf(spread.favourable, spread.n),
    declined: spread === null || spread.people === 0 ? { kind: 'hidden' } : shareOf(spread.people - spread.n, spread.people),
    agreement: own === null ? null : agreementOf(own.value)
  }
}

/**
 * r_wg = 1 − s²/σ² with σ² of answers spread evenly over five steps, 2; below 0 it is 0 (James, Demaree & Wolf 1984; domain.md 2.9).
 * 1: everybody says the same; 0: as far apart as answers by chance, or further.
 */
export const agreementOf = (variance: number): number => Math.max(0, rounded(1 - variance / UNIFORM))

function intervalOf (mean: number, n: number, { value, degreesOfFreedom }: { value: number, degreesOfFreedom: number }, spread: 'own' | 'pooled'): SamePageInterval {
  if (value <= 0) return { kind: 'none', reason: 'no-spread' }
  const half = tQuantile95(degreesOfFreedom) * Math.sqrt(value / n)
  return { kind: 'shown', low: rounded(mean - half), high: rounded(mean + half), degreesOfFreedom, spread }
}

function shareOf (count: number, n: number): SamePageShare {
  const percent = 100 * count / n
  if (n < FEW && percent <= 10) return { kind: 'at-most', percent: 10 }
  if (n < FEW && percent >= 90) return { kind: 'at-least', percent: 90 }
  const [p, z2] = [count / n, Z ** 2]
  const [middle, half] = [(p + z2 / (2 * n)) / (1 + z2 / n), Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)]
  return { kind: 'shown', percent: rounded(percent), low: rounded(100 * Math.max(0, middle - half)), high: rounded(100 * Math.min(1, middle + half)) }
}

/** Four decimals, halves away from zero. */
function rounded (value: number): number {
  const size = Math.round(Math.abs(value) * 10_000) / 10_000
  return value < 0 && size !== 0 ? -size : size
}
