import { poolTree } from '@weft/service-kit/pooling'
import { heldIn, holdersIn, rolledUp, type Tree } from '../tree/tree.ts'

type Counts = ReadonlyMap<string, number>

/**
 * Which units may be shown: the residual rule on each count (sheets, then people with a score of each figure), repeated until none of
 * them takes anything away. A unit that fails one of them shows nothing. Every residual of every count is then empty or ≥ `atLeast`.
 * `among`: start from these units instead of all.
 */
export function familyOf (tree: Tree, figures: readonly Counts[], atLeast: number, among: ReadonlySet<string> = new Set(tree.topDown)): ReadonlySet<string> {
  let family = among
  for (;;) {
    const before = family.size
    for (const counts of figures) family = narrowed(tree, family, counts, atLeast)
    if (family.size === before) return family
  }
}

function narrowed (tree: Tree, family: ReadonlySet<string>, counts: Counts, atLeast: number): ReadonlySet<string> {
  const holders = holdersIn(tree, family)
  const nodes = [...family].map(id => ({ id, parent: holders.get(tree.parentOf.get(id) ?? '') ?? null }))
  return poolTree(nodes, heldIn(holders, counts), atLeast).standing
}

/**
 * Where the index may be shown among `shown`. The sum of all factors less the index' sum leaves the scores of those who have some factor
 * scores and no index, so these people too must be nobody or ≥ `atLeast` in every residual. Where a residual has nobody with an index,
 * nothing cancels and they do not count. Proof: docs/decisions/0005.
 */
export function indexFamilyOf (tree: Tree, shown: ReadonlySet<string>, complete: Counts, incomplete: Counts, atLeast: number): ReadonlySet<string> {
  const holders = holdersIn(tree, shown)
  const whole = heldIn(holders, complete)
  const telling = new Map([...heldIn(holders, incomplete)].filter(([unit]) => (whole.get(unit) ?? 0) > 0))
  const standing = familyOf(tree, [telling], atLeast, shown)
  // Nobody below a unit without any: showing it takes nothing out of another residual.
  const below = rolledUp(tree, telling)
  return new Set([...shown].filter(unit => standing.has(unit) || below.get(unit) === 0))
}
