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

/**
 * Numbers from 1, a unit before all that is below it, and of each the number of the last one below (its own when there is none): a unit
 * lies in another when its place lies between the other's two. In the order given. Without recursion: a tree may be a chain.
 */
export function placesOf (units: readonly TreeUnit[]): { place: number, last: number }[] {
  const at = new Map(units.map(({ unitId }, index) => [unitId, index]))
  const children = Map.groupBy(units, ({ parentId }) => parentId)
  const places = units.map(() => ({ place: 0, last: 0 }))
  const open = [...children.get(null) ?? []]
  const order: number[] = []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const index = at.get(next.unitId) as number
    order.push(index)
    places[index] = { place: order.length, last: order.length }
    open.push(...(children.get(next.unitId) ?? []).toReversed())
  }
  for (const index of order.toReversed()) {
    const above = at.get(units[index]?.parentId ?? '')
    const [own, parent] = [places[index], above === undefined ? undefined : places[above]]
    if (own !== undefined && parent !== undefined) parent.last = Math.max(parent.last, own.last)
  }
  return places
}

/** How many units stand directly below each, in the order given. */
export function childrenOf (units: readonly TreeUnit[]): number[] {
  const children = new Map<string, number>()
  for (const { parentId } of units) if (parentId !== null) children.set(parentId, (children.get(parentId) ?? 0) + 1)
  return units.map(({ unitId }) => children.get(unitId) ?? 0)
}
