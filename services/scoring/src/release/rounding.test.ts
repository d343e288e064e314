import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rounded, roundedRatio } from './rounding.ts'

describe('four decimals', () => {
  test.each([[1n, 3n, 0.3333], [2n, 3n, 0.6667], [1n, 20_000n, 0.0001], [-1n, 20_000n, -0.0001], [1n, 20_001n, 0], [-1n, 30_000n, 0], [7n, 2n, 3.5]])(
    'When %d/%d is rounded, then halves go away from zero: %d', (numerator, denominator, expected) => {
      expect(roundedRatio(numerator, denominator)).toBe(expected)
    })

  test('When any ratio is rounded, then it is off by at most half of the last place', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 1e6 }), (numerator, denominator) => {
      const result = roundedRatio(BigInt(numerator), BigInt(denominator))
      const off = BigInt(Math.round(result * 10_000)) * BigInt(denominator) - BigInt(numerator) * 10_000n
      expect(2n * (off < 0n ? -off : off)).toBeLessThanOrEqual(BigInt(denominator))
    }))
  })

  test('When a number is rounded, then the sign stays and zero has none', () => {
    expect([rounded(-1.00005), rounded(2.99994), Object.is(rounded(-0.00001), 0)]).toEqual([-1.0001, 2.9999, true])
  })

  test('When there is nothing to divide by, then it throws', () => {
    expect(() => roundedRatio(1n, 0n)).toThrow(RangeError)
  })
})
