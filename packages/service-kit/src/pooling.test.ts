import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergedIn, poolTree, type PoolNode, type Pooling } from './pooling.ts'

type Tree = { nodes: PoolNode[], counts: Map<string, number> }

const tree = (rows: Record<string, [parent: string | null, count: number]>): Tree => ({
  nodes: Object.entries(rows).map(([id, [parent]]) => ({ id, parent })),
  counts: new Map(Object.entries(rows).map(([id, [, count]]) => [id, count]))
})
const pool = ({ nodes, counts }: Tree, atLeast: number) => poolTree(nodes, counts, atLeast)
const standing = (rows: Parameters<typeof tree>[0], atLeast = 5) => [...pool(tree(rows), atLeast).standing].sort()

/** Chains (parent is the one before), one-child units, empty heads, several roots, counts around k. */
const trees = (k: number, most: number, mostCount = k + 1): fc.Arbitrary<Tree> => fc.array(fc.record({
  parent: fc.oneof({ weight: 3, arbitrary: fc.double({ min: 0, max: 0.999, noNaN: true }) }, { weight: 2, arbitrary: fc.constant(0.9999) }, { weight: 1, arbitrary: fc.constant(null) }),
  count: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constantFrom(1, k - 1, k, Math.min(k + 1, mostCount)) }, { weight: 1, arbitrary: fc.nat(mostCount) })
}), { minLength: 1, maxLength: most }).map(rows => ({
  nodes: rows.map(({ parent }, i) => ({ id: `u${i}`, parent: i === 0 || parent === null ? null : `u${Math.floor(parent * i)}` })),
  counts: new Map(rows.map(({ count }, i) => [`u${i}`, count]))
}))

const ancestors = (nodes: readonly PoolNode[], id: string): string[] => {
  const parents = new Map(nodes.map(node => [node.id, node.parent]))
  const path = [id]
  for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) path.push(at)
  return path
}

/** Residual atoms, worked out from the definition and not from the pooling: nearest standing node above each node's own people. */
const atoms = ({ nodes, counts }: Tree, { standing }: Pooling) => {
  const found = new Map<string, number>([...standing].map(id => [id, 0]))
  for (const { id } of nodes) {
    const holder = ancestors(nodes, id).find(above => standing.has(above))
    if (holder !== undefined) found.set(holder, (found.get(holder) as number) + (counts.get(id) as number))
  }
  return found
}

describe('the residual rule by examples', () => {
  test('When every unit is large enough, then every unit stands', () => {
    expect(standing({ all: [null, 5], a: ['all', 5], b: ['all', 9] })).toEqual(['a', 'all', 'b'])
  })

  test('When one of three siblings is too small, then its people go up and the smallest other gives up', () => {
    expect(standing({ all: [null, 0], a: ['all', 3], b: ['all', 6], c: ['all', 7] })).toEqual(['all', 'c'])
  })

  test('When two small siblings together are enough, then nobody else gives up', () => {
    expect(standing({ all: [null, 0], a: ['all', 2], b: ['all', 3], c: ['all', 7] })).toEqual(['all', 'c'])
  })

  test('When a head alone sits above a team, then the team is given up, for the head could be told by difference', () => {
    const result = pool(tree({ all: [null, 0], head: ['all', 1], team: ['head', 6], other: ['all', 9] }), 5)
    expect([...result.standing].sort()).toEqual(['all', 'head', 'other'])
    expect(result.poolOf.get('team')).toBe('head')
    expect(result.sizeOf.get('head')).toBe(7)
  })

  test('When groups are the same size, then the one with the smaller id gives up', () => {
    expect(standing({ all: [null, 1], b: ['all', 6], a: ['all', 6] })).toEqual(['all', 'b'])
  })

  test('When the smallest group has nobody of its own, then what stands below it moves up and the next smallest is taken', () => {
    expect(standing({ all: [null, 1], m: ['all', 0], x: ['m', 5], y: ['m', 6], z: ['all', 20] })).toEqual(['all', 'y', 'z'])
  })

  test('When smallest means the whole group and not its pool, then the larger group keeps standing', () => {
    expect(standing({ all: [null, 1], big: ['all', 5], below: ['big', 9], mid: ['all', 8] })).toEqual(['all', 'below', 'big'])
  })

  test('When a head is empty, then it stands with what is below it', () => {
    expect(standing({ all: [null, 0], mid: ['all', 0], team: ['mid', 5] })).toEqual(['all', 'mid', 'team'])
  })

  test('When a whole subtree is empty, then it does not stand', () => {
    expect(standing({ all: [null, 5], mid: ['all', 0], team: ['mid', 0] })).toEqual(['all'])
    expect(standing({ all: [null, 0] })).toEqual([])
  })

  test('When all people together are too few, then nothing stands and they are at the root', () => {
    const result = pool(tree({ all: [null, 1], a: ['all', 3] }), 5)
    expect(result.standing.size).toBe(0)
    expect(result.poolOf.get('a')).toBe('all')
    expect(result.sizeOf).toEqual(new Map([['all', 4]]))
  })

  test('When there are several roots, then each is judged alone', () => {
    expect(standing({ a: [null, 4], b: [null, 5] })).toEqual(['b'])
  })

  test.each([
    [[{ id: 'a', parent: null }, { id: 'a', parent: null }], new Map(), 'comes twice'],
    [[{ id: 'a', parent: 'b' }], new Map(), 'is no node'],
    [[{ id: 'a', parent: 'b' }, { id: 'b', parent: 'a' }], new Map(), 'own ancestors'],
    [[{ id: 'a', parent: null }], new Map([['b', 1]]), 'is no node'],
    [[{ id: 'a', parent: null }], new Map([['a', 1.5]]), 'whole number']
  ])('When the input is no forest with counts (case %#), then it throws', (nodes, counts, why) => {
    expect(() => poolTree(nodes, counts, 5)).toThrow(why)
  })
})

