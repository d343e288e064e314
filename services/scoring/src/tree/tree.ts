import type { TreeUnit } from '@weft/contracts/vocabulary'

/** `merged`: some of its own people are counted above it, so what is left below it is not the whole unit. */
export type ScoredUnit = TreeUnit & { merged?: boolean }

export type Tree = {
  /** Every unit's id, each before what is below it. */
  topDown: readonly string[]
  parentOf: ReadonlyMap<string, string | null>
}

/** Orders a frozen tree (or several). Throws an Error for a doubled unit, an unknown parent or a cycle. */
export function treeOf (units: readonly { unitId: string, parentId: string | null }[]): Tree {
  const parentOf = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]))
  if (parentOf.size < units.length) throw new Error('A unit comes twice in the tree')
  const children = new Map<string, string[]>()
  const topDown: string[] = []
  for (const { unitId, parentId } of units) {
    if (parentId === null) topDown.push(unitId)
    else if (!parentOf.has(parentId)) throw new Error('A unit of the tree has a parent that is not there')
    else if (children.get(parentId)?.push(unitId) === undefined) children.set(parentId, [unitId])
  }
  for (let at = 0; at < topDown.length; at++) for (const child of children.get(topDown[at] as string) ?? []) topDown.push(child)
  if (topDown.length < units.length) throw new Error('Some units of the tree are their own ancestors')
  return { topDown, parentOf }
}

/** The nearest unit of `family` at or above each unit; a unit without one has no entry. */
export function holdersIn ({ topDown, parentOf }: Tree, family: ReadonlySet<string>): Map<string, string> {
  const holders = new Map<string, string>()
  for (const unit of topDown) {
    const holder = family.has(unit) ? unit : holders.get(parentOf.get(unit) ?? '')
    if (holder !== undefined) holders.set(unit, holder)
  }
  return holders
}

/** What each unit of `family` has on its own: the counts of the units whose nearest member of the family it is. */
export function heldIn (holders: ReadonlyMap<string, string>, counts: ReadonlyMap<string, number>): Map<string, number> {
  const held = new Map<string, number>()
  for (const [unit, count] of counts) {
    const holder = holders.get(unit)
    if (holder !== undefined) held.set(holder, (held.get(holder) ?? 0) + count)
  }
  return held
}

/** Every unit's own count and all below it. */
export function rolledUp ({ topDown, parentOf }: Tree, counts: ReadonlyMap<string, number>): Map<string, number> {
  const totals = new Map(topDown.map(unit => [unit, counts.get(unit) ?? 0]))
  for (const unit of topDown.toReversed()) {
    const parent = parentOf.get(unit) ?? null
    if (parent !== null) totals.set(parent, (totals.get(parent) as number) + (totals.get(unit) as number))
  }
  return totals
}
