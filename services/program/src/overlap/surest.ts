import type { Pair } from './neighbours.ts'

export type Sure = Pair & { sure: number }

/** Of many pairs those that are among the `most` surest of at least one of the two: a list that somebody can read, whatever came in. */
export class Surest {
  private readonly of = new Map<number, Sure[]>()
  private readonly most: number

  constructor (most: number) { this.most = most }

  add (pair: Sure): void {
    this.keep(pair.a, pair)
    this.keep(pair.b, pair)
  }

  get kept (): Sure[] { return [...new Set([...this.of.values()].flat())] }

  private keep (place: number, pair: Sure): void {
    const list = this.of.get(place) ?? []
    if (list.length === this.most && list.at(-1)!.sure >= pair.sure) return
    const before = list.findIndex(({ sure }) => sure < pair.sure)
    list.splice(before < 0 ? list.length : before, 0, pair)
    if (list.length > this.most) list.pop()
    this.of.set(place, list)
  }
}
