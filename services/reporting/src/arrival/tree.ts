import type { TreeUnit } from '@weft/contracts/vocabulary'

/** One root, every parent there, no unit twice, none its own ancestor: only then can a heat map walk up and down it. */
export function isTree (units: readonly TreeUnit[]): boolean {
  const below = new Map<string | null, string[]>()
  for (const { unitId, parentId } of units) {
    const siblings = below.get(parentId)
    if (siblings) siblings.push(unitId)
    else below.set(parentId, [unitId])
  }
  const reached = [...below.get(null) ?? []]
  if (reached.length !== 1 || new Set(units.map(({ unitId }) => unitId)).size < units.length) return false
  // What hangs on an unknown parent or in a ring is never reached.
  for (let at = 0; at < reached.length; at++) for (const child of below.get(reached[at] as string) ?? []) reached.push(child)
  return reached.length === units.length
}

/** How many units stand directly below each, in the order given. */
export function childrenOf (units: readonly TreeUnit[]): number[] {
  const children = new Map<string, number>()
  for (const { parentId } of units) if (parentId !== null) children.set(parentId, (children.get(parentId) ?? 0) + 1)
  return units.map(({ unitId }) => children.get(unitId) ?? 0)
}
