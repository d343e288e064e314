import { shuffled, type seeded } from '@weft/testkit/seeded'
import { reduce, Space } from './prime.ts'

export type Column = { personId: string, equation: ReadonlyMap<string, number> }
type Random = ReturnType<typeof seeded>
const TRIES = 8
/** Looked at by the exact search before it gives up. */
const MOST_STEPS = 400

/**
 * The people of a result that tells of fewer than k; null: there is none. A result is a row of told sums with any factors. First by chance: rows reduced in a random order show results with few items (Lee & Brickell
 * 1988, of codes). Then exactly: whoever is in the way of every result of fewer than k is one of any people who together settle all factors, so one of them is left out, and so on; where k sets settle all, there is none.
 */
export function smallest (columns: readonly Column[], k: number, random: Random): string[] | null | 'undecided' {
  const names = [...new Set(columns.flatMap(({ equation }) => [...equation.keys()]))]
  const vectors = columns.map(({ equation }) => names.map(name => equation.get(name) ?? 0))
  for (let at = 0; at < TRIES; at++) {
    const rows = names.map((_, factor) => vectors.map(vector => vector[factor] as number))
    const rank = reduce(rows, shuffled(random, columns.map((_, place) => place)))
    for (const row of rows.slice(0, rank)) {
      const of = new Set(columns.flatMap(({ personId }, place) => row[place] === 0 ? [] : [personId]))
      if (of.size > 0 && of.size < k) return [...of].sort()
    }
  }
  const people = new Map<string, number[][]>()
  columns.forEach(({ personId }, place) => people.set(personId, [...people.get(personId) ?? [], vectors[place] as number[]]))
  const whole = new Space()
  for (const vector of vectors) whole.add(vector)
  return exactly(people, whole.rank, k - 1, { left: MOST_STEPS }, random)
}

type People = ReadonlyMap<string, readonly (readonly number[])[]>

function exactly (people: People, rank: number, most: number, steps: { left: number }, random: Random): string[] | null | 'undecided' {
  const settling: string[][] = []
  for (let left = shuffled(random, [...people.keys()]); settling.length <= most;) {
    const set = settlingIn(people, left, rank)
    if (set === null) break
    settling.push(set)
    left = left.filter(personId => !set.includes(personId))
  }
  if (settling.length > most) return null
  if (settling.length === 0) return []
  if (steps.left-- <= 0) return 'undecided'
  const base = settling.reduce((a, b) => b.length < a.length ? b : a)
  let open = false
  for (const personId of base) {
    const found = exactly(new Map([...people].filter(([other]) => other !== personId)), rank, most - 1, steps, random)
    if (found === 'undecided') open = true
    else if (found !== null) return [...found, personId].sort()
  }
  return open ? 'undecided' : null
}

/** People who together settle all factors; null: these do not. */
function settlingIn (people: People, order: readonly string[], rank: number): string[] | null {
  const [space, set]: [Space, string[]] = [new Space(), []]
  for (const personId of order) {
    if ((people.get(personId) ?? []).map(vector => space.add(vector)).includes(true)) set.push(personId)
    if (space.rank === rank) return set
  }
  return null
}
