export type PoolNode = { id: string, parent: string | null }

export type Pooling = {
  /** Nodes whose group (all below them and their own) may be told apart from the rest. */
  standing: ReadonlySet<string>
  /** Every node → the node in whose pool its own count ends: the nearest standing node at or above it, else its root. */
  poolOf: ReadonlyMap<string, string>
  /** Every node that holds a pool → its size. A standing one holds 0 or at least the threshold; a root that does not stand, less. */
  sizeOf: ReadonlyMap<string, number>
}

type Work = { id: string, parent: Work | null, children: number, total: number, pool: number, standsAt: Work[] }

/**
 * The residual rule on a forest: chooses nodes so that every difference that can be made from the counts and sums of their groups is
 * empty or holds at least `atLeast`. Bottom-up: a node's pool is its own count and what came up from below. While 0 < pool < atLeast,
 * the smallest group standing directly below (ties by id) gives up and its pool joins, what stood below it moving up; when none
 * is left, the pool goes to the parent. An empty subtree does not stand. Depends on counts only, never on the order of `nodes`.
 *
 * `counts`: own count of a node, a missing one is 0. Throws an Error for a doubled id, an unknown parent or id, a cycle, or a count
 * that is not a whole number ≥ 0. Proof: the groups are laminar, so their sums span exactly the sums of the pools.
 */
export function poolTree (nodes: readonly PoolNode[], counts: ReadonlyMap<string, number>, atLeast: number): Pooling {
  const standing = new Set<string>()
  const bottomUp = orderBottomUp(workOf(nodes, counts))
  for (const node of bottomUp) settle(node, atLeast, standing)
  const poolOf = new Map<string, string>()
  const sizeOf = new Map<string, number>()
  for (const node of bottomUp.reverse()) {
    const holder = standing.has(node.id) || node.parent === null ? node.id : poolOf.get(node.parent.id) as string
    poolOf.set(node.id, holder)
    if (holder === node.id) sizeOf.set(node.id, node.pool)
  }
  return { standing, poolOf, sizeOf }
}

/**
 * Nodes that gave up while something below them stands. Whoever keeps counts by `poolOf` and pools them once more must know these: what is
 * left below such a node is not its whole group, though nothing in the counts says so.
 */
export function mergedIn (nodes: readonly PoolNode[], { standing }: Pick<Pooling, 'standing'>): Set<string> {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]))
  const merged = new Set<string>()
  const seen = new Set<string>()
  for (const id of standing) {
    for (let above = parents.get(id) ?? null; above !== null && !seen.has(above); above = parents.get(above) ?? null) {
      seen.add(above)
      if (!standing.has(above)) merged.add(above)
    }
  }
  return merged
}

function settle (node: Work, atLeast: number, standing: Set<string>): void {
  while (node.pool > 0 && node.pool < atLeast && node.standsAt.length > 0) {
    const gone = takeSmallest(node.standsAt)
    standing.delete(gone.id)
    node.pool += gone.pool
    for (const below of gone.standsAt) node.standsAt.push(below)
    gone.standsAt = []
  }
  const { parent } = node
  if (parent !== null) parent.total += node.total
  if (node.pool >= atLeast || (node.pool === 0 && node.standsAt.length > 0)) {
    standing.add(node.id)
    parent?.standsAt.push(node)
  } else if (parent !== null) {
    parent.pool += node.pool
  }
}

function takeSmallest (groups: Work[]): Work {
  let best = 0
  for (let i = 1; i < groups.length; i++) if (isSmaller(groups[i] as Work, groups[best] as Work)) best = i
  const found = groups[best] as Work
  groups[best] = groups[groups.length - 1] as Work
  groups.pop()
  return found
}

const isSmaller = (a: Work, b: Work) => a.total < b.total || (a.total === b.total && a.id < b.id)

function workOf (nodes: readonly PoolNode[], counts: ReadonlyMap<string, number>): Map<string, Work> {
  const work = new Map<string, Work>()
  for (const { id } of nodes) {
    const own = counts.get(id) ?? 0
    if (work.has(id)) throw new Error(`The node ${id} comes twice`)
    if (!Number.isSafeInteger(own) || own < 0) throw new Error(`The count of ${id} is not a whole number from 0 up`)
    work.set(id, { id, parent: null, children: 0, total: own, pool: own, standsAt: [] })
  }
  for (const id of counts.keys()) if (!work.has(id)) throw new Error(`There is a count for ${id}, which is no node`)
  for (const { id, parent } of nodes) {
    if (parent === null) continue
    const above = work.get(parent)
    if (above === undefined) throw new Error(`The parent ${parent} of ${id} is no node`)
    above.children++
    ;(work.get(id) as Work).parent = above
  }
  return work
}

// Leaves first, each parent after its last child; what a cycle holds is never reached. No recursion: trees may be very deep.
function orderBottomUp (work: ReadonlyMap<string, Work>): Work[] {
  const ordered = [...work.values()].filter(node => node.children === 0)
  for (let i = 0; i < ordered.length; i++) {
    const above = (ordered[i] as Work).parent
    if (above !== null && --above.children === 0) ordered.push(above)
  }
  if (ordered.length < work.size) throw new Error('Some nodes are their own ancestors')
  return ordered
}
