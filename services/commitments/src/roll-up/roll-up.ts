import type { RollUpFigures, RollUpMean, RollUpShare } from '@weft/contracts/commitments/rollup-api'
import { gapIn, type PersonIndex } from '../success-index/person-index.ts'
import { horizons } from '../success-index/success-index.ts'
import { facetFamilyOf, familyOf } from './families.ts'
import { ALL, nodesOf, type Unit } from './groups.ts'
import type { Node } from './pools.ts'
import { equationsOf, type Part, type Person } from './witnesses.ts'

/** Below so many people, a share near an end is told as "at most 10" or "at least 90". */
const FEW = 30
const horizonFacet = (horizon: string) => `horizon ${horizon}`
const disciplineFacet = (discipline: string) => `discipline ${discipline}`

/** One person of a quarter. `items`: what their agreed index is made of; none without one. */
export type Counting = { personId: string, unitId: string, knownBy: readonly string[], index: PersonIndex, items: readonly Part[] }
export type Group = { unitId: string, parentId: string | null, name: string, figures: RollUpFigures | null }

export const partOf = ({ weight, parts, horizon, discipline }: { weight: number, parts: number, horizon: string, discipline: string | null }): Part =>
  ({ weight, parts, facets: [horizonFacet(horizon), ...discipline === null ? [] : [disciplineFacet(discipline)]] })

/** Who is in which figure. A figure's people are its own: each must stand for itself. */
const figures = {
  people: () => true,
  covered: ({ index }: Counting) => index.items > 0,
  indexed: ({ index }: Counting) => index.agreed !== null,
  compared: ({ index }: Counting) => gapIn(index) !== null
}

/**
 * A quarter's roll-up: every unit with what may be told of it, everybody first. Who is where, by whom they are reviewed and what their items weigh decide what is shown,
 * never what anybody reached. Whoever witnesses for whom is looked for in one order, so that the same people always make the same roll-up.
 */
export function rollUpOf (units: readonly Unit[], everybody: readonly Counting[]): Group[] {
  const people = everybody.toSorted((a, b) => a.personId < b.personId ? -1 : 1) // guard: one order of people
  const nodes = nodesOf(units)
  const known = new Set(nodes.map(({ id }) => id))
  const byUnit = <One extends Counting>(all: readonly One[]) => Map.groupBy(all, ({ unitId }) => known.has(unitId) ? unitId : ALL)
  const shown = familyOf(nodes, Object.values(figures).map(isIn => byUnit(people.filter(isIn))))
  const told = facetsIn(people)
  const indexed: ReadonlyMap<string, readonly Person[]> = byUnit(people.filter(figures.indexed).map(one => ({ ...one, equations: equationsOf(one.items, told) })))
  const facets = new Map(told.map((facet, place) => [facet, facetFamilyOf(nodes, shown, indexed, 1 + place)]))
  const within = peopleWithin(nodes, byUnit(people), shown)
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]))
  return nodes.map(({ id, parent }) => {
    const members = within.get(id) ?? []
    return { unitId: id, parentId: parent, name: names.get(id) ?? '', figures: members.length === 0 ? null : figuresOf(members, facet => facets.get(facet)?.has(id) === true) }
  })
}

const facetsIn = (people: readonly Counting[]): string[] => [...new Set(people.flatMap(({ items }) => items.flatMap(({ facets }) => facets)))].toSorted()

/** Everybody in each shown group, with those below. */
function peopleWithin (nodes: readonly Node[], own: ReadonlyMap<string, readonly Counting[]>, shown: ReadonlySet<string>): Map<string, Counting[]> {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]))
  const within = new Map([...shown].map(id => [id, [] as Counting[]]))
  for (const [unit, members] of own) {
    for (let at: string | null = unit; at !== null; at = parents.get(at) ?? null) {
      const group = within.get(at)
      if (group !== undefined) for (const member of members) group.push(member)
    }
  }
  return within
}

function figuresOf (members: readonly Counting[], tells: (facet: string) => boolean): RollUpFigures {
  const covered = members.filter(figures.covered)
  const indexed = members.filter(figures.indexed)
  const gaps = members.flatMap(({ index }) => gapIn(index) ?? [])
  const disciplines = [...new Set(indexed.flatMap(({ index }) => Object.keys(index.byDiscipline)))].toSorted()
  const mean = (values: readonly number[]): RollUpMean | null => values.length === 0 ? null : { n: values.length, mean: pointsOf(values) }
  const told = (facet: string, of: (index: PersonIndex) => number | undefined) => tells(facet) ? mean(indexed.flatMap(({ index }) => of(index) ?? [])) : null
  return {
    people: members.length, coverage: shareOf(covered.length, members.length), reviewed: covered.length === 0 ? null : shareOf(indexed.length, covered.length),
    index: mean(indexed.flatMap(({ index }) => index.agreed ?? [])),
    gap: gaps.length === 0 ? null : { n: gaps.length, signed: pointsOf(gaps.map(({ signed }) => signed)), absolute: pointsOf(gaps.map(({ absolute }) => absolute)) },
    horizons: horizons.map(horizon => ({ horizon, index: told(horizonFacet(horizon), index => index.byHorizon[horizon]) })),
    disciplines: disciplines.map(discipline => ({ discipline, index: told(disciplineFacet(discipline), index => index.byDiscipline[discipline]) }))
  }
}

/** Mean of ten-thousandths as points with one decimal, halves away from zero. */
function pointsOf (values: readonly number[]): number {
  const [sum, n] = [values.reduce((all, value) => all + value, 0), values.length]
  const tenths = Math.floor((2 * Math.abs(sum) + 1_000 * n) / (2_000 * n)) / 10
  return sum < 0 && tenths !== 0 ? -tenths : tenths
}

function shareOf (count: number, n: number): RollUpShare {
  const percent = Math.round(1_000 * count / n) / 10
  if (n < FEW && percent <= 10) return { kind: 'at-most', percent: 10 }
  if (n < FEW && percent >= 90) return { kind: 'at-least', percent: 90 }
  return { kind: 'shown', percent }
}
