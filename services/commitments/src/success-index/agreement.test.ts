import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gapOf, weightedKappa, type Pair } from './agreement.ts'

const times = (n: number, ...pair: Pair): Pair[] => Array.from({ length: n }, () => pair)

const { tables } = JSON.parse(readFileSync(new URL('../../../../tests/data/expected/kappa.r.json', import.meta.url), 'utf8')) as { tables: { name: string, counts: number[][], kappa: number }[] }

test.each(tables)('When people and bosses are compared ($name), then kappa is that of R', ({ counts, kappa }) => {
  const pairs = counts.flatMap((row, self) => row.flatMap((n, boss) => times(n, 25 * self, 25 * boss)))
  expect(weightedKappa(pairs)).toBe(Math.round(kappa * 10_000) / 10_000)
})

test('When people and bosses are compared, then kappa is that of scikit-learn', () => {
  // sklearn/metrics/tests/test_classification.py, test_cohen_kappa: 46, 44, 10 beside 50, 40, 10 gives 0.9541.
  expect(weightedKappa([...times(46, 0, 0), ...times(4, 25, 0), ...times(40, 25, 25), ...times(10, 50, 50)])).toBe(0.9541)
})

test('When both say the same it is 1, when they say the opposite −1, and when all say one thing there is none', () => {
  expect(weightedKappa([...times(3, 0, 0), ...times(3, 100, 100)])).toBe(1)
  expect(weightedKappa([...times(3, 0, 100), ...times(3, 100, 0)])).toBe(-1)
  expect(weightedKappa([...times(5, 50, 50)])).toBeNull()
  expect(weightedKappa([])).toBeNull()
})

test('When one person sees more than the boss, then the gap has a sign and a size', () => {
  expect(gapOf(500_000, 700_000)).toEqual({ signed: -200_000, absolute: 200_000 })
  expect(gapOf(null, 700_000)).toBeNull()
})
