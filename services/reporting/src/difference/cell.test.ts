import type { ScoreValue } from '@weft/contracts/scoring/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf, favourableText, stepOf, type Sighting } from './cell.ts'

const shown = (n: number, mean: number, deviation = 0.8, spread: 'own' | 'pooled' = 'own'): ScoreValue => {
  const standardError = deviation / Math.sqrt(n)
  return {
    kind: 'shown', n, mean, score: 25 * (mean - 1),
    interval: { kind: 'shown', low: mean - 2 * standardError, high: mean + 2 * standardError, standardError, degreesOfFreedom: n - 1, spread },
    favourable: { kind: 'hidden' }
  }
}
const whole = shown(1000, 3.5)
const seen = (value: ScoreValue): Sighting => ({ value, whole, min: 1, max: 5 })
const differs = (value: ScoreValue, ...others: ScoreValue[]) => {
  const [cell] = cellsOf([value, ...others].map(seen))
  return cell?.kind === 'shown' && cell.different
}

describe('the colour of a cell', () => {
  test.each([
    [0, 0], [3.49, 0], [3.5, 1], [-3.5, -1], [4, 1], [9.4, 1], [9.5, 2], [17.4, 2], [17.5, 3], [-17.4, -2], [-18, -3], [90, 3]
  ])('When the difference is %d points, then the step is %d', (difference, step) => {
    expect(stepOf(difference)).toBe(step)
  })
})

describe('a share of favourable answers', () => {
  test('When it is shown, bounded or hidden, then it reads as a person would say it', () => {
    expect(favourableText({ kind: 'shown', percent: 68.5 })).toBe('69 %')
    expect(favourableText({ kind: 'bounded', atMost: 10 })).toBe('≤ 10 %')
    expect(favourableText({ kind: 'bounded-below', atLeast: 90 })).toBe('≥ 90 %')
    expect(favourableText({ kind: 'hidden' })).toBeNull()
  })
})

describe('a different cell', () => {
  test('When a group lies clearly away from the rest, then it is different', () => {
    expect(differs(shown(60, 3.0))).toBe(true)
    expect(differs(shown(60, 4.0))).toBe(true)
  })
  test('When the distance is significant but small, then it is not different', () => {
    expect(differs(shown(400, 3.58))).toBe(false)
  })
  test('When the distance is large but the group is small, then it is not different', () => {
    expect(differs(shown(5, 3.2))).toBe(false)
  })
  test('When many cells without a difference stand beside it, then a weak finding is taken back', () => {
    const weak = shown(60, 3.28)
    expect(differs(weak)).toBe(true)
    expect(differs(weak, ...Array.from({ length: 50 }, () => shown(60, 3.5)))).toBe(false)
  })
  test('When the group is the whole organisation, then nothing is compared', () => {
    expect(cellsOf([seen(whole)])).toMatchObject([{ difference: 0, step: 0, different: false }])
  })
  test('When a group has no spread, then its figures are shown and not compared', () => {
    const flat: ScoreValue = { kind: 'shown', n: 5, mean: 2, score: 25, interval: { kind: 'none', reason: 'no-spread' }, favourable: { kind: 'hidden' } }
    expect(cellsOf([seen(flat)])).toMatchObject([{ kind: 'shown', interval: null, difference: -37.5, different: false }])
  })
  test('When the interval is pooled, then the cell says so and stays on the scale', () => {
    const [cell] = cellsOf([seen({ ...shown(6, 4.9, 0.8, 'pooled') })])
    expect(cell).toMatchObject({ interval: { high: 100, pooled: true } })
  })
})

describe('a hidden cell', () => {
  const values = fc.array(fc.oneof(
    fc.constant<ScoreValue>({ kind: 'hidden' }),
    fc.record({ n: fc.integer({ min: 5, max: 400 }), mean: fc.double({ min: 1, max: 5, noNaN: true }) }).map(({ n, mean }) => shown(n, mean))
  ), { maxLength: 30 })

  test('When cells are hidden, then nothing but that is said of them', () => {
    fc.assert(fc.property(values, all => {
      for (const [at, cell] of cellsOf(all.map(seen)).entries()) {
        if (all[at]?.kind === 'hidden') expect(JSON.stringify(cell)).toBe('{"kind":"hidden"}')
        else expect(cell.kind).toBe('shown')
      }
    }))
  })
  test('When hidden cells are left out, then every other cell stays as it was', () => {
    fc.assert(fc.property(values, all => {
      const left = all.filter(value => value.kind === 'shown')
      expect(cellsOf(all.map(seen)).filter(cell => cell.kind === 'shown')).toEqual(cellsOf(left.map(seen)))
    }))
  })
  test('When the organisation itself is hidden, then so is everything that would be seen against it', () => {
    expect(cellsOf([{ ...seen(shown(60, 3)), whole: { kind: 'hidden' } }])).toEqual([{ kind: 'hidden' }])
  })
})
