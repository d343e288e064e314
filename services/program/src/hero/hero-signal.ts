import type { HeroSignal } from '@weft/contracts/program/readiness-api'
import { fallsWith, giniOf, loadsOf, topShare, type Owned } from './hero.ts'

const MOST_PEOPLE = 10
const MOST_THINGS = 20

/** The signal for a reader. `names`: of owners, for the sponsor and the office; null for all others, who get figures alone. */
export function heroSignalOf (things: readonly Owned[], names: ReadonlyMap<string, string> | null): HeroSignal {
  const loads = loadsOf(things)
  const owned = things.filter(({ ownerId }) => ownerId !== null)
  const byKind = new Map<string, number>()
  for (const { kind } of owned) byKind.set(kind, (byKind.get(kind) ?? 0) + 1)
  return {
    things: owned.length, ownerless: things.length - owned.length, owners: loads.length,
    topOne: topShare(loads, 1), topThree: topShare(loads, 3), gini: giniOf(loads),
    byKind: [...byKind].map(([kind, many]) => ({ kind, many })),
    people: names === null // guard: names of owners
      ? null
      : loads.slice(0, MOST_PEOPLE).map(({ ownerId, things: theirs }) => ({
          personId: ownerId, name: names.get(ownerId) ?? ownerId, many: theirs.length,
          falls: fallsWith(ownerId, things).slice(0, MOST_THINGS).map(({ kind, title, href }) => ({ kind, title: title.slice(0, 200), href }))
        }))
  }
}
