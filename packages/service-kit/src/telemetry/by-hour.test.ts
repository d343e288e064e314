import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countByHour, highestByHour } from './by-hour.ts'

const HOUR = 3_600_000

test('When an hour is not over, then nothing of it is told; afterwards its sum is, whenever the single ones came', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: HOUR - 1 }), { minLength: 1, maxLength: 30 }), times => {
    const counts = countByHour()
    for (const at of times.toSorted((a, b) => a - b)) {
      counts.add('x', at)
      expect([...counts.told(at)]).toEqual([])
    }
    expect([...counts.told(HOUR - 1)]).toEqual([])
    expect([...counts.told(HOUR)]).toEqual([['x', times.length]])
    counts.add('x', HOUR + 5)
    expect([...counts.told(2 * HOUR - 1)]).toEqual([['x', times.length]])
    expect([...counts.told(2 * HOUR)]).toEqual([['x', times.length + 1]])
  }))
})

test('When a value is high, then it is told once its hour is over', () => {
  const highest = highestByHour()
  expect([[5, 0], [9, 10], [1, HOUR - 1], [2, HOUR], [0, HOUR + 1], [0, 2 * HOUR]].map(([value = 0, now = 0]) => highest(value, now))).toEqual([0, 0, 0, 9, 9, 2])
})