describe('the residual rule in general', () => {
  const cases = fc.integer({ min: 2, max: 6 }).chain(k => fc.record({ k: fc.constant(k), tree: trees(k, 25) }))

  test('When any forest is pooled, then every residual is empty or large enough', () => {
    fc.assert(fc.property(cases, ({ k, tree }) => {
      for (const size of atoms(tree, pool(tree, k)).values()) expect(size === 0 || size >= k).toBe(true)
    }), { numRuns: 500 })
  })

  test('When any forest is pooled, then nobody is lost and each ends where the definition says', () => {
    fc.assert(fc.property(cases, ({ k, tree }) => {
      const result = pool(tree, k)
      const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0)
      expect(sum(result.sizeOf.values())).toBe(sum(tree.counts.values()))
      expect(new Map([...result.sizeOf].filter(([id]) => result.standing.has(id)))).toEqual(atoms(tree, result))
      for (const { id } of tree.nodes) {
        const path = ancestors(tree.nodes, id)
        expect(result.poolOf.get(id)).toBe(path.find(above => result.standing.has(above)) ?? path.at(-1))
      }
    }), { numRuns: 500 })
  })

  test('When a root has enough people, then it stands; when nothing below it is small, then everything non-empty stands', () => {
    fc.assert(fc.property(cases, ({ k, tree }) => {
      const result = pool(tree, k)
      for (const root of tree.nodes.filter(node => node.parent === null)) {
        const total = tree.nodes.filter(({ id }) => ancestors(tree.nodes, id).includes(root.id)).reduce((sum, { id }) => sum + (tree.counts.get(id) as number), 0)
        expect(result.standing.has(root.id)).toBe(total >= k)
      }
      const own = [...tree.counts.values()]
      if (own.every(count => count >= k)) expect(result.standing.size).toBe(own.length)
    }), { numRuns: 500 })
  })

  test('When the nodes come in another order, then the pooling is the same', () => {
    const shuffled = cases.chain(({ k, tree }) => fc.tuple(fc.constant(k), fc.constant(tree), fc.shuffledSubarray(tree.nodes, { minLength: tree.nodes.length })))
    fc.assert(fc.property(shuffled, ([k, { nodes, counts }, others]) => {
      const [one, other] = [poolTree(nodes, counts, k), poolTree(others, counts, k)]
      expect(other.standing).toEqual(one.standing)
      expect(other.poolOf).toEqual(one.poolOf)
      expect(other.sizeOf).toEqual(one.sizeOf)
    }))
  })

  test('When pooled again with everybody where they ended, then nobody moves again', () => {
    fc.assert(fc.property(cases, ({ k, tree }) => {
      const { sizeOf } = pool(tree, k)
      const again = poolTree(tree.nodes, sizeOf, k)
      for (const [id, size] of sizeOf) if (size > 0) expect([again.poolOf.get(id), again.sizeOf.get(id)]).toEqual([id, size])
    }), { numRuns: 500 })
  })

  test('When everybody is where they ended, then only merged nodes come to stand again, and without their own people', () => {
    fc.assert(fc.property(cases, ({ k, tree }) => {
      const first = pool(tree, k)
      const merged = mergedIn(tree.nodes, first)
      for (const id of poolTree(tree.nodes, first.sizeOf, k).standing) expect(first.standing.has(id) || merged.has(id)).toBe(true)
      for (const id of merged) expect(first.poolOf.get(id)).not.toBe(id)
    }), { numRuns: 500 })
    const chain = tree({ all: [null, 1], mid: ['all', 6], team: ['mid', 7] })
    expect([...mergedIn(chain.nodes, pool(chain, 5))]).toEqual(['mid'])
  })

  test('When up to 12 people are pooled, then no linear combination of group sums touches fewer than k of them and nobody else', () => {
    const few = fc.integer({ min: 2, max: 5 }).chain(k => fc.record({ k: fc.constant(k), tree: trees(k, 8, 6) }))
      .filter(({ tree }) => [...tree.counts.values()].reduce((a, b) => a + b, 0) <= 12)
    fc.assert(fc.property(few, ({ k, tree }) => {
      const homes = tree.nodes.flatMap(({ id }) => Array<string>(tree.counts.get(id) as number).fill(id))
      const rows = [...pool(tree, k).standing].map(group => homes.map(home => ancestors(tree.nodes, home).includes(group) ? 1 : 0))
      const full = rank(rows)
      for (const few of subsets(homes.length, k - 1)) {
        // Combinations that vanish outside `few`: full rank less the rank of the columns outside.
        expect(full - rank(rows.map(row => row.filter((_, person) => !few.has(person))))).toBe(0)
      }
    }), { numRuns: 60 })
  })

  test('When a tree of 14,000 nodes is one chain or one star, then it is pooled too', () => {
    const ids = Array.from({ length: 14_000 }, (_, i) => `u${i}`)
    const counts = new Map(ids.map((id, i) => [id, i % 7]))
    const chain = poolTree(ids.map((id, i) => ({ id, parent: i === 0 ? null : ids[i - 1] as string })), counts, 5)
    const star = poolTree(ids.map((id, i) => ({ id, parent: i === 0 ? null : 'u0' })), counts, 5)
    expect(Math.min(...[...chain.sizeOf.values()].filter(size => size > 0))).toBeGreaterThanOrEqual(5)
    expect(star.standing.size).toBe(1 + ids.filter((_, i) => i % 7 >= 5).length)
  })
})

