import type { Played } from './equations.ts'

/**
 * Somebody and what they know of a quarter beside what everybody is told: people whole, and single items of others. Who shares items comes twice, as if they had looked and as if not: whoever
 * forgets an item may be left with one person where nobody was left before.
 */
export type Insider = { who: string, people: ReadonlySet<string>, items: ReadonlySet<string> }
export const NOBODY: Insider = { who: 'nobody', people: new Set(), items: new Set() }

export const itemId = (personId: string, place: number): string => `${personId} ${place}`

export function insidersOf ({ sats }: Played): Insider[] {
  const [people, items] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  const note = (of: Map<string, Set<string>>, who: string, what: string) => of.set(who, (of.get(who) ?? new Set()).add(what))
  for (const { personId, knownBy, items: all } of sats) {
    for (const who of knownBy) note(people, who, personId)
    all.forEach(({ partners }, place) => { for (const who of partners) note(items, who, itemId(personId, place)) })
  }
  return [
    ...[...people].map(([who, known]): Insider => ({ who, people: known, items: new Set() })),
    ...[...items].map(([who, known]): Insider => ({ who: `${who}, with items shared`, people: people.get(who) ?? new Set(), items: known }))
  ]
}

/** Of these people, whom each insider knows; those who know somebody, and nobody. `partly`: whoever knows an item of a person counts as knowing them. */
export function knowing (insiders: readonly Insider[], among: ReadonlySet<string>, partly: boolean): { who: string, known: ReadonlySet<string> }[] {
  const seen = new Set<string>()
  const found = [NOBODY, ...insiders].map(({ who, people, items }) => {
    const known = among.intersection(people)
    if (partly) for (const item of items) { const personId = item.slice(0, item.lastIndexOf(' ')); if (among.has(personId)) known.add(personId) }
    return { who, known }
  })
  // Who knows the same of them is one attacker.
  return found.filter(({ who, known }) => {
    const label = [...known].sort().join()
    if (seen.has(label) && who !== NOBODY.who) return false
    seen.add(label)
    return true
  })
}

/** Every two of them, each alone with nobody too. */
export function * pairsOf<One> (all: readonly One[]): Generator<readonly [One, One]> {
  for (let a = 0; a < all.length; a++) for (let b = a; b < all.length; b++) yield [all[a] as One, all[b] as One]
}
