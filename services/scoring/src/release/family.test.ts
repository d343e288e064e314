import { describe, expect, test } from 'vitest'
import { treeOf } from '../tree/tree.ts'
import { familyOf, indexFamilyOf } from './family.ts'

const tree = treeOf(['all', 'x', 'y', 'z'].map(unitId => ({ unitId, parentId: unitId === 'all' ? null : 'all' })))
const counts = (x: number, y: number, z: number, all = 0) => new Map(Object.entries({ all, x, y, z }))
const sorted = (family: ReadonlySet<string>) => [...family].sort()

describe('which units may be shown', () => {
  test('When sheets suffice and one factor does not, then that unit goes, and another with it that would give it away', () => {
    expect(sorted(familyOf(tree, [counts(9, 9, 9), counts(4, 6, 9)], 5))).toEqual(['all', 'z'])
  })

  test('When each of two factors takes a unit away, then people already pooled count for the second', () => {
    // x fails the first and takes y with it; in the second only z is short, and all without z are enough.
    expect(sorted(familyOf(tree, [counts(4, 6, 9), counts(5, 5, 4)], 5))).toEqual(['all'])
  })

  test('When started from some units, then no other is added', () => {
    expect(sorted(familyOf(tree, [counts(9, 9, 9)], 5, new Set(['all', 'y'])))).toEqual(['all', 'y'])
  })
})

describe('where the index may be shown', () => {
  const shown = new Set(['all', 'x', 'y', 'z'])
  const index = (complete: Map<string, number>, incomplete: Map<string, number>) => sorted(indexFamilyOf(tree, shown, complete, incomplete, 5))

  test('When everybody has one, then everywhere', () => {
    expect(index(counts(9, 9, 9), counts(0, 0, 0))).toEqual(['all', 'x', 'y', 'z'])
  })

  test('When few have none, then neither in their unit nor above', () => {
    expect(index(counts(9, 9, 9), counts(1, 0, 0))).toEqual(['y', 'z'])
  })

  test('When those without are enough in a unit, or together above, then there it is shown', () => {
    expect(index(counts(9, 9, 9), counts(5, 0, 0))).toEqual(['all', 'x', 'y', 'z'])
    expect(index(counts(9, 9, 9), counts(2, 3, 0))).toEqual(['all', 'z'])
  })

  test('When few have one among many without, then they are hidden as well', () => {
    expect(index(counts(2, 9, 9), counts(9, 0, 0))).toEqual(['y', 'z'])
  })

  test('When nobody in a unit has one, then it shows none and hides nobody else', () => {
    expect(index(counts(0, 9, 9), counts(9, 0, 0))).toEqual(['all', 'y', 'z'])
  })
})
