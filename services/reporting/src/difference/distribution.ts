const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
] as const
const TINY = 1e-300
const MOST_STEPS = 10_000

/** ln Γ(x) for x ≥ 0.5 (Lanczos 1964, g = 7, nine terms); relative error below 1e-14. */
export function logGamma (x: number): number {
  const z = x - 1
  let sum: number = LANCZOS[0]
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (z + i)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * P(|T| ≥ |t|) of Student's t: I_x(ν/2, 1/2) with x = ν/(ν + t²) (Abramowitz & Stegun 26.7.1). ν > 0 need not be whole.
 * Equals R's `2 * pt(-abs(t), df)` to 1e-9, relative, up to ν = 10⁵, where jstat 1.9 keeps seven digits and for small t loses all.
 */
export function twoSidedP (t: number, degreesOfFreedom: number): number {
  const square = t * t
  const p = incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square))
  return Math.min(1, Math.max(0, p))
}

/** I_x(a, b), with y = 1 − x given apart because 1 − x would lose its digits near x = 1. */
function incompleteBeta (a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log1p(-y) + b * Math.log(y))
  // The fraction converges fast on this side of the mean only.
  return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a : 1 - front * betaFraction(b, a, y) / b
}

/** Continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
function betaFraction (a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - (a + b) * x / (a + 1))
  let fraction = d
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    fraction *= d * c
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

const awayFromZero = (value: number) => Math.abs(value) < TINY ? TINY : value
