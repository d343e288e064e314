import type { PersonFacts, UnitFacts } from '../organisation/organisation.ts'

/** No wave may show a smaller group, whatever it is planned with. */
export const SMALLEST_GROUP = 5

export type Size = { direct: number, total: number }

/** People of each unit, directly and with all units below. Units must be a tree. */
export function sizesOf (units: readonly UnitFacts[], people: Iterable<Pick<PersonFacts, 'unitId'>>): Map<string, Size> {
  const sizes = new Map<string, Size>(units.map(({ unitId }) => [unitId, { direct: 0, total: 0 }]))
  for (const { unitId } of people) {
    const size = sizes.get(unitId)
    if (size !== undefined) size.direct++
  }
  const parentOf = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]))
  for (const [unitId, { direct }] of sizes) {
    let at: string | null = direct === 0 ? null : unitId
    while (at !== null) {
      const size = sizes.get(at)
      if (size !== undefined) size.total += direct
      at = parentOf.get(at) ?? null
    }
  }
  return sizes
}
