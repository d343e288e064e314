import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ratesOf, type CountedUnit, type RateBand } from './rate.ts'

const K = 5
/** A tree of up to 7 units with up to 30 direct people each; a second draw of counts on the same tree. */
const tree = fc.array(fc.record({ parent: fc.nat(6), invited: fc.oneof(fc.nat(4), fc.nat(30)), share: fc.double({ min: 0, max: 1, noNaN: true }), more: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 7 })
type Drawn = typeof tree extends fc.Arbitrary<infer T> ? T : never

const unitsOf = (drawn: Drawn, day: 1 | 2 = 1): CountedUnit[] => drawn.map(({ parent, invited, share, more }, i) => {
  const first = Math.round(invited * share)
  return { unitId: `u${i}`, parentId: i === 0 ? null : `u${parent % i}`, invited, redeemed: day === 1 ? first : first + Math.round((invited - first) * more) }
})
const below = (units: readonly CountedUnit[], id: string): CountedUnit[] => units.filter(unit => {
  for (let at: CountedUnit | undefined = unit; at; at = units.find(other => other.unitId === at?.parentId)) if (at.unitId === id) return true
  return false
})
const sum = (units: readonly CountedUnit[], of: 'invited' | 'redeemed') => units.reduce((total, unit) => total + unit[of], 0)
const width = ({ atLeast, atMost }: RateBand) => atMost - atLeast

describe('response rates', () => {
  test('Whatever the tree, every unit with 2k invited has a band that is at least k wide, holds the true count and stays between none and all', () => {
    fc.assert(fc.property(tree, fc.integer({ min: 5, max: 9 }), (drawn, k) => {
      const units = unitsOf(drawn)
      const bands = new Map(ratesOf(units, k).map(band => [band.unitId, band]))
      for (const { unitId } of units) {
        const [invited, redeemed] = [sum(below(units, unitId), 'invited'), sum(below(units, unitId), 'redeemed')]
        const band = bands.get(unitId)
        expect(band !== undefined).toBe(invited >= 2 * k)
        if (band === undefined) continue
        expect(band.invited).toBe(invited)
        expect(width(band)).toBeGreaterThanOrEqual(k)
        expect(band.atLeast).toBeGreaterThanOrEqual(0)
        expect(band.atLeast).toBeLessThanOrEqual(redeemed)
        expect(band.atMost).toBeGreaterThanOrEqual(redeemed)
        expect(band.atMost).toBeLessThanOrEqual(invited)
      }
    }), { numRuns: 1_000 })
  })

  test('Whatever the tree, all bands of a day together leave every count all of its band: parents less children tell nothing more', () => {
    fc.assert(fc.property(tree, drawn => {
      const units = unitsOf(drawn)
      const bands = ratesOf(units, K)
      const [possible = { own: new Map<string, Range>(), totals: new Map<string, Range>() }] = narrowed([units], [bands])
      for (const { unitId, atLeast, atMost } of bands) expect(possible.totals.get(unitId)).toEqual([atLeast, atMost])
      for (const { unitId, invited } of units) {
        const [low = 0, high = 0] = possible.own.get(unitId) ?? []
        expect(high - low).toBeGreaterThanOrEqual(Math.min(invited, K))
      }
    }), { numRuns: 2_000 })
  })

  test('Whatever is sent from day to day, all bands of all days together still leave every count k people wide', () => {
    fc.assert(fc.property(tree, drawn => {
      const days = [unitsOf(drawn, 1), unitsOf(drawn, 2)]
      const bands = days.map(units => ratesOf(units, K))
      const possible = narrowed(days, bands)
      for (const [day, { totals }] of possible.entries()) {
        for (const { unitId } of bands[day] ?? []) {
          const [low = 0, high = 0] = totals.get(unitId) ?? []
          expect(high - low).toBeGreaterThanOrEqual(K)
        }
      }
    }), { numRuns: 2_000 })
  })

  test('When everybody or nobody has sent, then the band does not say so', () => {
    const team = (redeemed: number) => ratesOf([{ unitId: 'u', parentId: null, invited: 40, redeemed }], 5)
    expect(team(40)).toEqual([{ unitId: 'u', invited: 40, atLeast: 30, atMost: 40 }])
    expect(team(0)).toEqual([{ unitId: 'u', invited: 40, atLeast: 0, atMost: 5 }])
    expect(team(17)).toEqual([{ unitId: 'u', invited: 40, atLeast: 12, atMost: 17 }])
  })

  test('When a unit has 2k − 1 invited, then it has no band; with 2k it has', () => {
    expect(ratesOf([{ unitId: 'u', parentId: null, invited: 9, redeemed: 3 }], 5)).toEqual([])
    expect(ratesOf([{ unitId: 'u', parentId: null, invited: 10, redeemed: 3 }], 5)).toEqual([{ unitId: 'u', invited: 10, atLeast: 0, atMost: 10 }])
  })

  test('When a large organisation answers, then the whole is told to a few people', () => {
    const teams = Array.from({ length: 500 }, (_, i) => ({ unitId: `t${i}`, parentId: 'all', invited: 12, redeemed: i % 13 }))
    const whole = ratesOf([{ unitId: 'all', parentId: null, invited: 1, redeemed: 1 }, ...teams], 5).find(band => band.unitId === 'all')
    expect(whole && width(whole)).toBe(5)
  })
})

type Range = [number, number]
type Possible = { own: Map<string, Range>, totals: Map<string, Range> }
const rangeOf = (map: Map<string, Range>, id: string): Range => map.get(id) ?? [0, 0]

/**
 * What an attacker who reads every band of every day can still hold possible: bounds carried up and down the tree, and from day to day
 * (nobody takes answers back), until nothing moves. On one day, a tree of sums, this is exact. Written without a line of the code it tests.
 */
function narrowed (days: readonly (readonly CountedUnit[])[], bands: readonly (readonly RateBand[])[]): Possible[] {
  const possible = days.map((units, day): Possible => ({
    own: new Map(units.map(({ unitId, invited }): [string, Range] => [unitId, [0, invited]])),
    totals: new Map([
      ...units.map(({ unitId }): [string, Range] => [unitId, [0, sum(below(units, unitId), 'invited')]]),
      ...(bands[day] ?? []).map(({ unitId, atLeast, atMost }): [string, Range] => [unitId, [atLeast, atMost]])
    ])
  }))
  let moved = true
  const tighten = (range: Range, low: number, high: number) => {
    if (low > range[0]) { range[0] = low; moved = true }
    if (high < range[1]) { range[1] = high; moved = true }
  }
  while (moved) {
    moved = false
    for (const [day, units] of days.entries()) {
      const { own, totals } = possible[day] as Possible
      for (const { unitId } of units) {
        const total = rangeOf(totals, unitId)
        const parts = [rangeOf(own, unitId), ...units.filter(unit => unit.parentId === unitId).map(unit => rangeOf(totals, unit.unitId))]
        const [low, high] = [parts.reduce((s, part) => s + part[0], 0), parts.reduce((s, part) => s + part[1], 0)]
        tighten(total, low, high)
        for (const part of parts) tighten(part, total[0] - (high - part[1]), total[1] - (low - part[0]))
        const next = possible[day + 1]
        if (next === undefined) continue
        for (const [now, then] of [[own, next.own], [totals, next.totals]] as const) {
          tighten(rangeOf(then, unitId), rangeOf(now, unitId)[0], Infinity)
          tighten(rangeOf(now, unitId), -Infinity, rangeOf(then, unitId)[1])
        }
      }
    }
  }
  return possible
}
