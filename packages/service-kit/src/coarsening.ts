import { byCodePoint, canonical } from './checksum.ts'
import { poolTree, type PoolNode } from './pooling.ts'

/** Band name → value. A band that was dropped, or never known, has no entry. */
export type Bands = Readonly<Record<string, string>>
export type Place = { node: string, bands: Bands }
export type Entry = Place & { count: number }
/** Where the members of a place belong after coarsening. Throws an Error for a place that was not among the entries. */
export type Coarsening = (place: Place) => Place

type Combination = { bands: Bands, count: number, members: string[] }

/**
 * Makes places coarse enough that each one left is held by at least `atLeast` members; only a tree with fewer in all keeps one smaller place.
 * Nodes first: members go to the node in whose pool they end (pooling.ts). Then, within each such node, bands: a combination that
 * is held by too few loses its bands one after the other, in `bandOrder`, joining those that come to read the same; a last rest that
 * is still too small is joined by the smallest combination (ties by its canonical text). Depends on counts only, never on the order of
 * `nodes` or `entries`; entries of the same place add up.
 *
 * Throws an Error for a band that `bandOrder` does not name, and as `poolTree` does.
 */
export function coarsen (nodes: readonly PoolNode[], bandOrder: readonly string[], entries: readonly Entry[], atLeast: number): Coarsening {
  const { poolOf } = poolTree(nodes, countsByNode(entries), atLeast)
  const placed = new Map<string, Place>()
  for (const [node, combinations] of combinationsByHolder(entries, poolOf, bandOrder)) {
    for (const { bands, members } of settle(combinations, bandOrder, atLeast)) {
      const place = { node, bands }
      for (const member of members) placed.set(member, place)
    }
  }
  return ({ node, bands }) => {
    const place = placed.get(canonical([node, bands]))
    if (place === undefined) throw new Error(`Nobody was counted at this place in ${node}`)
    return place
  }
}

function countsByNode (entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { node, count } of entries) counts.set(node, (counts.get(node) ?? 0) + count)
  return counts
}

function combinationsByHolder (entries: readonly Entry[], poolOf: ReadonlyMap<string, string>, bandOrder: readonly string[]) {
  const known = new Set(bandOrder)
  const holders = new Map<string, Map<string, Combination>>()
  for (const { node, bands, count } of entries) {
    const stranger = Object.keys(bands).find(name => !known.has(name))
    if (stranger !== undefined) throw new Error(`The band ${stranger} is not in the order of bands`)
    const holder = poolOf.get(node) as string
    const combinations = holders.get(holder) ?? new Map<string, Combination>()
    holders.set(holder, combinations)
    join(combinations, bands, { count, members: [canonical([node, bands])] })
  }
  return holders
}

function join (combinations: Map<string, Combination>, bands: Bands, { count, members }: Omit<Combination, 'bands'>): void {
  const label = canonical(bands)
  const found = combinations.get(label)
  if (found === undefined) {
    combinations.set(label, { bands, count, members: [...members] })
    return
  }
  found.count += count
  for (const member of members) found.members.push(member)
}

function settle (combinations: Map<string, Combination>, bandOrder: readonly string[], atLeast: number): Combination[] {
  for (const dropped of bandOrder) {
    for (const [label, combination] of smallOnes(combinations, atLeast)) {
      // What cannot lose this band waits where it is: the others may come to it.
      if (!Object.hasOwn(combination.bands, dropped)) continue
      combinations.delete(label)
      join(combinations, without(combination.bands, dropped), combination)
    }
  }
  joinTheRest(combinations, atLeast)
  return [...combinations.values()]
}

const smallOnes = (combinations: ReadonlyMap<string, Combination>, atLeast: number) =>
  [...combinations].filter(([, { count }]) => count < atLeast)

function joinTheRest (combinations: Map<string, Combination>, atLeast: number): void {
  const rest = combinations.get('{}')
  if (rest === undefined || rest.count === 0) return
  while (rest.count < atLeast && combinations.size > 1) {
    const [label, smallest] = [...combinations].filter(([, other]) => other !== rest).reduce((a, b) => isSmaller(b, a) ? b : a)
    combinations.delete(label)
    join(combinations, {}, smallest)
  }
}

const isSmaller = ([a, { count: m }]: [string, Combination], [b, { count: n }]: [string, Combination]) =>
  m < n || (m === n && byCodePoint(a, b) < 0)

const without = (bands: Bands, dropped: string): Bands =>
  Object.fromEntries(Object.entries(bands).filter(([name]) => name !== dropped))
