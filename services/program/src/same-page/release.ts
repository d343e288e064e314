import type { SamePageFigure } from '@weft/contracts/program/samepage-api'
import { byCodePoint } from '@weft/service-kit/checksum'
import { familyOf, holdersIn } from './family.ts'
import { figureOf, pooledWith, type Pooled } from './figure.ts'
import { groupId, groupsOf, type Group, type Side, type Unit } from './groups.ts'
import { added, sumsOf, type NotedSpread, type NotedSum, type Sums } from './sums.ts'

/** How many people a shown mean has at least, and a spread. */
export const [K, K_SPREAD] = [5, 10]

/** People not counted yet: of one side of one unit, and how many of them said something at each place. */
export type Waiting = { side: Side, unitId: string, people: number, raters: readonly number[] }
export type Plan = { groups: readonly Group[], shown: ReadonlySet<string>, withSpread: ReadonlySet<string>, places: number }
/** Where the counting adds people up; null: not counted now. */
export type Pool = { side: Side, unitId: string, pool: string | null, spread: string | null }

/** Which groups this release may show: the residual rule on people and on every rating, with 5 for means and with 10 for spreads. Depends on who answered what, never on the answers. */
export function planOf (units: readonly Unit[], waiting: readonly Waiting[], places: number): Plan {
  const groups = groupsOf(units)
  const known = new Set(groups.map(({ id }) => id))
  const at = ({ side, unitId }: Waiting) => known.has(groupId(side, unitId)) ? groupId(side, unitId) : side
  const counts = Array.from({ length: places + 1 }, (_, place) => {
    const count = new Map<string, number>()
    for (const one of waiting) count.set(at(one), (count.get(at(one)) ?? 0) + (place === 0 ? one.people : one.raters[place - 1] ?? 0))
    return count
  })
  const shown = familyOf(groups, counts, K)
  return { groups, shown, withSpread: familyOf(groups, counts, K_SPREAD, shown), places }
}

export function poolsOf ({ groups, shown, withSpread }: Plan, waiting: readonly Waiting[]): Pool[] {
  const [means, spreads] = [holdersIn(groups, shown), holdersIn(groups, withSpread)]
  return waiting.map(({ side, unitId }) => {
    const id = means.has(groupId(side, unitId)) ? groupId(side, unitId) : side
    return { side, unitId, pool: means.get(id) ?? null, spread: spreads.get(id) ?? null }
  })
}

/** What a group has, as of a release: sums that the next one adds to, and what is shown. */
export type Shown = { side: Side | 'all', unitId: string, parentId: string | null, name: string, sums: Sums[], figures: SamePageFigure[] }

/** All groups as of this release: what was shown before, and what this one adds where it shows the group too. In the order of `plan.groups`, then those that the tree has lost. */
export function shownAfter (plan: Plan, before: readonly Shown[], sums: readonly NotedSum[], spreads: readonly NotedSpread[]): Shown[] {
  const now = sumsOf(plan, sums, spreads)
  const old = new Map(before.map(group => [idOf(group), group]))
  const all = new Map<string, Omit<Shown, 'figures'>>()
  for (const { id, side, unit } of plan.groups) {
    const [past, fresh] = [old.get(id), now.get(id)]
    const held = past === undefined ? fresh : fresh === undefined ? past.sums : past.sums.map((sum, place) => added(sum, fresh[place] as Sums))
    if (held === undefined || held.every(({ n }) => n === 0)) continue
    all.set(id, { side, unitId: unit?.unitId ?? '', parentId: unit === null ? null : unit.parentId ?? '', name: unit?.name ?? '', sums: held })
  }
  for (const [id, group] of old) if (!all.has(id)) all.set(id, group)
  const pooled = pooledOf(all, plan)
  return [...all.values()].map(group => ({ ...group, figures: group.sums.map((sum, place) => figureOf(sum, pooled[place] as Pooled)) }))
}

const idOf = ({ side, unitId }: Pick<Shown, 'side' | 'unitId'>) => groupId(side, unitId === '' ? null : unitId)

/** The variance within the smallest groups that tell theirs; it follows from what they publish and tells nothing more. Those above them are left out, or people would count twice. */
function pooledOf (shown: ReadonlyMap<string, Omit<Shown, 'figures'>>, { groups, places }: Plan): Pooled[] {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]))
  const telling = [...shown].filter(([, { sums }]) => sums.some(({ spread }) => spread !== null)).map(([id]) => id)
  const above = new Set<string>()
  for (const id of telling) {
    for (let at = parents.get(id) ?? null; at !== null && !above.has(at); at = parents.get(at) ?? null) above.add(at)
  }
  const lowest = telling.filter(id => !above.has(id)).toSorted(byCodePoint)
  return Array.from({ length: places }, (_, place) => lowest.reduce<Pooled>((pooled, id) => {
    const spread = shown.get(id)?.sums[place]?.spread
    return spread == null ? pooled : pooledWith(pooled, spread)
  }, { within: 0, degreesOfFreedom: 0 }))
}
