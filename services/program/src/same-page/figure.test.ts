import { describe, expect, test } from 'vitest'
import { figureOf, pooledWith } from './figure.ts'

const none = { within: 0, degreesOfFreedom: 0 }
const sumsOf = (values: readonly number[], people = values.length) => {
  const [n, total, squares] = [values.length, values.reduce((a, b) => a + b, 0), values.reduce((a, b) => a + b * b, 0)]
  return { n, total, spread: { people, n, total, squares, favourable: values.filter(value => value >= 4).length } }
}

describe('what is shown of a rating', () => {
  test('When six soldiers of the data set cohesion answer, then agreement is what R (multilevel 2.7) gives: .71666667 in platoon B, .60 of five in C', () => {
    expect(figureOf(sumsOf([4, 3, 2, 3, 4, 3]), none)).toMatchObject({ n: 6, mean: 3.1667, agreement: 0.7167 })
    expect(figureOf(sumsOf([3, 3, 3, 2, 1]), none)).toMatchObject({ n: 5, mean: 2.4, agreement: 0.6 })
  })

  test('When everybody says the same, then agreement is 1 and there is no interval; when they are as far apart as can be, it is 0', () => {
    expect(figureOf(sumsOf([5, 5, 5, 5, 5, 5]), none)).toMatchObject({ agreement: 1, interval: { kind: 'none', reason: 'no-spread' }, agreeing: { kind: 'at-least', percent: 90 } })
    expect(figureOf(sumsOf([1, 5, 1, 5, 1, 5]), none)).toMatchObject({ agreement: 0, agreeing: { kind: 'shown', percent: 50 } })
  })

  test('When a group may not tell its own spread, then its interval is made of the pooled one, and nothing of its distribution is there', () => {
    const pooled = pooledWith(none, sumsOf([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]).spread)
    // SSW 20 on 9 degrees of freedom; t = 2.262157 (any table): 3.2 ± 2.262157 · √(2.2222 / 5).
    expect(figureOf({ n: 5, total: 16, spread: null }, pooled)).toEqual({
      kind: 'shown', n: 5, mean: 3.2, interval: { kind: 'shown', low: 1.6919, high: 4.7081, degreesOfFreedom: 9, spread: 'pooled' },
      agreeing: { kind: 'hidden' }, declined: { kind: 'hidden' }, agreement: null
    })
    expect(figureOf({ n: 5, total: 16, spread: null }, none)).toMatchObject({ interval: { kind: 'none', reason: 'too-few-for-a-spread' } })
  })

  test('When 24 of 40 agree, then the share has Wilson’s interval, 44.6 to 73.7; ends are told as such of fewer than 30 only', () => {
    const figure = figureOf(sumsOf([...Array.from({ length: 24 }, () => 4), ...Array.from({ length: 16 }, () => 2)], 42), none)
    if (figure.kind !== 'shown' || figure.agreeing.kind !== 'shown' || figure.declined.kind !== 'shown') throw new Error('It is hidden')
    expect([figure.agreeing.percent, Math.round(figure.agreeing.low * 10) / 10, Math.round(figure.agreeing.high * 10) / 10]).toEqual([60, 44.6, 73.7])
    expect(figure.declined.percent).toBeCloseTo(200 / 42, 4)
    expect(figureOf(sumsOf([...Array.from({ length: 11 }, () => 2), 4], 12), none)).toMatchObject({ agreeing: { kind: 'at-most', percent: 10 }, declined: { kind: 'at-most', percent: 10 } })
  })
})
