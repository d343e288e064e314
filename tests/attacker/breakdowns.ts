import type { seeded } from '@weft/testkit/seeded'
import { facetsOf, isIndexed, withinUnits, type Played } from './equations.ts'
import { itemId, NOBODY, pairsOf, type Insider } from './insiders.ts'
import { inverse, P, Space } from './prime.ts'
import { smallest, type Column } from './search.ts'
import { atomsOf, type Find } from './sums.ts'
import type { Told } from './told.ts'

type Random = ReturnType<typeof seeded>
/** What one item adds to each factor that a reader may give to a told sum of its people: factor → share of the item in that mean, as residues. */
type Equation = ReadonlyMap<string, number>
type Someone = { personId: string, items: readonly { id: string, equation: Equation }[] }
/** `undecided`: neither proven nor found, because the search gave up or there was too much to search. */
export type Decided = { finds: Find[], proven: number, searched: number, undecided: number }
/** Searched for at most for one breakdown of one atom; a house that keeps its promise needs next to none. */
const MOST_SEARCHED = 12

/**
 * An index is a known mix of its breakdowns, so both are sums over single items. Whatever factors a reader gives to told sums, an item shows in the result when its equation does not come to 0. Decides for
 * every two insiders whether some factors leave the items of fewer than k others. Proof that none do: k sets of people, none of whom is known, each of which forces a breakdown's factor to 0; without breakdowns
 * only whole atoms of the index are left, which sums.ts looks at. Where there is no such proof, the result is searched for.
 */
export function findInBreakdowns (played: Played, told: readonly Told[], insiders: readonly Insider[], k: number, random: Random, enough = 3): Decided {
  const people = peopleIn(played, told.filter(({ quarter }) => quarter === played.quarter))
  const factors = [...new Set(people.flatMap(({ items }) => items.flatMap(({ equation }) => [...equation.keys()])))].filter(factor => factor.startsWith('facet '))
  const decided: Decided = { finds: [], proven: 0, searched: 0, undecided: 0 }
  // Where there are fewest witnesses, there is most to find.
  for (const { factor, witnesses } of factors.map(factor => ({ factor, witnesses: witnessesOf(people, factor) })).toSorted((a, b) => a.witnesses.length - b.witnesses.length)) {
    let searched = 0
    for (const [a, b] of pairsOf(hitting(witnesses, insiders))) {
      if (witnesses.length - a.hits.union(b.hits).size >= k) { decided.proven++; continue }
      if (decided.finds.length >= enough) return decided
      if (searched++ >= MOST_SEARCHED) { decided.undecided++; continue }
      const found = smallest(columnsOf(people, a.insider, b.insider, factor), k, random)
      decided.searched++
      if (found === 'undecided') decided.undecided++
      else if (found !== null) decided.finds.push({ quarter: played.quarter, what: `items, by ${factor.split('|')[0]}`, who: [a.insider.who, b.insider.who], of: found })
    }
  }
  return decided
}

/** Everybody with an index in a told sum. A factor is that of an atom of one figure's groups: within it a reader can only weigh all alike, and between atoms as they like. */
function peopleIn (played: Played, told: readonly Told[]): Someone[] {
  const within = withinUnits(played, isIndexed)
  const atomBy = (what: string): ReadonlyMap<string, string> => {
    const groups = new Map(told.filter(one => one.what === what && one.value !== null).map(({ unitId }) => [unitId, within.get(unitId) ?? new Set<string>()]))
    return new Map([...atomsOf(groups)].flatMap(([signature, members]) => [...members].map(personId => [personId, `${what}|${signature}`] as const)))
  }
  const atoms = new Map([...new Set(told.filter(({ what }) => what === 'index' || what.startsWith('facet ')).map(({ what }) => what))].map(what => [what, atomBy(what)]))
  return played.sats.filter(isIndexed).map(({ personId, items }): Someone => {
    const weights = items.map(({ weight, parts }) => weight * inverse(parts) % P)
    const equationOf = (place: number): Equation => new Map(['index', ...facetsOf(items[place] as typeof items[number]).map(facet => `facet ${facet}`)].flatMap(what => {
      const factor = atoms.get(what)?.get(personId)
      if (factor === undefined) return []
      const whole = items.reduce((sum, item, at) => what === 'index' || facetsOf(item).includes(what.slice('facet '.length)) ? (sum + (weights[at] as number)) % P : sum, 0)
      return [[factor, inverse(whole)] as const]
    }))
    return { personId, items: items.map((_, place) => ({ id: itemId(personId, place), equation: equationOf(place) })) }
  })
}

