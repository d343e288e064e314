import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from './checksum.ts'
import { coarsen, type Entry, type Place } from './coarsening.ts'
import { poolTree, type PoolNode } from './pooling.ts'

const K = 5
const company: PoolNode[] = [{ id: 'top', parent: null }, { id: 'north', parent: 'top' }, { id: 'south', parent: 'top' }]
const at = (node: string, bands: Record<string, string>, count: number): Entry => ({ node, bands, count })

/** How many members each place holds afterwards. */
function held (nodes: readonly PoolNode[], order: readonly string[], entries: readonly Entry[], atLeast = K) {
  const where = coarsen(nodes, order, entries, atLeast)
  const totals = new Map<string, Place & { count: number }>()
  for (const entry of entries) {
    const place = where({ node: entry.node, bands: entry.bands })
    const label = canonical([place.node, place.bands])
    totals.set(label, { ...place, count: (totals.get(label)?.count ?? 0) + entry.count })
  }
  return totals
}

describe('coarsening by example', () => {
  test('When every combination is held by enough, then nothing changes', () => {
    const where = coarsen(company, ['rank'], [at('north', { rank: 'staff' }, 5), at('north', { rank: 'manager' }, 6)], K)
    expect(where({ node: 'north', bands: { rank: 'staff' } })).toEqual({ node: 'north', bands: { rank: 'staff' } })
    expect(where({ node: 'north', bands: { rank: 'manager' } })).toEqual({ node: 'north', bands: { rank: 'manager' } })
  })

  test('When a node holds too few, then its members belong to the pool above', () => {
    const where = coarsen(company, [], [at('north', {}, 4), at('south', {}, 9), at('top', {}, 1)], K)
    expect(where({ node: 'north', bands: {} }).node).toBe('top')
    expect(where({ node: 'south', bands: {} }).node).toBe('south')
  })

  test('When a combination is too small, then bands go in the order declared and equal ones join', () => {
    const where = coarsen(company, ['site', 'rank'], [
      at('north', { site: 'A', rank: 'staff' }, 3), at('north', { site: 'B', rank: 'staff' }, 2), at('north', { site: 'A', rank: 'manager' }, 7)
    ], K)
    expect(where({ node: 'north', bands: { site: 'A', rank: 'staff' } }).bands).toEqual({ rank: 'staff' })
    expect(where({ node: 'north', bands: { rank: 'staff', site: 'B' } }).bands).toEqual({ rank: 'staff' })
    expect(where({ node: 'north', bands: { site: 'A', rank: 'manager' } }).bands).toEqual({ site: 'A', rank: 'manager' })
  })

  test('When a rest stays too small without any band, then the smallest combination joins it', () => {
    const where = coarsen(company, ['rank'], [
      at('north', { rank: 'leader' }, 1), at('north', { rank: 'manager' }, 5), at('north', { rank: 'staff' }, 8)
    ], K)
    expect(where({ node: 'north', bands: { rank: 'leader' } }).bands).toEqual({})
    expect(where({ node: 'north', bands: { rank: 'manager' } }).bands).toEqual({})
    expect(where({ node: 'north', bands: { rank: 'staff' } }).bands).toEqual({ rank: 'staff' })
  })

  test('When two combinations are equally small, then the one whose text comes first joins the rest', () => {
    const where = coarsen(company, ['rank'], [
      at('north', { rank: 'leader' }, 1), at('north', { rank: 'staff' }, 5), at('north', { rank: 'manager' }, 5)
    ], K)
    expect(where({ node: 'north', bands: { rank: 'manager' } }).bands).toEqual({})
    expect(where({ node: 'north', bands: { rank: 'staff' } }).bands).toEqual({ rank: 'staff' })
  })

  test('When the whole tree holds too few, then one place without bands is all that is left', () => {
    expect([...held(company, ['rank'], [at('north', { rank: 'staff' }, 2), at('south', { rank: 'manager' }, 2)]).values()])
      .toEqual([{ node: 'top', bands: {}, count: 4 }])
  })

  test('When a band is not in the order, a place is unknown or a node too, then it is an error', () => {
    expect(() => coarsen(company, [], [at('north', { rank: 'staff' }, 9)], K)).toThrow('rank')
    expect(() => coarsen(company, [], [at('west', {}, 9)], K)).toThrow('west')
    expect(() => coarsen(company, [], [at('north', {}, 9)], K)({ node: 'south', bands: {} })).toThrow('south')
  })
})

