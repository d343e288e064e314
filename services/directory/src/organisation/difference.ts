import type { Known } from './organisation.ts'

export type Difference<Facts> = {
  /** Ids that were not there. */
  added: Facts[]
  /** Other facts under a known id. */
  changed: Facts[]
  /** Ids that are not there any more. */
  ended: string[]
  same: number
}

/** What has to be done to what is known so that it becomes what a file says. The order of rows, columns and bands does not matter. */
export function differenceOf<Facts> (known: ReadonlyMap<string, Known<Facts>>, next: readonly Facts[], idOf: (facts: Facts) => string): Difference<Facts> {
  const difference: Difference<Facts> = { added: [], changed: [], ended: [], same: 0 }
  const met = new Set<string>()
  for (const facts of next) {
    const id = idOf(facts)
    const before = known.get(id)
    met.add(id)
    if (before === undefined) difference.added.push(facts)
    else if (isEqual(before.facts, facts)) difference.same++
    else difference.changed.push(facts)
  }
  difference.ended = [...known.keys()].filter(id => !met.has(id))
  return difference
}

export const isEmpty = ({ added, changed, ended }: Difference<unknown>): boolean => added.length + changed.length + ended.length === 0

/** Flat facts, with records of texts inside. */
function isEqual (a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}
