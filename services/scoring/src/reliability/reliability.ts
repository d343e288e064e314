import type { FactorPlan, ItemPlan } from '../instrument/plan.ts'
import type { Tally } from '../tally/tally.ts'

export type Moments = { n: number, mean: number | null, variance: number | null }
export type Alpha = { kind: 'defined', value: number, n: number } | { kind: 'undefined', reason: 'one-item' | 'too-few' | 'no-spread' }

/** n, mean and variance (divisor n − 1) of an item after reversing, over all who answered it. Null where undefined. */
export function itemMoments ({ counts }: Tally, { min, max, reverse, optionsAt }: ItemPlan): Moments {
  let [n, sum, squares] = [0, 0, 0]
  for (let option = min; option <= max; option++) {
    const people = counts[optionsAt + option - min] as number
    const code = reverse ? min + max - option : option
    n += people
    sum += people * code
    squares += people * code * code
  }
  return momentsOf(n, sum, squares)
}

/** n, mean and variance of the persons' factor scores (half rule) on the item scale. `place`: the factor's place in the plan. */
export function factorMoments ({ counts, sums }: Tally, { scoredAt, denominator }: FactorPlan, place: number): Moments {
  const n = counts[scoredAt] as number
  const [sum, squares] = [sums[2 * place] as bigint, sums[2 * place + 1] as bigint]
  const scale = Number(denominator)
  return {
    n,
    mean: n === 0 ? null : Number(sum) / n / scale,
    variance: n < 2 ? null : Number(BigInt(n) * squares - sum * sum) / n / (n - 1) / scale ** 2
  }
}

function momentsOf (n: number, sum: number, squares: number): Moments {
  return { n, mean: n === 0 ? null : sum / n, variance: n < 2 ? null : (n * squares - sum * sum) / n / (n - 1) }
}

/**
 * Cronbach's alpha (1951) over the people who answered all items of the factor: J/(J−1)·(1 − Σs²ⱼ/s²_X).
 * Undefined, never 0, with one item, fewer than two people or a total without spread.
 */
export function alphaComplete ({ counts }: Tally, { items, completeAt }: FactorPlan): Alpha {
  const n = counts[completeAt] as number
  if (n < 2) return items.length < 2 ? { kind: 'undefined', reason: 'one-item' } : { kind: 'undefined', reason: 'too-few' }
  const sums = counts.slice(completeAt + 1, completeAt + 1 + items.length)
  let at = completeAt + 1 + items.length
  return alphaOf(items.length, n, (a, b) => ((counts[at++] as number) * n - (sums[a] as number) * (sums[b] as number)) / n / (n - 1))
}

/**
 * Cronbach's alpha from pairwise complete covariances and each item's own variance over all who answered it: what R's psych::alpha gives
 * when answers are missing. `n` is the largest n of an item: there is no one set of people here.
 */
export function alphaPairwise (tally: Tally, { items, pairsAt }: FactorPlan): Alpha {
  const own = items.map(item => itemMoments(tally, item))
  let at = pairsAt
  const pairs = items.flatMap((_, b) => Array.from({ length: b }, () => tally.counts.slice(at, at += 4) as [number, number, number, number]))
  if (items.length < 2) return { kind: 'undefined', reason: 'one-item' }
  if (own.some(({ n }) => n < 2) || pairs.some(([n]) => n < 2)) return { kind: 'undefined', reason: 'too-few' }
  let pair = 0
  return alphaOf(items.length, Math.max(...own.map(({ n }) => n)), (a, b) => {
    if (a === b) return (own[a] as Moments).variance as number
    const [n, sumA, sumB, products] = pairs[pair++] as [number, number, number, number]
    return (n * products - sumA * sumB) / n / (n - 1)
  })
}

/** `covariance` is asked for each a ≤ b in the order of the tally: b outer, a inner. */
function alphaOf (items: number, n: number, covariance: (a: number, b: number) => number): Alpha {
  if (items < 2) return { kind: 'undefined', reason: 'one-item' }
  let [variances, total] = [0, 0]
  for (let b = 0; b < items; b++) {
    for (let a = 0; a <= b; a++) {
      const value = covariance(a, b)
      total += a === b ? value : 2 * value
      if (a === b) variances += value
    }
  }
  return total > 0 ? { kind: 'defined', value: items / (items - 1) * (1 - variances / total), n } : { kind: 'undefined', reason: 'no-spread' }
}
