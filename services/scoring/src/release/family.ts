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
 * Where the index may be shown among `shown`. The sums of all factors less that of the index leave, in each residual of `shown`, either
 * its people with an index or those with some factor scores and none, whichever the reader likes: so the lesser number of the two, added
 * up over each residual of the index, must be 0 or ≥ `atLeast`. A unit where nobody has an index shows none. Proof: docs/decisions/0005.
 * `complete`: people with an index, `incomplete`: with some factor score and no index, of each stratum unit.
 */
export function indexFamilyOf (tree: Tree, shown: ReadonlySet<string>, complete: Counts, incomplete: Counts, atLeast: number): ReadonlySet<string> {
  const holders = holdersIn(tree, shown)
  const without = heldIn(holders, incomplete)
  const telling = new Map([...heldIn(holders, complete)].map(([unit, count]) => [unit, Math.min(count, without.get(unit) ?? 0)]))
  const standing = familyOf(tree, [telling], atLeast, shown)
  // Where nothing is told in a whole unit, showing it takes nothing out of another residual.
  const below = rolledUp(tree, telling)
  const people = rolledUp(tree, complete)
  return new Set([...shown].filter(unit => people.get(unit) !== 0 && (standing.has(unit) || below.get(unit) === 0)))
}
