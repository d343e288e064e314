import type { Node } from './pools.ts'

export type Unit = { unitId: string, parentId: string | null, name: string }
/** Everybody: the group all others lie in. */
export const ALL = ''

/** Everybody and all units, each before what lies in it. A unit whose parent is not known, or that lies in a circle, stands at the top. */
export function nodesOf (units: readonly Unit[]): Node[] {
  const known = new Set(units.map(({ unitId }) => unitId))
  const below = Map.groupBy(units.filter(({ parentId }) => parentId !== null && known.has(parentId)), ({ parentId }) => parentId as string)
  const nodes: Node[] = [{ id: ALL, parent: null }]
  const placed = new Set<string>()
  const place = (top: Unit) => {
    const waiting: Node[] = [{ id: top.unitId, parent: ALL }]
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (placed.has(at.id)) continue
      placed.add(at.id)
      nodes.push(at)
      for (const { unitId } of below.get(at.id) ?? []) waiting.push({ id: unitId, parent: at.id })
    }
  }
  for (const unit of units) if (unit.parentId === null || !known.has(unit.parentId)) place(unit)
  for (const unit of units) if (!placed.has(unit.unitId)) place(unit)
  return nodes
}
