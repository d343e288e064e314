import { expect, test } from 'vitest'
import { movementOf } from './movement.ts'

test('When a mean moved, then its interval is Welch’s', () => {
  // scipy 1: d = .3, s = .0225 + .04; df = s**2 / (.0225**2 / 11 + .04**2 / 8); .3 -+ stats.t.ppf(.975, int(df)) * s**.5
  expect(movementOf({ n: 12, mean: 3.1, standardError: 0.15 }, { n: 9, mean: 3.4, standardError: 0.2 })).toEqual({ change: 0.3, low: -0.2329, high: 0.8329 })
})

test('When a release gives no interval, then the movement has none', () => {
  expect(movementOf({ n: 12, mean: 3.1, standardError: null }, { n: 9, mean: 3, standardError: 0.2 })).toEqual({ change: -0.1, low: null, high: null })
  expect(movementOf({ n: 12, mean: 3.1, standardError: 0 }, { n: 9, mean: 3.1, standardError: 0 })).toEqual({ change: 0, low: null, high: null })
})
