import { describe, expect, test } from 'vitest'
import { tProbability, tQuantile95 } from './student.ts'

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

describe('the probability within t', () => {
  // scipy 1: 1 - 2 * stats.t.sf(abs(t), df)
  test.each([[0.5, 1, 0.2951672353008665], [2, 3, 0.860674031441157], [-1.3, 10, 0.7772341827931555], [2.5, 33, 0.9824332256201204], [4, 2041, 0.9999344001006489]])('When t is %d at %i degrees of freedom, then it equals scipy', (t, df, expected) => {
    // -1.3: of the size of t
    expect(tProbability(t, df)).toBeCloseTo(expected, 12)
  })

  test('When t is the quantile, then 95 % lie within', () => {
    for (const df of [1, 2, 7, 50, 999]) expect(tProbability(tQuantile95(df), df)).toBeCloseTo(0.95, 12)
    expect(() => tProbability(1, 0)).toThrow(RangeError)
  })
})
