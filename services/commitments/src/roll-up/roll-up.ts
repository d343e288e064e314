import type { RollUpFigures, RollUpMean, RollUpShare } from '@weft/contracts/commitments/rollup-api'
import { gapIn, type PersonIndex } from '../success-index/person-index.ts'
import { horizons } from '../success-index/success-index.ts'
import { facetFamilyOf, facetOf, familyOf, poolsIn, type Counted, type Facet } from './families.ts'
import { ALL, nodesOf, type Unit } from './groups.ts'
import type { Member } from './insiders.ts'
import type { Node } from './pools.ts'
import { equationsOf, type Part, type Person } from './witnesses.ts'

/** Below so many people, a share near an end is told as "at most 10" or "at least 90". */
const FEW = 30
const horizonFacet = (horizon: string) => `horizon ${horizon}`
const disciplineFacet = (discipline: string) => `discipline ${discipline}`

/** One person of a quarter. `items`: what their agreed index is made of; none without one. */
export type Counting = Member & { unitId: string, index: PersonIndex, items: readonly Part[] }
export type Group = { unitId: string, parentId: string | null, name: string, figures: RollUpFigures | null }

export const partOf = ({ weight, parts, horizon, discipline }: { weight: number, parts: number, horizon: string, discipline: string | null }): Part =>
  ({ weight, parts, facets: [horizonFacet(horizon), ...discipline === null ? [] : [disciplineFacet(discipline)]] })

/** Who is in which figure. */
const figures = {
  covered: ({ index }: Counting) => index.items > 0,
  indexed: ({ index }: Counting) => index.agreed !== null,
  compared: ({ index }: Counting) => gapIn(index) !== null
}

/**
 * A quarter's roll-up: every unit with what may be told of it, everybody first. Who is where, by whom they are reviewed and what their items weigh decide what is shown,
 * never what anybody reached. Whoever witnesses for whom is looked for in one order, so that the same people always make the same roll-up.
 * `breathe` is waited for again and again: of 100,000 people it works for many seconds, and whoever runs it has others to serve meanwhile.
 */
export async function rollUpOf (units: readonly Unit[], everybody: readonly Counting[], breathe: () => Promise<void> = async () => {}): Promise<Group[]> {
  const people = everybody.toSorted((a, b) => a.personId < b.personId ? -1 : 1) // guard: one order of people
  const nodes = nodesOf(units)
  const known = new Set(nodes.map(({ id }) => id))
  const byUnit = <One extends Counting>(all: readonly One[]) => Map.groupBy(all, ({ unitId }) => known.has(unitId) ? unitId : ALL)
  const tells = familiesOf(nodes, isIn => byUnit(people.filter(isIn)))
  const told = facetsIn(people)
  const indexed: ReadonlyMap<string, readonly Person[]> = byUnit(people.filter(figures.indexed).map(one => ({ ...one, equations: equationsOf(one.items, told) })))
  const facets = await facetFamilies(nodes, tells.index, indexed, { told, breathe })
  const within = peopleWithin(nodes, byUnit(people), tells.coverage)
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]))
  return nodes.map(({ id, parent }) => {
    const members = within.get(id) ?? []
    return { unitId: id, parentId: parent, name: names.get(id) ?? '', figures: members.length === 0 ? null : figuresOf(members, figure => (tells[figure as Figure] ?? facets.get(figure))?.has(id) === true) }
  })
}

async function facetFamilies (nodes: readonly Node[], shown: ReadonlySet<string>, indexed: ReadonlyMap<string, readonly Person[]>, { told, breathe }: { told: readonly string[], breathe: () => Promise<void> }) {
  const pools = poolsIn(nodes, shown, indexed)
  const families = new Map<string, ReadonlySet<string>>()
  for (const [place, facet] of told.entries()) {
    const held = new Map<string, Facet>()
    for (const [id, pool] of pools) {
      held.set(id, facetOf(pool, 1 + place))
      await breathe()
    }
    families.set(facet, facetFamilyOf(nodes, shown, held))
  }
  return families
}

type Figure = 'coverage' | 'reviewed' | 'index' | 'gap'

/**
 * Which groups tell which figure. Each has unknowns of its own (whether somebody has anything that counts, was reviewed, what they reached, how far both are apart), so each stands or falls
 * by its own people: few reviews hide an index, not how many have promised. A part stands only where its whole does, because both count the same people.
 */
function familiesOf (nodes: readonly Node[], byUnit: (isIn: (one: Counting) => boolean) => Counted): Record<Figure, ReadonlySet<string>> {
  const coverage = familyOf(nodes, byUnit(() => true))
  const reviewed = familyOf(nodes, byUnit(figures.covered), { within: coverage })
  return { coverage, reviewed, index: familyOf(nodes, byUnit(figures.indexed), { within: reviewed }), gap: familyOf(nodes, byUnit(figures.compared), { within: reviewed }) }
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

function figuresOf (members: readonly Counting[], tells: (figure: string) => boolean): RollUpFigures {
  const covered = members.filter(figures.covered)
  const indexed = members.filter(figures.indexed)
  const gaps = tells('gap') ? members.flatMap(({ index }) => gapIn(index) ?? []) : []
  const disciplines = [...new Set(indexed.flatMap(({ index }) => Object.keys(index.byDiscipline)))].toSorted()
  const mean = (values: readonly number[]): RollUpMean | null => values.length === 0 ? null : { n: values.length, mean: pointsOf(values) }
  const told = (figure: string, of: (index: PersonIndex) => number | null | undefined) => tells(figure) ? mean(indexed.flatMap(({ index }) => of(index) ?? [])) : null
  return {
    people: members.length, coverage: shareOf(covered.length, members.length), reviewed: covered.length === 0 || !tells('reviewed') ? null : shareOf(indexed.length, covered.length),
    index: told('index', index => index.agreed),
    gap: gaps.length === 0 ? null : { n: gaps.length, signed: pointsOf(gaps.map(({ signed }) => signed)), absolute: pointsOf(gaps.map(({ absolute }) => absolute)) },
    horizons: horizons.map(horizon => ({ horizon, index: told(horizonFacet(horizon), index => index.byHorizon[horizon]) })),
    disciplines: tells('index') ? disciplines.map(discipline => ({ discipline, index: told(disciplineFacet(discipline), index => index.byDiscipline[discipline]) })) : []
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
