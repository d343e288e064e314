/** Sums of one rating over people who gave it; `spread` over those of them whose distribution may be told (`people`: with those who would rather not say). */
export type Sums = { n: number, total: number, spread: { people: number, n: number, total: number, squares: number, favourable: number } | null }
/** A sum as the counting noted it. `place`: of the rating. */
export type NotedSum = { pool: string, place: number, n: number, total: number }
export type NotedSpread = { pool: string, place: number, people: number, n: number, squares: number, favourable: number }

/** Two releases count different people, so that their sums add up. */
export function added (a: Sums, b: Sums): Sums {
  const spread = a.spread === null || b.spread === null
    ? a.spread ?? b.spread
    : {
        people: a.spread.people + b.spread.people, n: a.spread.n + b.spread.n, total: a.spread.total + b.spread.total,
        squares: a.spread.squares + b.spread.squares, favourable: a.spread.favourable + b.spread.favourable
      }
  return { n: a.n + b.n, total: a.total + b.total, spread }
}

type Node = { id: string, parent: string | null }
type Standing = { groups: readonly Node[], shown: ReadonlySet<string>, withSpread: ReadonlySet<string>, places: number }

/** What every shown group holds of one release, by place: sums of the pools in it, nothing else. */
export function sumsOf ({ groups, shown, withSpread, places }: Standing, sums: readonly NotedSum[], spreads: readonly NotedSpread[]): Map<string, Sums[]> {
  const held = new Map([...shown].map(id => [id, Array.from({ length: places }, (): Sums => ({ n: 0, total: 0, spread: withSpread.has(id) ? { people: 0, n: 0, total: 0, squares: 0, favourable: 0 } : null }))]))
  const chains = chainsIn(groups)
  for (const { pool, place, n, total } of sums) {
    for (const id of chains(pool)) {
      const sum = held.get(id)?.[place]
      if (sum === undefined) continue
      sum.n += n
      sum.total += total
      // A group with a spread lies in no pool of the means: what it holds is whole.
      if (sum.spread !== null) sum.spread.total += total
    }
  }
  for (const { pool, place, people, n, squares, favourable } of spreads) {
    for (const id of chains(pool)) {
      const spread = held.get(id)?.[place]?.spread
      if (spread == null) continue
      spread.people += people
      spread.n += n
      spread.squares += squares
      spread.favourable += favourable
    }
  }
  return held
}

/** Every group's way up, itself first. */
function chainsIn (groups: readonly Node[]): (id: string) => string[] {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]))
  return id => {
    const chain: string[] = []
    for (let at: string | null = id; at !== null; at = parents.get(at) ?? null) chain.push(at)
    return chain
  }
}
