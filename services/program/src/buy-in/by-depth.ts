import type { BuyInOfDepth } from '@weft/contracts/program/buyin-api'
import { coverageOf } from '../exposure/coverage.ts'

export type OfDepth = { depth: number, people: number, behindIt: number }

/**
 * Buy-in by depth of the tree where that gives nobody away: depths lie side by side below "all", and the rule of coverage is asked of
 * them (src/exposure/coverage.ts). A depth with fewer than ten leaders and managers counts in "all" only; where that would leave fewer than ten
 * to be told by subtraction, the smallest other depth is not shown either. First all, then from the top down.
 */
export function buyInByDepth (rows: readonly OfDepth[]): BuyInOfDepth[] {
  const all = { id: 'all', parent: null, people: 0, said: 0 }
  const depths = rows.map(({ depth, people, behindIt }) => ({ id: `depth ${String(depth).padStart(3, '0')}`, parent: 'all', people, said: behindIt }))
  const depthOf = new Map(depths.map(({ id }, place) => [id, rows[place]?.depth ?? null]))
  return coverageOf([all, ...depths]).map(({ id, people, band }) => ({ depth: depthOf.get(id) ?? null, people, behindIt: band })).sort((a, b) => (a.depth ?? -1) - (b.depth ?? -1))
}
