import type { Band } from '@weft/contracts/program/exposure-api'
import { poolTree } from '@weft/service-kit/pooling'
import { bandOf } from '../definition/coverage.ts'

/** A band needs twice k people: fewer, and it would be as wide as the group. */
const FEWEST = 10
const DAY_MS = 86_400_000

/** `people`, `said`: of the node alone, without those below it. `said`: how many of them did or said something. */
export type Counted = { id: string, parent: string | null, people: number, said: number }
export type Covered = { id: string, people: number, band: Band }

/**
 * How many people said something, by node with all below it, where that gives nobody away. Two fences: the residual rule on people with
 * 2k = 10 (packages/service-kit/src/pooling.ts), so that each shown group, and each difference of shown groups, holds at least ten people
 * or none; and of each group only a band at least k + 1 = 6 counts wide, ends included, so that none says "nobody", "everybody" or "one more".
 * In the order given. A node above which one is missing counts as a root.
 */
export function coverageOf (nodes: readonly Counted[]): Covered[] {
  const known = new Set(nodes.map(({ id }) => id))
  const tree = nodes.map(({ id, parent }) => ({ id, parent: parent !== null && known.has(parent) ? parent : null }))
  const { standing, poolOf } = poolTree(tree, new Map(nodes.map(({ id, people }) => [id, people])), FEWEST) // guard: residual rule of coverage
  const parents = new Map(tree.map(({ id, parent }) => [id, parent]))
  const totals = new Map([...standing].map(id => [id, { people: 0, said: 0 }]))
  for (const { id, people, said } of nodes) {
    for (let at: string | null = poolOf.get(id) ?? null; at !== null; at = parents.get(at) ?? null) add(totals.get(at), people, said)
  }
  return nodes.flatMap(({ id }) => {
    const total = totals.get(id)
    const band = total === undefined ? null : bandOf(total.said, total.people)
    return total === undefined || band === null ? [] : [{ id, people: total.people, band }]
  })
}

function add (total: { people: number, said: number } | undefined, people: number, said: number): void {
  if (total === undefined) return
  total.people += people
  total.said += said
}

/** The 90 days that end with the last Sunday before `today` (YYYY-MM-DD): figures change once a week, so that a new log of today tells nobody's name by the hour. */
export function windowOf (today: string, days: number): { from: string, until: string } {
  const at = Date.parse(today)
  const sinceSunday = new Date(at).getUTCDay() || 7
  const until = at - sinceSunday * DAY_MS
  return { from: dayOf(until - (days - 1) * DAY_MS), until: dayOf(until) }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
