import { byCodePoint } from '@weft/service-kit/checksum'

export type Node = { id: string, parent: string | null }
/** What a pool holds, how two are put together, how many people that is, and whether a figure of it may be told apart. */
export type Measure<Held> = { empty: Held, plus: (a: Held, b: Held) => Held, size: (held: Held) => number, mayStand: (held: Held) => boolean }

type Work<Held> = { id: string, parent: Work<Held> | null, total: number, pool: Held, standsAt: Work<Held>[] }

/**
 * The residual rule (service-kit/pooling.ts) where a threshold is not enough: who is in a pool decides, not how many. Bottom-up: what was left over below
 * comes up; while that may not stand, the smallest group standing directly below gives up (ties by id); when none is left it goes to the parent. So
 * every difference of shown groups is made of pools that may stand. A node with nobody in it stands in nobody's way. `nodes`: each before what lies in it.
 */
export function standingIn<Held> (nodes: readonly Node[], held: ReadonlyMap<string, Held>, measure: Measure<Held>): ReadonlySet<string> {
  const work = new Map<string, Work<Held>>()
  for (const { id, parent } of nodes) work.set(id, { id, parent: parent === null ? null : work.get(parent) ?? null, total: 0, pool: held.get(id) ?? measure.empty, standsAt: [] })
  const standing = new Set<string>()
  for (const node of [...work.values()].reverse()) settle(node, measure, standing)
  return standing
}

function settle<Held> (node: Work<Held>, { plus, size, mayStand }: Measure<Held>, standing: Set<string>): void {
  node.total += size(node.pool)
  while (!mayStand(node.pool) && node.standsAt.length > 0) { // guard: residual rule of the roll-up
    const gone = node.standsAt.reduce((a, b) => b.total < a.total || (b.total === a.total && byCodePoint(b.id, a.id) < 0) ? b : a)
    node.standsAt = [...node.standsAt.filter(other => other !== gone), ...gone.standsAt]
    standing.delete(gone.id)
    node.pool = plus(node.pool, gone.pool)
  }
  const { parent } = node
  if (parent !== null) parent.total += node.total
  if (mayStand(node.pool)) {
    standing.add(node.id)
    if (parent !== null && node.total > 0) parent.standsAt.push(node)
  } else if (parent !== null) parent.pool = plus(parent.pool, node.pool)
}

/** The nearest of `family` that each node is in: itself, or one above; without one there is no entry. */
export function holdersIn (nodes: readonly Node[], family: ReadonlySet<string>): ReadonlyMap<string, string> {
  const holders = new Map<string, string>()
  for (const { id, parent } of nodes) {
    const holder = family.has(id) ? id : parent === null ? undefined : holders.get(parent)
    if (holder !== undefined) holders.set(id, holder)
  }
  return holders
}

/** The nodes of a family alone, each below the nearest of it. */
export function among (nodes: readonly Node[], family: ReadonlySet<string>): Node[] {
  const holders = holdersIn(nodes, family)
  return nodes.filter(({ id }) => family.has(id)).map(({ id, parent }) => ({ id, parent: parent === null ? null : holders.get(parent) ?? null }))
}
