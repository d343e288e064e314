/** Something that somebody answers for. `ownerId` null: nobody. */
export type Owned = { kind: string, id: string, title: string, href: string, ownerId: string | null }
export type Load = { ownerId: string, things: readonly Owned[] }

/** Who owns how much, most first; ties by id. Things of nobody are left out. */
export function loadsOf (things: readonly Owned[]): Load[] {
  const loads = new Map<string, Owned[]>()
  for (const thing of things) {
    if (thing.ownerId === null) continue
    const load = loads.get(thing.ownerId)
    if (load === undefined) loads.set(thing.ownerId, [thing])
    else load.push(thing)
  }
  return [...loads].map(([ownerId, owned]) => ({ ownerId, things: owned })).sort((a, b) => b.things.length - a.things.length || (a.ownerId < b.ownerId ? -1 : 1))
}

/** Share of owned things that the first `many` owners hold, 0 to 1; null where nothing is owned. */
export function topShare (loads: readonly Load[], many: number): number | null {
  const all = sumOf(loads)
  return all === 0 ? null : sumOf(loads.slice(0, many)) / all
}

/**
 * Gini over owners: 2·Σ i·xᵢ / (n·Σ xᵢ) − (n + 1)/n, with x in rising order and i from 1 (Sen, On Economic Inequality, 1973). 0: all own as
 * much; (n − 1)/n is the most that n owners can reach. People who own nothing are not counted: who ought to own something is not known.
 */
export function giniOf (loads: readonly Load[]): number | null {
  const rising = loads.map(({ things }) => things.length).sort((a, b) => a - b)
  const [n, all] = [rising.length, sumOf(loads)]
  if (all === 0) return null
  return 2 * rising.reduce((sum, x, place) => sum + (place + 1) * x, 0) / (n * all) - (n + 1) / n
}

/** What is left without an owner when somebody leaves: all that they own alone. A thing that somebody else owns too stands. */
export function fallsWith (ownerId: string, things: readonly Owned[]): Owned[] {
  const heldByOthers = new Set(things.filter(thing => thing.ownerId !== null && thing.ownerId !== ownerId).map(({ kind, id }) => `${kind} ${id}`))
  return things.filter(({ kind, id, ownerId: owner }) => owner === ownerId && !heldByOthers.has(`${kind} ${id}`))
}

const sumOf = (loads: readonly Load[]) => loads.reduce((sum, { things }) => sum + things.length, 0)
