// Sums as equations, solved exactly modulo a prime: what is shown, and what two who put together their knowledge make of it.
/** Products of two residues stay whole numbers in a double. */
export const P = 67_108_859
/** Factors by unknown, as residues. */
export type Row = ReadonlyMap<string, number>
type Random = (most: number) => number

export function inverse (a: number): number {
  let [result, square] = [1, a % P]
  for (let left = P - 2; left > 0; left = Math.floor(left / 2), square = square * square % P) if (left % 2 === 1) result = result * square % P
  return result
}

/**
 * Sets of fewer than `k` people about whose unknowns alone something follows from the rows, for somebody who knows `known` already; each by its people.
 * `unknowns`: of each person. Something follows of a set when the changes that leave every row as it is cannot change its unknowns freely; enough
 * random such changes are looked at that one find in 10^7 is none.
 */
export function finds (rows: readonly Row[], unknowns: ReadonlyMap<string, readonly string[]>, known: ReadonlySet<string>, k: number, random: Random): string[][] {
  const people = [...unknowns].filter(([person]) => !known.has(person))
  const columns = people.flatMap(([, names]) => names)
  const place = new Map(columns.map((name, at) => [name, at]))
  const basis = basisOf(rows.map(row => dense(row, place)))
  const widest = Math.max(0, ...people.map(([, names]) => names.length)) * (k - 1) + 1
  const changes = Array.from({ length: widest }, () => changeOf(columns.length, basis, random))
  return subsets(people.map(([person]) => person), k - 1).filter(set => {
    const at = set.flatMap(person => (unknowns.get(person) ?? []).map(name => place.get(name) as number))
    return basisOf(changes.map(change => at.map(column => change[column] as number))).size < at.length
  })
}

function dense (row: Row, place: ReadonlyMap<string, number>): number[] {
  const values = Array.from({ length: place.size }, () => 0)
  for (const [name, value] of row) {
    const at = place.get(name)
    if (at !== undefined) values[at] = value
  }
  return values
}

/** Rows by pivot, each with a one at its pivot and nothing at the pivots before it. */
function basisOf (rows: readonly number[][]): Map<number, number[]> {
  const basis = new Map<number, number[]>()
  for (const row of rows) {
    let rest = row
    for (const [pivot, by] of basis) {
      const factor = rest[pivot] as number
      if (factor !== 0) rest = rest.map((value, at) => (value + (P - factor) * (by[at] as number)) % P)
    }
    const pivot = rest.findIndex(value => value !== 0)
    if (pivot === -1) continue
    const factor = inverse(rest[pivot] as number)
    basis.set(pivot, rest.map(value => value * factor % P))
  }
  return basis
}

function changeOf (width: number, basis: ReadonlyMap<number, number[]>, random: Random): number[] {
  const change = Array.from({ length: width }, () => random(P))
  for (const [pivot, row] of [...basis].reverse()) {
    change[pivot] = 0
    const sum = row.reduce((all, value, at) => (all + value * (change[at] as number)) % P, 0)
    change[pivot] = (P - sum) % P
  }
  return change
}

function subsets (people: readonly string[], most: number): string[][] {
  let last: string[][] = [[]]
  const all: string[][] = []
  for (let size = 1; size <= most; size++) {
    last = last.flatMap(set => people.slice(set.length === 0 ? 0 : people.indexOf(set.at(-1) as string) + 1).map(one => [...set, one]))
    all.push(...last)
  }
  return all
}
