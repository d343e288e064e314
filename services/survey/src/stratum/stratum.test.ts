import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '@weft/service-kit/checksum'
import { smallTree } from '@weft/testkit/audience'
import { mergedUnits, recoarsen } from './stratum.ts'

const strata = fc.uniqueArray(fc.record({
  unitId: fc.constantFrom('top', 'north', 'south'),
  bands: fc.record({ rank: fc.constantFrom('staff', 'manager'), site: fc.constantFrom('A', 'B') }, { requiredKeys: [] }).map((bands): Record<string, string> => ({ ...bands }))
}), { selector: canonical })

test('When sheets are coarsened a second time, then each stratum has one to go to, held by at least k sheets unless the wave has fewer', () => {
  fc.assert(fc.property(strata.chain(all => fc.tuple(fc.constant(all), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: all.length, maxLength: all.length }))), ([all, counts]) => {
    const given = all.map((stratum, i) => ({ stratum, count: counts[i] as number }))
    const moved = recoarsen(smallTree, ['rank', 'site'], given, 5)
    expect(moved.map(({ from }) => from)).toEqual(all)
    const held = new Map<string, number>()
    moved.forEach(({ to }, i) => held.set(canonical(to), (held.get(canonical(to)) ?? 0) + (counts[i] as number)))
    const total = counts.reduce((sum, count) => sum + count, 0)
    if (total >= 5) for (const count of held.values()) expect(count).toBeGreaterThanOrEqual(5)
    else expect(held.size).toBeLessThanOrEqual(1)
  }))
})

test('When nobody answered, then there is nothing to move', () => {
  expect(recoarsen(smallTree, ['rank'], [], 5)).toEqual([])
})

test('When a unit is added to the one above it and a unit below it stays, then it is named as no longer whole', () => {
  const tree = [['all', null], ['mid', 'all'], ['low', 'mid'], ['side', 'all']].map(([unitId, parentId]) => ({ unitId: unitId as string, parentId: parentId ?? null, name: 'x' }))
  const counted = (counts: Record<string, number>) => Object.entries(counts).map(([unitId, count]) => ({ stratum: { unitId, bands: {} }, count }))
  expect(mergedUnits(tree, counted({ all: 2, mid: 6, low: 7, side: 30 }), 5)).toEqual(['mid'])
  expect(mergedUnits(tree, counted({ all: 6, mid: 6, low: 7, side: 30 }), 5)).toEqual([])
  expect(mergedUnits(tree, [], 5)).toEqual([])
})
