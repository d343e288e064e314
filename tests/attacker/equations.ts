import type { House, Item, Sat } from './house.ts'
import type { Told } from './told.ts'

/** A quarter as everybody in the house could know it, but for the values: who sat where, who has what that counts, whose review ended how. */
export type Played = { quarter: string, house: House, sats: readonly Sat[] }
/** What somebody reached, from the service's own keeping: to check that a figure was read as what it is. In ten-thousandths of a point. */
export type Reached = { agreed: number | null, gap: number | null, facets: Readonly<Record<string, number>> }

/** Figures of one kind over the same unknowns, a value a person: groups of people whose sums are told. */
export type Sums = { what: string, groups: ReadonlyMap<string, ReadonlySet<string>> }

export const isHere = ({ excuse }: Sat): boolean => excuse !== 'left' && excuse !== 'leave'
export const isCovered = (sat: Sat): boolean => isHere(sat) && sat.items.length > 0
export const isIndexed = (sat: Sat): boolean => isCovered(sat) && sat.end === 'closed'
export const isCompared = (sat: Sat): boolean => isCovered(sat) && sat.items.every(({ self }) => self !== null) && sat.items.every(({ boss }) => boss !== null)
export const facetsOf = ({ horizon, discipline }: Item): string[] => [horizon, ...discipline === null ? [] : [discipline]]

/** Units of the house → those in them or below, of these people. */
export function withinUnits ({ house, sats }: Played, isIn: (sat: Sat) => boolean): Map<string, Set<string>> {
  const parents = new Map(house.units.map(({ unitId, parentId }) => [unitId, parentId]))
  const within = new Map<string, Set<string>>([['', new Set()], ...house.units.map(({ unitId }): [string, Set<string>] => [unitId, new Set()])])
  for (const sat of sats.filter(isIn)) {
    within.get('')?.add(sat.personId)
    for (let at: string | null = parents.has(sat.unitId) ? sat.unitId : null; at !== null; at = parents.get(at) ?? null) within.get(at)?.add(sat.personId)
  }
  return within
}

/** Whom a figure counts. Undefined: it is no figure of people's commitments (how many there are, the directory says). */
export function peopleOf (what: string): ((sat: Sat) => boolean) | undefined {
  if (what === 'people') return undefined
  if (what === 'coverage') return isHere
  if (what === 'reviewed') return isCovered
  if (what === 'gap' || what === 'size' || what === 'kappa') return isCompared
  return what === 'index' || what.startsWith('listed ') ? isIndexed : sat => isIndexed(sat) && sat.items.some(item => facetsOf(item).includes(what.slice('facet '.length)))
}

/**
 * What the figures of a quarter say, as sums over one unknown a person: who has something that counts, who was reviewed, who has both values, what they reached, how far both are apart, who has a breakdown.
 * Means and shares are sums, as heads are told or follow. Breakdowns' own values share their unknowns with the index and are for items.ts.
 */
export function sumsOf (played: Played, told: readonly Told[]): Sums[] {
  const units = (isTold: (one: Told) => boolean) => [...new Set(told.filter(one => one.quarter === played.quarter && isTold(one)).map(({ unitId }) => unitId))]
  const sums = (what: string, over: (sat: Sat) => boolean, isTold: (one: Told) => boolean): Sums => {
    const within = withinUnits(played, over)
    return { what, groups: new Map(units(isTold).map(unitId => [unitId, within.get(unitId) ?? new Set()])) }
  }
  const named = [...new Set(told.flatMap(({ what }) => /^(?:facet|listed) (.+)$/.exec(what)?.[1] ?? []))]
  return [
    sums('who has something that counts', isHere, ({ what }) => what === 'coverage'), sums('who was reviewed', isCovered, ({ what }) => what === 'reviewed' || what === 'index'),
    sums('who has both values', isCovered, ({ what }) => what === 'gap'), sums('what somebody reached', isIndexed, ({ what }) => what === 'index'),
    sums('how far both are apart', isCompared, ({ what }) => what === 'gap'), sums('how far both are apart, without sign', isCompared, ({ what }) => what === 'size'), sums('how well both agree', isCompared, ({ what }) => what === 'kappa'),
    ...named.flatMap(facet => [sums(`who has ${facet}`, isIndexed, ({ what }) => what === `facet ${facet}`), sums(`who has any of ${facet}`, isIndexed, ({ what }) => what === `facet ${facet}` || what === `listed ${facet}`)])
  ].filter(({ groups }) => groups.size > 0)
}

/** Whether a figure is what it was read as, given what everybody reached; as far as it is rounded. */
export function holds (played: Played, { unitId, what, n, value, kind }: Told, reached: ReadonlyMap<string, Reached>): boolean {
  const isIn = peopleOf(what)
  if (isIn === undefined) return n === withinUnits(played, isHere).get(unitId)?.size
  if (what === 'kappa') return true
  const people = [...withinUnits(played, isIn).get(unitId) ?? []]
  if (what.startsWith('listed ')) return [...withinUnits(played, sat => isIndexed(sat) && sat.items.some(item => facetsOf(item).includes(what.slice('listed '.length)))).get(unitId) ?? []].length > 0
  if (what === 'coverage' || what === 'reviewed') {
    const percent = 100 * (withinUnits(played, what === 'coverage' ? isCovered : isIndexed).get(unitId)?.size ?? 0) / people.length
    return kind === 'at-most' ? percent <= 10.05 : kind === 'at-least' ? percent >= 89.95 : Math.abs(percent - (value ?? -1)) < 0.0501
  }
  if (n !== people.length) return false
  if (value === null) return true
  const valueOf = ({ agreed, gap, facets }: Reached): number | null | undefined => what === 'index' ? agreed : what === 'gap' ? gap : what === 'size' ? Math.abs(gap ?? 0) : facets[what.slice('facet '.length)]
  const sum = people.reduce((all, personId) => { const found = reached.get(personId); return all + (found === undefined ? Number.NaN : valueOf(found) ?? Number.NaN) }, 0)
  return Math.abs(sum / people.length / 10_000 - value) < 0.0501
}
