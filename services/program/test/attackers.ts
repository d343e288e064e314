// Sums of single ratings as equations, solved exactly modulo a prime: a mean and its n give a sum, and a reader may know who is in which group.
/** Products of two residues stay whole numbers in a double. */
const P = 67_108_859
type Row = number[]
/** People whose sum of one rating is known. Who they are an attacker may know; what they said, not. */
export type Known = ReadonlySet<number>

/** A random number from 0 up to below `most`. */
type Random = (most: number) => number

/**
 * Persons whose rating alone follows from `known` for two who add their own, and pairs whose sum does; each as a sentence. The two themselves
 * are no find. A sum follows when no change of the ratings that leaves all known sums as they are changes it: two random such changes
 * are tried, so that one find in 10^15 is none.
 */
export function finds (people: number, known: readonly Known[], coalitions: readonly (readonly [number, number])[], random: Random): string[] {
  const basis = new Map<number, Row>()
  for (const set of known) reduceInto(basis, rowOf(people, set))
  return coalitions.flatMap(([a, b]) => {
    const knows = new Map(basis)
    reduceInto(knows, rowOf(people, new Set([a])))
    reduceInto(knows, rowOf(people, new Set([b])))
    const [x, y] = [changeOf(people, knows, random), changeOf(people, knows, random)]
    const at = new Map<string, number>()
    return Array.from({ length: people }, (_, one) => one).filter(one => one !== a && one !== b).flatMap(one => {
      if (x[one] === 0 && y[one] === 0) return [`${a} and ${b} know what ${one} said`]
      const other = at.get(`${P - (x[one] as number)} ${P - (y[one] as number)}`)
      at.set(`${x[one]} ${y[one]}`, one)
      return other === undefined ? [] : [`${a} and ${b} know what ${other} and ${one} said together`]
    })
  })
}

const rowOf = (people: number, set: Known): Row => Array.from({ length: people }, (_, at) => set.has(at) ? 1 : 0)

/** Adds a row to a basis in which every row has a one at its pivot and nothing at the pivots before it. */
function reduceInto (basis: Map<number, Row>, row: Row): void {
  let rest = row
  for (const [pivot, by] of basis) rest = without(rest, pivot, by)
  const pivot = rest.findIndex(value => value !== 0)
  if (pivot === -1) return
  const inverse = power(rest[pivot] as number, P - 2)
  basis.set(pivot, rest.map(value => value * inverse % P))
}

function without (row: Row, pivot: number, by: Row): Row {
  const factor = row[pivot] as number
  return factor === 0 ? row : row.map((value, at) => (value + (P - factor) * (by[at] as number)) % P)
}

/** A random change of all ratings that leaves every sum of the basis as it is. */
function changeOf (people: number, basis: ReadonlyMap<number, Row>, random: Random): Row {
  const change = Array.from({ length: people }, () => random(P))
  // The last row first: it has nothing at the pivots before it, and those that follow it are settled.
  for (const [pivot, row] of [...basis].reverse()) {
    change[pivot] = 0
    const sum = row.reduce((all, value, at) => (all + value * (change[at] as number)) % P, 0)
    change[pivot] = (P - sum) % P
  }
  return change
}

function power (base: number, exponent: number): number {
  let [result, square] = [1, base]
  for (let left = exponent; left > 0; left = Math.floor(left / 2), square = square * square % P) if (left % 2 === 1) result = result * square % P
  return result
}
