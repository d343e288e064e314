import { describe, expect, test } from 'vitest'
import { percentile, printed, reaches } from './figure.ts'

describe('figures of the bench', () => {
  test('When a share of values is asked for, then nearest rank gives one of them', () => {
    const values = [30, 10, 20, 40, 50, 60, 70, 80, 90, 100]
    expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99), percentile([7], 0.5)]).toEqual([50, 100, 100, 7])
    expect(percentile([], 0.5)).toBeNaN()
  })

  test('When a figure is at its target, then "at least" and "at most" hold and "below" does not; no number holds nothing', () => {
    const figure = { what: 'x', value: 5, unit: 's' }
    expect([{ atLeast: 5 }, { atMost: 5 }, { below: 5 }].map(target => reaches({ ...figure, target }))).toEqual([true, true, false])
    expect(reaches({ ...figure, value: Number.NaN, target: { below: 5 } })).toBe(false)
    expect(reaches(figure)).toBeUndefined()
  })

  test('When a target is missed, then the line says so', () => {
    const text = printed('Row', { figures: [{ what: 'surveys', value: 419, unit: '/s', target: { atLeast: 900 } }], beside: [{ what: 'empty route', value: 2_000, unit: '/s' }], ratio: { what: 'surveys over empty', value: 0.2095 } })
    expect(text).toContain('MISSED')
    expect(text.split('\n')).toHaveLength(4)
  })
})
