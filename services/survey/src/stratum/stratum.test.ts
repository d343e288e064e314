import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '@weft/service-kit/checksum'
import { smallTree } from '@weft/testkit/audience'
import { recoarsen } from './stratum.ts'

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
