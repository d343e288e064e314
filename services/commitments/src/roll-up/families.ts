import { isWide, type Member } from './insiders.ts'
import { among, holdersIn, standingIn, type Measure, type Node } from './pools.ts'
import { isIn, witnessesOf, type Person, type Witnesses } from './witnesses.ts'

/** Smallest number of people, beyond those whom two insiders know, that any figure of a roll-up may be about. */
export const K = 5

/** People by the unit they sat in: those of one figure (everybody, those with an index, those with both values, …). */
export type Counted = ReadonlyMap<string, readonly Member[]>

const people = (k: number): Measure<readonly Member[]> => ({ empty: [], plus: (a, b) => [...a, ...b], size: held => held.length, mayStand: held => isWide(held, k) })

/**
 * Which groups may tell one figure: the residual rule over its own people. `within`: of these only, so that what is told of a part of the people (who has an index) stands
 * wherever what it is a part of (who was reviewed) does; without it, all. A group with nobody in the figure stands and tells nothing.
 */
export function familyOf (nodes: readonly Node[], figure: Counted, { within, k = K }: { within?: ReadonlySet<string>, k?: number } = {}): ReadonlySet<string> {
  const of = within ?? new Set(nodes.map(({ id }) => id))
  return standingIn(among(nodes, of), heldBy(nodes, of, figure), people(k))
}

function heldBy<Held> (nodes: readonly Node[], family: ReadonlySet<string>, counted: ReadonlyMap<string, readonly Held[]>): Map<string, Held[]> {
  const holders = holdersIn(nodes, family)
  const held = new Map<string, Held[]>()
  for (const [id, members] of counted) {
    const holder = holders.get(id)
    if (holder === undefined) continue
    const found = held.get(holder)
    if (found === undefined) held.set(holder, [...members])
    else for (const member of members) found.push(member)
  }
  return held
}

export type Facet = { people: readonly Member[], witnesses: readonly Witnesses[] }

/** The people of each pool of the index, by the group that holds it. */
export const poolsIn = (nodes: readonly Node[], shown: ReadonlySet<string>, indexed: ReadonlyMap<string, readonly Person[]>): ReadonlyMap<string, readonly Person[]> => heldBy(nodes, shown, indexed)

/** Who of a pool is in a breakdown, and who witnesses it (witnesses.ts). `column`: of its breakdown. The most work of a roll-up is here. */
export const facetOf = (pool: readonly Person[], column: number): Facet => ({ people: pool.filter(one => isIn(one, column)), witnesses: witnessesOf(pool, column) })

/**
 * Which of the shown groups may tell a breakdown as well, by what `facetOf` found in each pool. A pool of it must be wide like every pool, and have so many sets of witnesses
 * that those without anybody whom two insiders know are still `k`.
 */
export function facetFamilyOf (nodes: readonly Node[], shown: ReadonlySet<string>, held: ReadonlyMap<string, Facet>, k: number = K): ReadonlySet<string> {
  return standingIn(among(nodes, shown), held, {
    empty: { people: [], witnesses: [] },
    plus: (a, b) => ({ people: [...a.people, ...b.people], witnesses: [...a.witnesses, ...b.witnesses] }),
    size: pool => pool.people.length,
    mayStand: pool => pool.people.length === 0 || (isWide(pool.people, k) && isWitnessed(pool.witnesses, k))
  })
}

/** Whoever knows one of a set of witnesses takes the whole set away: even without the sets of any two insiders, `k` are left. */
function isWitnessed (witnesses: readonly Witnesses[], k: number): boolean {
  const sets = new Map<string, number>()
  for (const block of witnesses) for (const insider of new Set(block.flatMap(({ knownBy, sharedWith }) => [...knownBy, ...sharedWith ?? []]))) sets.set(insider, (sets.get(insider) ?? 0) + 1)
  const [first = 0, second = 0] = [...sets.values()].toSorted((a, b) => b - a)
  return witnesses.length - first - second >= k // guard: breakdowns have witnesses
}