function * subsets (people: number, most: number): Generator<Set<number>> {
  for (let mask = 1; mask < 1 << people; mask++) {
    const chosen = new Set(Array.from({ length: people }, (_, i) => i).filter(i => (mask >> i) & 1))
    if (chosen.size <= most) yield chosen
  }
}

/** Rank over a prime field; the rows are small whole numbers, so it is their rational rank. */
function rank (rows: readonly number[][], prime = 1_000_003): number {
  const left = rows.map(row => [...row])
  let found = 0
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, i) => i >= found && row[column] !== 0)
    if (at < 0) continue
    const pivot = left.splice(at, 1)[0] as number[]
    left.splice(found++, 0, pivot)
    const inverse = power(pivot[column] as number, prime - 2, prime)
    for (let i = found; i < left.length; i++) {
      const row = left[i] as number[]
      const factor = (row[column] as number) * inverse % prime
      if (factor !== 0) row.forEach((value, j) => { row[j] = (value - factor * (pivot[j] as number) % prime + prime) % prime })
    }
  }
  return found
}

function power (base: number, exponent: number, prime: number): number {
  let result = 1
  for (let e = exponent, b = base; e > 0; e = Math.floor(e / 2), b = b * b % prime) if (e % 2 === 1) result = result * b % prime
  return result
}
