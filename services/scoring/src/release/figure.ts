import { INDEX } from '@weft/contracts/scoring/events'
import type { FactorPlan, Plan } from '../instrument/plan.ts'
import type { Tally } from '../tally/tally.ts'
import type { Tree } from '../tree/tree.ts'

/** Sums of one figure over a set of people who have it; Σ and Σ² on the figure's denominator. */
export type Sums = { n: number, sum: bigint, squares: bigint, favourable: number, valid: number }

/** A factor, or the index, with its sums for each unit alone (`own`) and with all below it (`group`). */
export type Figure = {
  factorId: string
  min: number
  max: number
  denominator: bigint
  /** Whether a share of favourable answers is defined. */
  hasShare: boolean
  own: ReadonlyMap<string, Sums>
  group: ReadonlyMap<string, Sums>
}

/** The figures of a wave in the instrument's order, the index last. `tallies`: of strata units only, all of them in the tree. */
export function figuresOf (plan: Plan, tree: Tree, tallies: ReadonlyMap<string, Tally>): Figure[] {
  const figures = plan.factors.map((factor, place) => figureOf(tree, tallies, { ...factor, hasShare: factor.favourableFrom !== null }, tally => factorSums(factor, place, tally)))
  const { index, min, max } = plan
  if (index === null) return figures
  const sums = ({ counts, sums }: Tally): Sums => ({ n: counts[index.scoredAt] as number, ...scoreSums(sums, plan.factors.length), favourable: 0, valid: 0 })
  return [...figures, figureOf(tree, tallies, { factorId: INDEX, min, max, denominator: index.denominator, hasShare: false }, sums)]
}

/** One number of every unit's tally. */
export function countsAt (tallies: ReadonlyMap<string, Tally>, place: number): Map<string, number> {
  return new Map([...tallies].map(([unit, { counts }]) => [unit, counts[place] as number]))
}

function factorSums ({ scoredAt }: FactorPlan, place: number, { counts, sums }: Tally): Sums {
  const [n, favourable, valid] = counts.slice(scoredAt, scoredAt + 3) as [number, number, number]
  return { n, ...scoreSums(sums, place), favourable, valid }
}

const scoreSums = (sums: readonly bigint[], place: number) => ({ sum: sums[2 * place] as bigint, squares: sums[2 * place + 1] as bigint })

type Known = Pick<Figure, 'factorId' | 'min' | 'max' | 'denominator' | 'hasShare'>

function figureOf (tree: Tree, tallies: ReadonlyMap<string, Tally>, { factorId, min, max, denominator, hasShare }: Known, sumsOf: (tally: Tally) => Sums): Figure {
  const own = new Map([...tallies].map(([unit, tally]) => [unit, sumsOf(tally)]))
  return { factorId, min, max, denominator, hasShare, own, group: groupsOf(tree, own) }
}

function groupsOf ({ topDown, parentOf }: Tree, own: ReadonlyMap<string, Sums>): Map<string, Sums> {
  const groups = new Map(topDown.map(unit => [unit, { ...(own.get(unit) ?? noSums) }]))
  for (const unit of topDown.toReversed()) {
    const parent = parentOf.get(unit) ?? null
    if (parent !== null) addSums(groups.get(parent) as Sums, groups.get(unit) as Sums)
  }
  return groups
}

export const noSums: Readonly<Sums> = { n: 0, sum: 0n, squares: 0n, favourable: 0, valid: 0 }

/** Adds `more` to `sums` in place. */
export function addSums (sums: Sums, more: Sums): void {
  sums.n += more.n
  sums.sum += more.sum
  sums.squares += more.squares
  sums.favourable += more.favourable
  sums.valid += more.valid
}
