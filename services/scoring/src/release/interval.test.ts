import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdersIn, treeOf } from '../tree/tree.ts'
import { familyOf } from './family.ts'
import type { Figure, Sums } from './figure.ts'
import { intervalOf, ownVariance, pooledVariance } from './interval.ts'

const sumsOf = (xs: readonly number[]): Sums => ({
  n: xs.length, sum: BigInt(xs.reduce((a, b) => a + b, 0)), squares: BigInt(xs.reduce((a, b) => a + b * b, 0)), favourable: 0, valid: 0
})

/** Random trees with answers at every unit. */
const worlds = fc.record({
  parents: fc.array(fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { freq: 8 }), { maxLength: 8 }),
  answers: fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 9 }), { minLength: 9, maxLength: 9 })
}).map(({ parents, answers }) => {
  const units = [{ unitId: 'u0', parentId: null }, ...parents.map((parent, i) => ({ unitId: `u${i + 1}`, parentId: parent === null ? null : `u${Math.floor(parent * (i + 1))}` }))]
  const tree = treeOf(units)
  const own = new Map(units.map(({ unitId }, i) => [unitId, answers[i] as number[]]))
  const below = (unit: string): number[] => [...own.get(unit) as number[], ...units.filter(({ parentId }) => parentId === unit).flatMap(({ unitId }) => below(unitId))]
  const figure: Figure = {
    factorId: 'A', min: 1, max: 5, denominator: 1n, hasShare: false,
    own: new Map([...own].map(([unit, xs]) => [unit, sumsOf(xs)])), group: new Map(units.map(({ unitId }) => [unitId, sumsOf(below(unitId))]))
  }
  const counts = new Map([...own].map(([unit, xs]) => [unit, xs.length]))
  const shown = familyOf(tree, [counts], 5)
  return { tree, figure, shown, withSpread: familyOf(tree, [counts], 10, shown) }
})

describe('the pooled spread', () => {
  test('When it is given, then it follows from spreads of own and means that are shown anyway', () => {
    fc.assert(fc.property(worlds, ({ tree, figure, shown, withSpread }) => {
      const pooled = pooledVariance(tree, figure, shown, withSpread)
      const tops = [...withSpread].filter(unit => holdersIn(tree, withSpread).get(tree.parentOf.get(unit) ?? '') === undefined)
      if (pooled === null) {
        expect(tops).toEqual([])
        return
      }
      // A reader's way: Σx² of the largest groups with a spread of their own, less (Σx)²/n of each residual of the means inside them.
      const group = (unit: string) => figure.group.get(unit) as Sums
      const squares = tops.reduce((sum, unit) => { const { n, sum: total } = group(unit); return sum + ownVariance(group(unit), 1n).value * (n - 1) + Number(total) ** 2 / n }, 0)
      const inside = [...shown].filter(unit => holdersIn(tree, withSpread).has(unit))
      const residuals = inside.map(unit => {
        const nearest = [...shown].filter(other => other !== unit && holdersIn(tree, shown).get(tree.parentOf.get(other) ?? '') === unit).map(group)
        return { n: group(unit).n - nearest.reduce((sum, one) => sum + one.n, 0), sum: Number(group(unit).sum) - nearest.reduce((sum, one) => sum + Number(one.sum), 0) }
      }).filter(({ n }) => n > 0)
      const people = tops.reduce((sum, unit) => sum + group(unit).n, 0)
      expect(pooled.degreesOfFreedom).toBe(people - residuals.length)
      expect(pooled.value * pooled.degreesOfFreedom).toBeCloseTo(squares - residuals.reduce((sum, { n, sum: total }) => sum + total ** 2 / n, 0), 8)
    }), { numRuns: 300 })
  })
})

describe('an interval', () => {
  const quantile = () => 2

  test('When there is a variance, then it is mean ± t·s/√n with four decimals', () => {
    expect(intervalOf(sumsOf([1, 2, 3, 4]), 2n, { value: 1 / 9, degreesOfFreedom: 7 }, 'pooled', quantile))
      .toEqual({ kind: 'shown', low: 0.9167, high: 1.5833, standardError: 0.1667, degreesOfFreedom: 7, spread: 'pooled' })
  })

  test('When there is none or it is zero, then there is no interval, and a reason', () => {
    expect(intervalOf(sumsOf([1]), 1n, null, 'pooled', quantile)).toEqual({ kind: 'none', reason: 'too-few-for-a-spread' })
    expect(intervalOf(sumsOf([1]), 1n, { value: 0, degreesOfFreedom: 3 }, 'own', quantile)).toEqual({ kind: 'none', reason: 'no-spread' })
  })
})
