import { poolTree } from '@weft/service-kit/pooling'

type Node = { id: string, parent: string | null }
type Counts = ReadonlyMap<string, number>

/**
 * Which groups may be shown together: the residual rule on each of `figures` (people, then who said something at each rating), repeated
 * until none takes anything away. Every residual of every count is then empty or ≥ `atLeast`. A group nobody of whom is counted in a figure
 * shows nothing of it, and hides nothing else. `groups`: each before what lies in it. `among`: start from these instead of all.
 */
export function familyOf (groups: readonly Node[], figures: readonly Counts[], atLeast: number, among: ReadonlySet<string> = new Set(groups.map(({ id }) => id))): ReadonlySet<string> {
  let family = among
  for (;;) {
    const before = family.size
    for (const counts of figures) family = narrowed(groups, family, counts, atLeast)
    if (family.size === before) return family
  }
}

/** The nearest group of `family` that each group is in: itself, or one above; without one there is no entry. */
export function holdersIn (groups: readonly Node[], family: ReadonlySet<string>): Map<string, string> {
  const holders = new Map<string, string>()
  for (const { id, parent } of groups) {
    const holder = family.has(id) ? id : parent === null ? undefined : holders.get(parent)
    if (holder !== undefined) holders.set(id, holder)
  }
  return holders
}

function narrowed (groups: readonly Node[], family: ReadonlySet<string>, counts: Counts, atLeast: number): ReadonlySet<string> {
  const holders = holdersIn(groups, family)
  const left = groups.filter(({ id }) => family.has(id)).map(({ id, parent }) => ({ id, parent: parent === null ? null : holders.get(parent) ?? null }))
  const held = new Map<string, number>()
  for (const [id, count] of counts) {
    const holder = holders.get(id)
    if (holder !== undefined) held.set(holder, (held.get(holder) ?? 0) + count)
  }
  const { standing } = poolTree(left, held, atLeast) // guard: residual rule of the same-page figures
  const whole = rolledUp(left, held)
  return new Set(left.filter(({ id }) => standing.has(id) || whole.get(id) === 0).map(({ id }) => id))
}

/** Each group with all that lies in it. `groups`: each before what lies in it. */
export function rolledUp (groups: readonly Node[], own: Counts): Map<string, number> {
  const whole = new Map(groups.map(({ id }) => [id, own.get(id) ?? 0]))
  for (const { id, parent } of groups.toReversed()) if (parent !== null) whole.set(parent, (whole.get(parent) ?? 0) + (whole.get(id) ?? 0))
  return whole
}
