/** Upper 2.5 % point of the standard normal distribution. */
const Z = 1.959963984540054
const LEVEL = 0.95
/** From here on the expansion is exact to 1e-13. */
const MANY = 1_000

/**
 * t with P(|T| ≤ t) = 0.95 for T with ν degrees of freedom, to 1e-12 (jstat's is off by 5e-8 at ν = 100, so that intervals of large values
 * could differ in the fourth decimal). Abramowitz & Stegun 26.7.3–5. Throws a RangeError for ν that is no whole number ≥ 1.
 */
export function tQuantile95 (degreesOfFreedom: number): number {
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) throw new RangeError('Degrees of freedom are whole numbers from 1 up')
  return degreesOfFreedom > MANY ? expanded(degreesOfFreedom) : solved(degreesOfFreedom)
}

/** P(|T| ≤ |t|) for T with ν degrees of freedom. Throws a RangeError for ν that is no whole number ≥ 1. */
export function tProbability (t: number, degreesOfFreedom: number): number {
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) throw new RangeError('Degrees of freedom are whole numbers from 1 up')
  return probability(Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom)), degreesOfFreedom)
}

function expanded (df: number): number {
  const [z, z3, z5, z7, z9] = [Z, Z ** 3, Z ** 5, Z ** 7, Z ** 9]
  return z + (z3 + z) / (4 * df) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * df ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * df ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92_160 * df ** 4)
}

function solved (df: number): number {
  let [low, high] = [0, Math.PI / 2]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (probability(middle, df) < LEVEL) low = middle
    else high = middle
  }
  return Math.sqrt(df) * Math.tan((low + high) / 2)
}

/** P(|T| ≤ √ν·tan θ), a finite sum for whole ν. */
function probability (theta: number, df: number): number {
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)]
  const odd = df % 2 === 1
  let term = odd ? cos : 1
  let sum = df === 1 ? 0 : term
  for (let power = odd ? 3 : 2; power <= df - 2; power += 2) {
    term *= cos * cos * (power - 1) / power
    sum += term
  }
  return odd ? 2 / Math.PI * (theta + sin * sum) : sin * sum
}
