import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logGamma, twoSidedP } from './distribution.ts'

describe('the t distribution', () => {
  // 2 * pt(-t, df) of R 4
  test.each([
    [0.1, 1, 0.936548965138893], [1, 2.5, 0.404061027278274], [3, 4, 0.0399419680717188], [1.8608, 17.776, 0.0793965781397798],
    [0, 100, 1], [6.72728, 1912.89, 2.27605064690936e-11], [0.1, 100_000, 0.920344525906726], [1.96, 100_000, 0.0499985631943017],
    [12, 100_000, 3.7445058119564e-33], [40, 10, 2.28085774308575e-12]
  ])('When t is %d with %d degrees of freedom, then p is that of R', (t, df, p) => {
    expect(Math.abs(twoSidedP(t, df) / p - 1)).toBeLessThan(1e-9)
    expect(twoSidedP(-t, df)).toBe(twoSidedP(t, df))
  })

  test('When t grows, then p never grows, and it stays between 0 and 1', () => {
    const t = fc.double({ min: 0, max: 60, noNaN: true })
    fc.assert(fc.property(t, t, fc.double({ min: 1, max: 1e5, noNaN: true }), (one, other, df) => {
      const [larger, smaller] = [twoSidedP(Math.max(one, other), df), twoSidedP(Math.min(one, other), df)]
      expect(larger).toBeLessThanOrEqual(smaller + 1e-12)
      expect(larger).toBeGreaterThanOrEqual(0)
      expect(smaller).toBeLessThanOrEqual(1)
    }))
  })

  test('When x is whole, then ln Γ(x) is the sum of the logarithms below it', () => {
    let sum = 0
    for (let x = 1; x < 200; x++) {
      expect(logGamma(x)).toBeCloseTo(sum, 10)
      sum += Math.log(x)
    }
  })
})
