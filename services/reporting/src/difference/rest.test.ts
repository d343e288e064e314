import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, restOf, smallSampleFactor, type Sample } from './rest.ts'

const sampleOf = (x: readonly number[]): Sample => {
  const mean = x.reduce((a, b) => a + b, 0) / x.length
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (x.length - 1)
  return { n: x.length, mean, variance, degreesOfFreedom: x.length - 1 }
}

// Student's sleep data, as in R.
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

describe('the rest of the organisation', () => {
  test('When a group is taken out of the whole, then Welch\'s test of it against what is left is that of R for both samples', () => {
    const rest = restOf(sampleOf([...first, ...second]), sampleOf(first)) as Sample
    expect(rest.mean).toBeCloseTo(2.33, 12)
    expect(Math.sqrt(rest.variance)).toBeCloseTo(2.00224873579683, 12)
    expect(compare(sampleOf(first), rest)?.p).toBeCloseTo(0.0793941401873582, 10)
  })

  test('When people are split in any way, then the rest has the figures of the people left', () => {
    const answers = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 40 })
    fc.assert(fc.property(answers, answers, (group, others) => {
      const rest = restOf(sampleOf([...group, ...others]), sampleOf(group)) as Sample
      const expected = sampleOf(others)
      expect(rest.n).toBe(expected.n)
      expect(rest.mean).toBeCloseTo(expected.mean, 9)
      expect(rest.variance).toBeCloseTo(expected.variance, 9)
    }))
  })

  test('When the group is the whole, then there is no rest', () => {
    expect(restOf(sampleOf(first), sampleOf(first))).toBeNull()
  })
})

describe('size and significance', () => {
  // psychTools::bfi, neuroticism by gender.
  const men: Sample = { n: 919, mean: 2.95029017, variance: 1.14416252 ** 2, degreesOfFreedom: 918 }
  const women: Sample = { n: 1881, mean: 3.26583378, variance: 1.20784713 ** 2, degreesOfFreedom: 1880 }

  test('When men and women of bfi are compared, then g and p are those of R', () => {
    expect(smallSampleFactor(2798)).toBeCloseTo(0.999731923, 9)
    expect(compare(women, men)?.g).toBeCloseTo(0.265687885, 6)
    expect(compare(women, men)?.p).toBeCloseTo(2.276e-11, 13)
    expect(compare(men, women)?.g).toBeCloseTo(-0.265687885, 6)
  })

  test('When nothing varies, then there is no test', () => {
    const same: Sample = { n: 6, mean: 4, variance: 0, degreesOfFreedom: 5 }
    expect(compare(same, { ...same, mean: 3 })).toBeNull()
  })
})
