import { byCodePoint } from '@weft/service-kit/checksum'
import type { Interval } from '@weft/contracts/scoring/events'
import { holdersIn, type Tree } from '../tree/tree.ts'
import { addSums, noSums, type Figure, type Sums } from './figure.ts'
import { rounded } from './rounding.ts'
import { tQuantile95 } from '@weft/service-kit/student'

/** A variance of persons' scores on the item scale, with its degrees of freedom. */
export type Variance = { value: number, degreesOfFreedom: number }

/** Variance of one group with divisor n − 1; needs n ≥ 2. The numerator is exact. */
export function ownVariance ({ n, sum, squares }: Sums, denominator: bigint): Variance {
  return { value: sumOfSquares(n, sum, squares, denominator) / (n - 1), degreesOfFreedom: n - 1 }
}

/**
 * Variance within the groups shown, pooled: Σ of squares within each residual atom of `shown`, over n less the number of atoms.
 * Only atoms inside a group of `withSpread` count, so that it follows from what those groups and the means publish anyway, and tells
 * nothing more (docs/decisions/0005). Null when there is no such group.
 */
export function pooledVariance (tree: Tree, figure: Figure, shown: ReadonlySet<string>, withSpread: ReadonlySet<string>): Variance | null {
  const covered = holdersIn(tree, withSpread)
  const atoms = atomsOf(tree, figure, shown)
  let [within, people, groups] = [0, 0, 0]
  // Floating sums depend on their order: by id, so that the same people give the same bytes.
  for (const unit of [...atoms.keys()].sort(byCodePoint)) {
    const { n, sum, squares } = atoms.get(unit) as Sums
    if (n === 0 || !covered.has(unit)) continue
    within += sumOfSquares(n, sum, squares, figure.denominator)
    people += n
    groups++
  }
  return people > groups ? { value: within / (people - groups), degreesOfFreedom: people - groups } : null
}

function atomsOf (tree: Tree, figure: Figure, shown: ReadonlySet<string>): Map<string, Sums> {
  const atoms = new Map([...shown].map(unit => [unit, { ...noSums }]))
  const holders = holdersIn(tree, shown)
  for (const [unit, sums] of figure.own) {
    const holder = holders.get(unit)
    if (holder !== undefined) addSums(atoms.get(holder) as Sums, sums)
  }
  return atoms
}

const sumOfSquares = (n: number, sum: bigint, squares: bigint, denominator: bigint) =>
  Number(BigInt(n) * squares - sum * sum) / n / Number(denominator) ** 2

/** Gives t quantiles; a release asks for the same few thousand again and again. */
export function rememberedQuantile (): (degreesOfFreedom: number) => number {
  const known = new Map<number, number>()
  return df => {
    const found = known.get(df) ?? tQuantile95(df)
    known.set(df, found)
    return found
  }
}

/**
 * 95 % t interval of a mean, without finite-population correction (we speak of the process, not of this week's staff): mean ± t·s/√n.
 * Item scale, four decimals.
 */
export function intervalOf ({ n, sum }: Sums, denominator: bigint, variance: Variance | null, spread: 'own' | 'pooled', quantile: (df: number) => number): Interval {
  if (variance === null) return { kind: 'none', reason: 'too-few-for-a-spread' }
  if (variance.value === 0) return { kind: 'none', reason: 'no-spread' }
  const mean = Number(sum) / Number(denominator) / n
  const standardError = Math.sqrt(variance.value / n)
  const half = quantile(variance.degreesOfFreedom) * standardError
  return {
    kind: 'shown', low: rounded(mean - half), high: rounded(mean + half), standardError: rounded(standardError),
    degreesOfFreedom: variance.degreesOfFreedom, spread
  }
}
