/** Sums of figures are worked out modulo this, exactly: products of two residues stay whole numbers in a double. What has full rank modulo a prime has it in truth; that it has not by chance, one in 67 million. */
export const P = 67_108_859

/** By Fermat: a^(P − 2). Of 0 it is 0. */
export function inverse (a: number): number {
  let [result, square] = [1, a % P]
  for (let left = P - 2; left > 0; left = Math.floor(left / 2), square = square * square % P) if (left % 2 === 1) result = result * square % P
  return result
}

/** Row space, by pivots: each row has a one at its pivot, the first place at which it is not 0. */
export class Space {
  readonly rows = new Map<number, readonly number[]>()

  /** Whether the row says anything that was not there. */
  add (row: readonly number[]): boolean {
    const left = [...row]
    for (let at = 0; at < left.length; at++) {
      const value = left[at] as number
      if (value === 0) continue
      const by = this.rows.get(at)
      if (by === undefined) {
        const factor = inverse(value)
        this.rows.set(at, left.map(one => one * factor % P))
        return true
      }
      for (let place = at; place < left.length; place++) left[place] = ((left[place] as number) + (P - value) * (by[place] as number)) % P
    }
    return false
  }

  get rank (): number { return this.rows.size }
}

/** Rows reduced until each has a one where all others have 0, the places tried in the order given. In place; gives how many are not 0, these first. */
export function reduce (rows: number[][], order: readonly number[]): number {
  let rank = 0
  for (const column of order) {
    const at = rows.findIndex((row, place) => place >= rank && row[column] !== 0)
    if (at === -1) continue
    const pivot = rows[at] as number[]
    rows[at] = rows[rank] as number[]
    const factor = inverse(pivot[column] as number)
    const scaled = pivot.map(one => one * factor % P)
    rows[rank] = scaled
    rows.forEach((row, place) => {
      const value = row[column] as number
      if (place === rank || value === 0) return
      for (let one = 0; one < row.length; one++) if (scaled[one] !== 0) row[one] = ((row[one] as number) + (P - value) * (scaled[one] as number)) % P
    })
    if (++rank === rows.length) break
  }
  return rank
}
