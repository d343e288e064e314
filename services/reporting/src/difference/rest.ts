import { logGamma, twoSidedP } from './distribution.ts'

/** Figures of a set of people: their number, mean, variance (n − 1), and how many degrees of freedom that variance has. */
export type Sample = { n: number, mean: number, variance: number, degreesOfFreedom: number }

/** `p` of Welch's test, two-sided, and Hedges' g; positive g means that the group lies above the rest. */
export type Comparison = { p: number, g: number }

/**
 * The whole organisation less one of its groups, exactly, from the figures of both:
 *   n_r = N − n,  mean_r = (N·M − n·m) / n_r,
 *   SS_r = (N − 1)·S² − (n − 1)·s² − (n·n_r / N)·(m − mean_r)²,  variance_r = SS_r / (n_r − 1).
 * The last line takes the sum of squares of the whole apart into within group, within rest and between the two. Two things blur it:
 * published figures have four decimals, and a group too small for a spread of its own stands with the pooled one. Null when fewer than two people are left.
 */
export function restOf (whole: Sample, group: Sample): Sample | null {
  const n = whole.n - group.n
  if (n < 2) return null
  const mean = (whole.n * whole.mean - group.n * group.mean) / n
  const between = group.n * n / whole.n * (group.mean - mean) ** 2
  const squares = (whole.n - 1) * whole.variance - (group.n - 1) * group.variance - between
  return { n, mean, variance: Math.max(0, squares) / (n - 1), degreesOfFreedom: n - 1 }
}

/**
 * Welch's test and Hedges' g of two samples (Welch 1947; Hedges 1981):
 *   t = (m₁ − m₂) / √(s₁²/n₁ + s₂²/n₂),  ν = (s₁²/n₁ + s₂²/n₂)² / ((s₁²/n₁)²/ν₁ + (s₂²/n₂)²/ν₂),
 *   g = J·(m₁ − m₂) / s_p,  s_p² = ((n₁−1)s₁² + (n₂−1)s₂²) / (n₁+n₂−2),  J = Γ(d/2) / (√(d/2)·Γ((d−1)/2)), d = n₁+n₂−2.
 * Null where undefined: nothing varies.
 */
export function compare (one: Sample, other: Sample): Comparison | null {
  const [a, b] = [one.variance / one.n, other.variance / other.n]
  if (!(a + b > 0)) return null
  const difference = one.mean - other.mean
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / one.degreesOfFreedom + b ** 2 / other.degreesOfFreedom)
  const freedom = one.n + other.n - 2
  const pooled = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / freedom
  return { p: twoSidedP(difference / Math.sqrt(a + b), degreesOfFreedom), g: smallSampleFactor(freedom) * difference / Math.sqrt(pooled) }
}

/** J of Hedges 1981, exact; about 1 − 3/(4d − 1). */
export function smallSampleFactor (freedom: number): number {
  return Math.exp(logGamma(freedom / 2) - logGamma((freedom - 1) / 2) - Math.log(freedom / 2) / 2)
}
