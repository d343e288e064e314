/** Leaders stand beside everybody else: managers and staff. */
export type Side = 'leader' | 'rest'
export const sides: readonly Side[] = ['leader', 'rest']
export type Unit = { unitId: string, parentId: string | null, name: string }
/** A group: everybody (`all`), a side (`leader`), or a side of a unit with all below it (`leader|U-1`). */
export type Group = { id: string, parent: string | null, side: Side | 'all', unit: Unit | null }

export const ALL = 'all'
export const groupId = (side: Side | 'all', unitId: string | null): string => unitId === null ? side : `${side}|${unitId}`

/**
 * All groups, each before what lies in it. The organisation is cut into its two sides first and then into units, so that any two groups
 * are nested or apart: ranks and units never cross. A unit whose parent is not known, or that lies in a circle, stands at the top.
 */
export function groupsOf (units: readonly Unit[]): Group[] {
  const ordered = topDown(units)
  const at = (side: Side): Group[] => [
    { id: side, parent: ALL, side, unit: null },
    ...ordered.map(unit => ({ id: groupId(side, unit.unitId), parent: unit.parentId === null ? side : groupId(side, unit.parentId), side, unit }))
  ]
  return [{ id: ALL, parent: null, side: 'all', unit: null }, ...sides.flatMap(at)]
}

function topDown (units: readonly Unit[]): Unit[] {
  const known = new Set(units.map(({ unitId }) => unitId))
  const below = new Map<string, Unit[]>()
  const ordered: Unit[] = []
  const placed = new Set<string>()
  for (const unit of units) {
    if (unit.parentId === null || !known.has(unit.parentId)) ordered.push({ ...unit, parentId: null })
    else below.set(unit.parentId, [...below.get(unit.parentId) ?? [], unit])
  }
  const follow = (from: number) => {
    for (let at = from; at < ordered.length; at++) {
      const { unitId } = ordered[at] as Unit
      placed.add(unitId)
      for (const child of below.get(unitId) ?? []) if (!placed.has(child.unitId)) ordered.push(child)
    }
  }
  follow(0)
  for (const unit of units) {
    if (placed.has(unit.unitId)) continue
    ordered.push({ ...unit, parentId: null })
    follow(ordered.length - 1)
  }
  return ordered
}
