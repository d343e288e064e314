import type { Member } from './insiders.ts'

/** What one person's index is made of: an item's weight as `weight / parts`, and the breakdowns it belongs to (its horizon, its discipline). */
export type Part = { weight: number, parts: number, facets: readonly string[] }
/** One row for each item, one column for the index and one for each breakdown (`equationsOf`). */
export type Person = Member & { equations: readonly (readonly number[])[] }
/** People who together witness a breakdown: whoever takes them all out of it takes the whole breakdown out. */
export type Witnesses = readonly Person[]

/** Products of two residues stay whole numbers in a double. What has full rank modulo a prime has it in truth. */
const P = 67_108_859
/** More than two bosses of large teams can know, and enough to stop searching. */
const MOST = 64

/**
 * Why a breakdown is dangerous: an index is a known mix of its breakdowns, so that "index less a half of the 3 months' less a half of the 6 months'"
 * leaves nothing of a person with that mix, and may leave one other person alone. Sums of a pool are told with any factors, so take them
 * as unknowns: an item vanishes from a sum when (factor of the index) / W + (of its horizon) / W_h + (of its discipline) / W_d = 0. This gives those
 * equations, an item each: column 0 is the index, column 1 + i the breakdown `facets[i]`.
 */
export function equationsOf (items: readonly Part[], facets: readonly string[]): number[][] {
  const weights = items.map(({ weight, parts }) => weight * inverse(parts) % P)
  const whole = (isIn: (item: Part) => boolean) => items.reduce((sum, item, place) => isIn(item) ? (sum + (weights[place] as number)) % P : sum, 0)
  const factors = [inverse(whole(() => true)), ...facets.map(facet => inverse(whole(item => item.facets.includes(facet))))]
  return items.map(item => factors.map((factor, column) => column === 0 || item.facets.includes(facets[column - 1] as string) ? factor : 0))
}

/** Whether anything of a person is in the breakdown of this column. */
export const isIn = ({ equations }: Pick<Person, 'equations'>, column: number): boolean => equations.some(row => row[column] !== 0)

/**
 * Sets of people within one pool of the index, all of whose items vanish only when the factor of this column is 0. With n sets that share nobody, a sum
 * with that breakdown in it holds somebody of each: at least n people. Other factors are taken as the pool's own.
 */
export function witnessesOf (people: readonly Person[], column: number): Witnesses[] {
  const found: Witnesses[] = []
  // Who has nothing of it may still settle the other factors; they come last.
  let left = [...people.filter(one => isIn(one, column)), ...people.filter(one => !isIn(one, column))]
  while (found.length < MOST) {
    const block = blockIn(left, column)
    if (block === null) return found
    const kept = new Set(pruned(block, column))
    found.push([...kept])
    left = left.filter(one => !kept.has(one))
  }
  return found
}

function blockIn (people: readonly Person[], column: number): Person[] | null {
  const basis: Basis = []
  const block: Person[] = []
  for (const person of people) {
    if (adds(basis, person, column)) block.push(person)
    if (basis[column] !== undefined) return block
  }
  return null
}

/** Who is not needed may witness elsewhere. */
function pruned (block: readonly Person[], column: number): readonly Person[] {
  let kept = block
  for (const one of block) {
    const basis: Basis = []
    const rest = kept.filter(other => other !== one)
    for (const person of rest) adds(basis, person, column)
    if (basis[column] !== undefined) kept = rest
  }
  return kept
}

/** Rows by pivot, each with a one there. The column asked about is the last that may be a pivot: one there says that its factor is 0. */
type Basis = (number[] | undefined)[]

/** Whether a person's equations say anything new. */
const adds = (basis: Basis, { equations }: Person, last: number): boolean => equations.map(row => reduceInto(basis, row, last)).includes(true)

function reduceInto (basis: Basis, equation: readonly number[], last: number): boolean {
  const row = [...equation]
  for (let step = 0; step < row.length; step++) {
    const at = step === row.length - 1 ? last : step < last ? step : step + 1
    const value = row[at] as number
    if (value === 0) continue
    const by = basis[at]
    if (by === undefined) {
      const factor = inverse(value)
      basis[at] = row.map(one => one * factor % P)
      return true
    }
    for (let column = 0; column < row.length; column++) if (by[column] !== 0) row[column] = ((row[column] as number) + (P - value) * (by[column] as number)) % P
  }
  return false
}

/** By Fermat: a^(P − 2). Of 0 it is 0. */
function inverse (a: number): number {
  let [result, square] = [1, a % P]
  for (let left = P - 2; left > 0; left = Math.floor(left / 2), square = square * square % P) if (left % 2 === 1) result = result * square % P
  return result
}
