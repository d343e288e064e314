import { below, type seeded } from '@weft/testkit/seeded'
import type { Node } from '../src/roll-up/pools.ts'
import { equationsOf, type Part, type Person } from '../src/roll-up/witnesses.ts'
import { inverse, P, type Row } from './attackers.ts'

type Random = ReturnType<typeof seeded>
export type Sitting = Person & { items: readonly Part[], unit: string, boss: string }
export type RollUpWorld = { nodes: Node[], people: Sitting[] }
export const facets = ['3-months', '6-months', 'CI', 'CF']

/** A tree of units and people in it, each with a boss, and items of a few weights, horizons and disciplines; small, so that every set of people can be tried. */
export function randomWorld (random: Random, { units, people, bosses }: { units: number, people: number, bosses: number }): RollUpWorld {
  const nodes = Array.from({ length: units }, (_, at): Node => ({ id: `U-${at}`, parent: at === 0 ? null : `U-${below(random, at)}` }))
  const sitting = Array.from({ length: people }, (_, at): Sitting => {
    const boss = `B-${below(random, bosses)}`
    const items = Array.from({ length: 1 + below(random, 3) }, () => ({
      weight: 1 + below(random, 3), parts: below(random, 5) === 0 ? 2 : 1, facets: [facets[below(random, 2)] as string, ...below(random, 3) === 0 ? [] : [facets[2 + below(random, 2)] as string]]
    }))
    return { personId: `P-${at}`, unit: `U-${below(random, units)}`, boss, items, equations: equationsOf(items, facets), knownBy: [`P-${at}`, boss] }
  })
  return { nodes, people: sitting }
}

export function byUnit<Held extends { unit: string }> (people: readonly Held[]): Map<string, Held[]> {
  const held = new Map<string, Held[]>()
  for (const one of people) held.set(one.unit, [...held.get(one.unit) ?? [], one])
  return held
}

const credits = ({ personId, items }: Sitting) => items.map((_, at) => `${personId} ${at}`)
export const unknownsOf = (people: readonly Sitting[]): Map<string, string[]> => new Map(people.map(one => [one.personId, credits(one)]))

/** The sum of a group's indices, or of one breakdown of them, as factors of each item's credit. `facet` '': the index. */
export function sumRow (people: readonly Sitting[], facet: string): Row {
  const row = new Map<string, number>()
  for (const one of people) {
    const inIt = one.items.map(({ facets: of }) => facet === '' || of.includes(facet))
    const weights = one.items.map(({ weight, parts }, at) => inIt[at] === true ? weight * inverse(parts) % P : 0)
    const whole = inverse(weights.reduce((sum, weight) => (sum + weight) % P, 0))
    credits(one).forEach((name, at) => { if (inIt[at] === true) row.set(name, (weights[at] as number) * whole % P) })
  }
  return row
}

/** Everybody in a unit or below it. */
export function within ({ nodes, people }: RollUpWorld, unit: string): Sitting[] {
  const inside = new Set([unit])
  for (const { id, parent } of nodes) if (parent !== null && inside.has(parent)) inside.add(id)
  return people.filter(one => inside.has(one.unit))
}