const has = ({ items }: Someone, factor: string): boolean => items.some(({ equation }) => equation.has(factor))

/** Sets that share nobody, each of people who meet the same factors and together force this one to 0. */
function witnessesOf (people: readonly Someone[], factor: string): string[][] {
  const index = (one: Someone) => [...one.items[0]?.equation.keys() ?? []].find(name => name.startsWith('index|')) ?? ''
  const found: string[][] = []
  for (const cell of Map.groupBy(people, index).values()) {
    if (!cell.some(one => has(one, factor))) continue
    const factors = [...new Set(cell.flatMap(({ items }) => items.flatMap(({ equation }) => [...equation.keys()])))].filter(name => name !== factor)
    const rowsOf = new Map(cell.map(one => [one, one.items.map(({ equation }) => [...factors, factor].map(name => equation.get(name) ?? 0))]))
    const forces = (set: readonly Someone[]): { space: Space, used: Someone[] } => {
      const [space, used]: [Space, Someone[]] = [new Space(), []]
      for (const one of set) {
        if ((rowsOf.get(one) ?? []).map(row => space.add(row)).includes(true)) used.push(one)
        if (space.rows.has(factors.length)) break
      }
      return { space, used }
    }
    for (let left = cell.toSorted((a, b) => Number(has(b, factor)) - Number(has(a, factor)) || b.items.length - a.items.length); ;) {
      const { space, used } = forces(left)
      if (!space.rows.has(factors.length)) break
      let set = used
      for (const one of used) { const rest = set.filter(other => other !== one); if (forces(rest).space.rows.has(factors.length)) set = rest }
      found.push(set.map(({ personId }) => personId))
      left = left.filter(one => !set.includes(one))
    }
  }
  return found
}

/** Which sets an insider spoils, knowing anything of anybody in them; who spoils the same is one attacker. */
function hitting (witnesses: readonly (readonly string[])[], insiders: readonly Insider[]): { insider: Insider, hits: ReadonlySet<number> }[] {
  const seen = new Set<string>()
  return [NOBODY, ...insiders].map(insider => {
    const partly = new Set([...insider.items].map(item => item.slice(0, item.lastIndexOf(' '))))
    return { insider, hits: new Set(witnesses.flatMap((set, at) => set.some(personId => insider.people.has(personId) || partly.has(personId)) ? [at] : [])) }
  }).filter(({ insider, hits }) => {
    const label = witnesses.length < 12 ? `${[...insider.people].sort().join()}:${[...insider.items].join()}` : [...hits].join()
    if (seen.has(label)) return false
    seen.add(label)
    return true
  })
}

/** Items that two do not know, of people who hang together with a factor. */
function columnsOf (people: readonly Someone[], a: Insider, b: Insider, factor: string): Column[] {
  const connected = new Set([factor])
  for (let before = 0; before !== connected.size;) {
    before = connected.size
    for (const { items } of people) if (items.some(({ equation }) => [...equation.keys()].some(name => connected.has(name)))) for (const { equation } of items) for (const name of equation.keys()) connected.add(name)
  }
  return people.filter(({ personId }) => !a.people.has(personId) && !b.people.has(personId)).flatMap(({ personId, items }) =>
    items.filter(({ id, equation }) => !a.items.has(id) && !b.items.has(id) && [...equation.keys()].some(name => connected.has(name))).map(({ equation }) => ({ personId, equation })))
}
