import type { Coverage } from '@weft/contracts/program/role-api'
import { poolTree, type PoolNode } from '@weft/service-kit/pooling'

/** People behind a share, at least. */
export const K = 5
const FEW = 30
export type Count = { people: number, having: number }

/** A share as it is shown: of fewer than 30 people its ends are only bounded, so that "all" and "nobody" cannot be read off a screen. */
export function shareOf ({ people, having }: Count): Coverage {
  const percent = Math.round(100 * having / people)
  if (people >= FEW || (percent > 10 && percent < 90)) return { kind: 'shown', percent }
  return { kind: 'bounded', bound: percent <= 10 ? '≤ 10' : '≥ 90' }
}

/**
 * The share of people who have something, of each unit with all below it, by the residual rule (service-kit/pooling): which units are
 * shown depends on how many people work where, never on who has what; every difference of two shown units holds at least five people or none.
 * `own`: the counts of a unit's direct people. A unit that is not shown is hidden.
 */
export function coverageOf (nodes: readonly PoolNode[], own: ReadonlyMap<string, Count>): Map<string, Coverage> {
  const ids = new Set(nodes.map(({ id }) => id))
  const known = new Map([...own].filter(([id]) => ids.has(id)))
  const { standing } = poolTree(nodes, new Map([...known].map(([id, { people }]) => [id, people])), K) // guard: coverage of groups
  const totals = new Map<string, Count>(nodes.map(({ id }) => [id, { people: 0, having: 0 }]))
  const parentOf = new Map(nodes.map(({ id, parent }) => [id, parent]))
  for (const [id, { people, having }] of known) {
    for (let at: string | null = id; at !== null; at = parentOf.get(at) ?? null) {
      const total = totals.get(at)
      if (total === undefined) break
      total.people += people
      total.having += having
    }
  }
  return new Map([...totals].map(([id, total]) => [id, standing.has(id) && total.people >= K ? shareOf(total) : { kind: 'hidden' }]))
}
