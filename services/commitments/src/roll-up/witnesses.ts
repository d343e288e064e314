import type { Member } from './insiders.ts'

/** What one person's index is made of: an item's weight as `weight / parts`, and the breakdowns it belongs to (its horizon, its discipline). */
export type Part = { weight: number, parts: number, facets: readonly string[] }
export type Person = Member & { items: readonly Part[] }
/** People who together witness a breakdown: whoever takes them all out of it takes the whole breakdown out. */
export type Witnesses = readonly Person[]

/** Products of two residues stay whole numbers in a double. What has full rank modulo a prime has it in truth. */
const P = 67_108_859
/** The index itself, which is told beside its breakdowns. */
const WHOLE = ''
/** More than two bosses of large teams can know, and enough to stop searching. */
const MOST = 64
type Row = ReadonlyMap<string, number>

/**
 * Why a breakdown is dangerous: an index is a known mix of its breakdowns, so that "index less a half of the 3 months' less a half of the 6 months'"
 * leaves nothing of a person with that mix, and may leave one other person alone. Sums of a pool are told with any factors, so take them
 * as unknowns: an item vanishes from a sum when (factor of the index) / W + (of its horizon) / W_h + (of its discipline) / W_d = 0. Witnesses
 * of a breakdown are people all of whose items vanish only when its factor is 0. With n sets of witnesses that share nobody, a sum with that breakdown
 * in it holds somebody of each: at least n people. Gives such sets within one pool of the index, whose other factors are its own.
 */
export function witnessesOf (people: readonly Person[], facet: string): Witnesses[] {
  const found: Witnesses[] = []
  let left = people.filter(({ items }) => items.some(({ facets }) => facets.includes(facet)))
  // Who has nothing of it may still settle the other factors; they come last.
  left = [...left, ...people.filter(one => !left.includes(one))]
  while (found.length < MOST) {
    const block = smallestFirst(left, facet)
    if (block === null) return found
    found.push(block)
    left = left.filter(one => !block.includes(one))
  }
  return found
}

function smallestFirst (people: readonly Person[], facet: string): Witnesses | null {
  const basis = new Map<string, Row>()
  const block: Person[] = []
  for (const person of people) {
    const before = basis.size
    for (const row of rowsOf(person)) reduceInto(basis, row)
    if (basis.size > before) block.push(person)
    if (vanishes(basis, facet)) return pruned(block, facet)
  }
  return null
}

/** Who is not needed may witness elsewhere. */
function pruned (block: readonly Person[], facet: string): Witnesses {
  let kept = block
  for (const one of block) {
    const rest = kept.filter(other => other !== one)
    const basis = new Map<string, Row>()
    for (const person of rest) for (const row of rowsOf(person)) reduceInto(basis, row)
    if (vanishes(basis, facet)) kept = rest
  }
  return kept
}

/** Whether the equations of the basis leave the factor of the breakdown no choice but 0. */
const vanishes = (basis: ReadonlyMap<string, Row>, facet: string): boolean => rest(basis, new Map([[facet, 1]])).size === 0

/** One equation for each item of a person. */
function rowsOf ({ items }: Person): Row[] {
  const weights = items.map(({ weight, parts }) => weight * inverse(parts) % P)
  const whole = (facet: string) => items.reduce((sum, { facets }, place) => facet === WHOLE || facets.includes(facet) ? (sum + (weights[place] as number)) % P : sum, 0)
  return items.map(({ facets }) => new Map([WHOLE, ...facets].map(facet => [facet, inverse(whole(facet))])))
}

/** Each row of the basis has a one at its own unknown, and nothing at the unknowns of the others. */
function reduceInto (basis: Map<string, Row>, row: Row): void {
  const left = rest(basis, row)
  const [pivot] = left.keys()
  if (pivot === undefined) return
  const factor = inverse(left.get(pivot) as number)
  const fresh = new Map([...left].map(([unknown, value]) => [unknown, value * factor % P]))
  for (const [other, by] of basis) basis.set(other, without(by, pivot, fresh))
  basis.set(pivot, fresh)
}

const rest = (basis: ReadonlyMap<string, Row>, row: Row): Row => [...basis].reduce((left, [pivot, by]) => without(left, pivot, by), row)

function without (row: Row, pivot: string, by: Row): Row {
  const factor = row.get(pivot)
  if (factor === undefined) return row
  const left = new Map(row)
  for (const [unknown, value] of by) {
    const sum = ((left.get(unknown) ?? 0) + (P - factor) * value) % P
    if (sum === 0) left.delete(unknown)
    else left.set(unknown, sum)
  }
  return left
}

/** By Fermat: a^(P − 2). */
function inverse (a: number): number {
  let [result, square] = [1, a % P]
  for (let left = P - 2; left > 0; left = Math.floor(left / 2), square = square * square % P) if (left % 2 === 1) result = result * square % P
  return result
}
