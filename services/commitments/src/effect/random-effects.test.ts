import { describe, expect, test } from 'vitest'
import { regress } from './random-effects.ts'

// kept, mean and standard error before, mean and standard error after: the same as in tests/commitments/effect.py, which made the numbers below (numpy 2.4.6, scipy 1.17.1).
const units = [
  [1, 3.1012, 0.1210, 3.5120, 0.1190], [1, 2.9021, 0.2020, 3.1004, 0.1875], [1, 3.4410, 0.0812, 3.6631, 0.0790], [1, 2.7550, 0.2512, 3.4210, 0.2488],
  [1, 3.0108, 0.1500, 3.1902, 0.1611], [1, 3.2999, 0.1011, 3.7100, 0.0987], [0, 3.2200, 0.1300, 3.2504, 0.1250], [0, 3.0507, 0.1888, 2.9010, 0.1790],
  [0, 3.5100, 0.0900, 3.6002, 0.0911], [0, 2.8801, 0.2201, 3.0900, 0.2304], [0, 3.1200, 0.1402, 3.0711, 0.1377], [0, 3.6002, 0.0705, 3.5410, 0.0733], [0, 3.0009, 0.1612, 3.2222, 0.1599]
] as const
const middle = units.reduce((sum, [, before]) => sum + before, 0) / units.length
const rowsOf = (shrink: number, withStart: boolean) => units.map(([kept, before, se, after, seAfter]) => ({ y: after - before, variance: shrink ** 2 * (se ** 2 + seAfter ** 2), x: [1, kept, ...withStart ? [before - middle] : []] }))

describe('random-effects regression', () => {
  test.each([
    [1, false, { between: 0.0, estimates: [0.013910630837496529, 0.29778760924911907], standardErrors: [0.044300219876660434, 0.06664199654736504] }],
    [1, true, { between: 0.0, estimates: [0.05532253036545407, 0.27361748399328034, -0.17539687269122467], standardErrors: [0.055004846996093454, 0.06812455983375948, 0.1434715200161747] }],
    [0.3, false, { between: 0.013020577460013668, estimates: [0.03609972577161641, 0.29821830289548873], standardErrors: [0.05692219230618924, 0.08424587954941663] }],
    [0.3, true, { between: 0.012768419580538846, estimates: [0.052620818420999964, 0.2774360609190484, -0.19311321000034004], standardErrors: [0.05816552498033199, 0.0852737982283549, 0.1729790524162321] }]
  ])('When standard errors are times %d and the start is %s, then it equals numpy', (shrink, withStart, expected) => {
    const fit = regress(rowsOf(shrink, withStart))
    expect(fit?.degreesOfFreedom).toBe(withStart ? 10 : 11)
    expect(fit?.between).toBeCloseTo(expected.between, 12)
    expected.estimates.forEach((value, at) => expect(fit?.estimates[at]).toBeCloseTo(value, 11))
    expected.standardErrors.forEach((value, at) => expect(fit?.standardErrors[at]).toBeCloseTo(value, 11))
  })

  test('When there are no more units than unknowns, or two explanations say the same, then there is no fit', () => {
    expect(regress([])).toBeNull()
    expect(regress(rowsOf(1, false).slice(0, 2))).toBeNull()
    expect(regress(rowsOf(1, false).map(row => ({ ...row, x: [...row.x, 2 * (row.x[1] as number) + 1] })))).toBeNull()
  })
})
