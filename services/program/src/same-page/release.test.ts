import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupsOf, type Unit } from './groups.ts'
import { planOf, poolsOf, type Waiting } from './release.ts'

const organisation = fc.integer({ min: 1, max: 14 }).chain(size => fc.tuple(
  fc.tuple(...Array.from({ length: size }, (_, at) => fc.integer({ min: -1, max: at - 1 }))),
  fc.array(fc.record({ unit: fc.integer({ min: 0, max: size - 1 }), leads: fc.boolean(), said: fc.tuple(fc.boolean(), fc.constant(true), fc.boolean()) }), { maxLength: 90 })
))
const unitsFrom = (parents: readonly number[]): Unit[] => parents.map((parent, at) => ({ unitId: `u${at}`, parentId: parent === -1 ? null : `u${parent}`, name: `u${at}` }))

test('When anybody answers or will not say, then every pool holds nobody or at least five of each rating, at least ten where it tells a spread, and all are in one or none is', () => {
  fc.assert(fc.property(organisation, ([parents, people]) => {
    const waiting = new Map<string, Waiting & { raters: number[] }>()
    for (const { unit, leads, said } of people) {
      const [side, unitId] = [leads ? 'leader' as const : 'rest' as const, `u${unit}`]
      const here = waiting.get(side + unitId) ?? { side, unitId, people: 0, raters: [0, 0, 0] }
      waiting.set(side + unitId, { ...here, people: here.people + 1, raters: here.raters.map((count, place) => count + Number(said[place])) })
    }
    const all = [...waiting.values()]
    const plan = planOf(unitsFrom(parents), all, 3)
    const sizes = { pool: new Map<string, number[]>(), spread: new Map<string, number[]>() }
    const pools = poolsOf(plan, all)
    for (const [at, pooled] of pools.entries()) {
      const { people: count, raters } = all[at] as Waiting
      for (const kind of ['pool', 'spread'] as const) {
        const name = pooled[kind]
        if (name === null) continue
        const sums = sizes[kind].get(name) ?? [0, 0, 0, 0]
        sizes[kind].set(name, [count, ...raters].map((value, place) => value + (sums[place] ?? 0)))
      }
    }
    for (const sums of sizes.pool.values()) for (const size of sums) expect(size === 0 || size >= 5).toBe(true)
    for (const sums of sizes.spread.values()) for (const size of sums) expect(size === 0 || size >= 10).toBe(true)
    expect(new Set(pools.map(({ pool }) => pool === null)).size).toBeLessThanOrEqual(1)
    for (const id of plan.withSpread) expect(plan.shown.has(id)).toBe(true)
  }), { numRuns: 300 })
})

test('When units lie in a circle, or below one that is not there, then they stand at the top and each has its place', () => {
  const groups = groupsOf([{ unitId: 'a', parentId: 'b', name: 'a' }, { unitId: 'b', parentId: 'a', name: 'b' }, { unitId: 'c', parentId: 'gone', name: 'c' }])
  expect(groups.filter(({ side }) => side === 'rest').map(({ id, parent }) => [id, parent])).toEqual([['rest', 'all'], ['rest|c', 'rest'], ['rest|a', 'rest'], ['rest|b', 'rest|a']])
})