const order = ['site', 'age', 'rank']
const someBands = fc.record({ site: fc.constantFrom('A', 'B'), age: fc.constantFrom('young', 'old'), rank: fc.constantFrom('x', 'y', 'z') }, { requiredKeys: [] })
  .map((bands): Record<string, string> => ({ ...bands }))
const trees = fc.array(fc.nat(), { maxLength: 12 }).map(picks => picks.reduce<PoolNode[]>((nodes, pick, i) =>
  [...nodes, { id: `n${i + 1}`, parent: (nodes[pick % nodes.length] as PoolNode).id }], [{ id: 'n0', parent: null }]))
const worlds = trees.chain(nodes => fc.record({
  nodes: fc.constant(nodes),
  atLeast: fc.integer({ min: 1, max: 8 }),
  entries: fc.array(fc.record({ node: fc.constantFrom(...nodes.map(node => node.id)), bands: someBands, count: fc.integer({ min: 0, max: 9 }) }), { maxLength: 30 })
}))

describe('coarsening, whatever the organisation', () => {
  test('When anything is coarsened, then every place left holds enough, unless the whole tree does not', () => {
    fc.assert(fc.property(worlds, ({ nodes, entries, atLeast }) => {
      const total = entries.reduce((sum, entry) => sum + entry.count, 0)
      const places = [...held(nodes, order, entries, atLeast).values()].filter(place => place.count > 0)
      if (total < atLeast) expect(places).toEqual(total === 0 ? [] : [{ node: 'n0', bands: {}, count: total }])
      else for (const place of places) expect(place.count).toBeGreaterThanOrEqual(atLeast)
      expect(places.reduce((sum, place) => sum + place.count, 0)).toBe(total)
    }))
  })

  test('When anything is coarsened, then a place only loses: its node is the pool\'s, its bands are some of the old ones', () => {
    fc.assert(fc.property(worlds, ({ nodes, entries, atLeast }) => {
      const where = coarsen(nodes, order, entries, atLeast)
      const counts = new Map<string, number>()
      for (const { node, count } of entries) counts.set(node, (counts.get(node) ?? 0) + count)
      const { poolOf } = poolTree(nodes, counts, atLeast)
      for (const entry of entries) {
        const place = where(entry)
        expect(place.node).toBe(poolOf.get(entry.node))
        expect(entry.bands).toMatchObject(place.bands)
      }
    }))
  })

  test('When nodes, entries and band names come in another order, then the result is the same', () => {
    const shuffled = worlds.chain(world => fc.record({
      world: fc.constant(world),
      nodes: fc.shuffledSubarray(world.nodes, { minLength: world.nodes.length }),
      entries: fc.shuffledSubarray(world.entries, { minLength: world.entries.length })
    }))
    fc.assert(fc.property(shuffled, ({ world, nodes, entries }) => {
      const [one, other] = [coarsen(world.nodes, order, world.entries, world.atLeast), coarsen(nodes, order, entries, world.atLeast)]
      for (const { node, bands } of entries) {
        const reversed = Object.fromEntries(Object.entries(bands).reverse())
        expect(other({ node, bands: reversed })).toEqual(one({ node, bands }))
      }
    }))
  })

  test('When the result is coarsened again, then nothing changes', () => {
    fc.assert(fc.property(worlds, ({ nodes, entries, atLeast }) => {
      const once = [...held(nodes, order, entries, atLeast).values()].filter(place => place.count > 0)
      const again = coarsen(nodes, order, once, atLeast)
      for (const { node, bands } of once) expect(again({ node, bands })).toEqual({ node, bands })
    }))
  })
})
