import { describe, expect, test } from 'vitest'
import { tQuantile95 } from './student.ts'

describe('the t quantile', () => {
  // R 4: qt(.975, df)
  test.each([
    [1, 12.7062047361747], [2, 4.30265272974946], [3, 3.18244630528371], [4, 2.77644510519779], [5, 2.57058183563631], [7, 2.36462425159278],
    [9, 2.2621571627982], [10, 2.22813885198627], [20, 2.08596344726586], [30, 2.04227245630124], [100, 1.98397151852355], [500, 1.96471983746737],
    [2041, 1.96112697069581], [10_000, 1.96020123989063], [75_000, 1.95999561532491], [1_000_000, 1.95996635681411], [100_000_000, 1.95996400826277]
  ])('When there are %i degrees of freedom, then it equals R', (df, expected) => {
    expect(Math.abs(tQuantile95(df) / expected - 1)).toBeLessThan(1e-13)
  })

  test('When the way of computing changes at 1,000, then there is no step', () => {
    const [before, at, after] = [999, 1_000, 1_001].map(tQuantile95) as [number, number, number]
    expect(before - at).toBeGreaterThan(at - after)
    expect((before - at) / (at - after)).toBeCloseTo(1, 2)
  })

  test.each([0, -1, 1.5, NaN])('When degrees of freedom are %s, then it throws', df => {
    expect(() => tQuantile95(df)).toThrow(RangeError)
  })
})
