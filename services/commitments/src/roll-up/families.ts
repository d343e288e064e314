import { isWide, type Member } from './insiders.ts'
import { among, holdersIn, standingIn, type Measure, type Node } from './pools.ts'
import { isIn, witnessesOf, type Person, type Witnesses } from './witnesses.ts'

/** Smallest number of people, beyond those whom two insiders know, that any figure of a roll-up may be about. */
export const K = 5

/** People by the unit they sat in, for each figure that is told: those with an index, those with both values, everybody, … */
export type Counted = ReadonlyMap<string, readonly Member[]>

const people = (k: number): Measure<readonly Member[]> => ({ empty: [], plus: (a, b) => [...a, ...b], size: held => held.length, mayStand: held => isWide(held, k) })

/** Which groups may be shown, the residual rule on every figure again and again until none takes anything away. A group with nobody in a figure shows nothing of it. */
export function familyOf (nodes: readonly Node[], figures: readonly Counted[], k: number = K): ReadonlySet<string> {
  let family: ReadonlySet<string> = new Set(nodes.map(({ id }) => id))
  for (;;) {
    const before = family.size
    for (const figure of figures) family = standingIn(among(nodes, family), heldBy(nodes, family, figure), people(k))
    if (family.size === before) return family
  }
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

type Facet = { people: readonly Member[], witnesses: readonly Witnesses[] }

/**
 * Which of the shown groups may tell a breakdown as well. A pool of it must be wide like every pool, and have so many sets of witnesses
 * (witnesses.ts) that those without anybody whom two insiders know are still `k`. `column`: of its breakdown.
 */
export function facetFamilyOf (nodes: readonly Node[], shown: ReadonlySet<string>, indexed: ReadonlyMap<string, readonly Person[]>, column: number, k: number = K): ReadonlySet<string> {
  const held = new Map([...heldBy(nodes, shown, indexed)].map(([id, members]): [string, Facet] =>
    [id, { people: members.filter(one => isIn(one, column)), witnesses: witnessesOf(members, column) }]))
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
  for (const block of witnesses) for (const insider of new Set(block.flatMap(({ knownBy }) => knownBy))) sets.set(insider, (sets.get(insider) ?? 0) + 1)
  const [first = 0, second = 0] = [...sets.values()].toSorted((a, b) => b - a)
  return witnesses.length - first - second >= k // guard: breakdowns have witnesses
}
