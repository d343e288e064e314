import type { UnitsReply } from '@weft/contracts/program/organisation-api'

type Unit = UnitsReply['units'][number]

/**
 * The units that somebody speaks for, of those on a page of the list: all for the office, else the own ones with those below.
 * `isWhole`: the page holds every unit; only then is it known what lies below what, and a list that is cut is offered as it is.
 */
export function unitsLedBy ({ roles, scopes }: { roles: readonly string[], scopes: readonly string[] }, units: readonly Unit[], isWhole: boolean): Unit[] {
  if (roles.includes('program-office') || !isWhole) return [...units]
  const parentOf = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]))
  const isLed = (unitId: string): boolean => {
    for (let at: string | null = unitId, steps = 0; at !== null && steps < 64; at = parentOf.get(at) ?? null, steps++) if (scopes.includes(at)) return true
    return false
  }
  return units.filter(({ unitId }) => isLed(unitId))
}
