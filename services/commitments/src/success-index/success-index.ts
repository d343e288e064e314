import { credit, expected } from './credit.ts'
import { eligible, type Span } from './eligible.ts'
import { fraction, nearest, over, plus, times, ZERO, type Fraction } from './fraction.ts'

/** Every stored index says by which version of these rules it was made. */
export const FORMULA_VERSION = 1

export type Horizon = '3-months' | '6-months' | 'beyond'
export const horizons: readonly Horizon[] = ['3-months', '6-months', 'beyond']

/**
 * What counts in a quarter: weight 1–3, shared among the parts of a split, start and due date as frozen at the quarter's opening
 * (or when made in it). `progress`: 0, 25, 50, 75 or 100; null while nobody has said. `droppedAlone`: dropped without the boss's agreement.
 */
export type Item = Span & {
  commitmentId: string, weight: number, parts: number, horizon: string, discipline: string | null, progress: number | null, droppedAlone: boolean
}

/** Why there is no index. */
export type NoIndex = 'nothing-counts' | 'value-missing'
/** `value`: 0–100 in ten-thousandths, a whole number from 0 to 1,000,000. */
export type Index = { value: number, items: number, reason: null } | { value: null, items: number, reason: NoIndex }

/**
 * Success Index of one person in a quarter that ends on `lastDay`: 100 · Σ(w · a) / Σw over what counts, w = weight / parts, a = credit.
 * Design §6, formula 1. Exact fractions to the end, then four decimals, halves up: another language comes to the same whole number.
 */
export function successIndex (items: readonly Item[], lastDay: string): Index {
  const counting = items.filter(item => eligible(item, lastDay)) // guard: what is dropped counts
  if (counting.length === 0) return { value: null, items: 0, reason: 'nothing-counts' }
  if (counting.some(({ progress, droppedAlone }) => progress === null && !droppedAlone)) return { value: null, items: counting.length, reason: 'value-missing' }
  const credited = counting.reduce((sum, item) => plus(sum, times(weightOf(item), credit(item.progress ?? 0, item, lastDay))), ZERO)
  const whole = counting.reduce((sum, item) => plus(sum, weightOf(item)), ZERO)
  return { value: tenThousandths(over(credited, whole)), items: counting.length, reason: null }
}

/** The same over the items of each horizon alone. */
export const byHorizon = (items: readonly Item[], lastDay: string): Record<Horizon, Index> =>
  Object.fromEntries(horizons.map(horizon => [horizon, successIndex(items.filter(item => item.horizon === horizon), lastDay)])) as Record<Horizon, Index>

/** The same over the items of each discipline alone; those without one belong to none. */
export function byDiscipline (items: readonly Item[], lastDay: string): ReadonlyMap<string, Index> {
  const disciplines = [...new Set(items.flatMap(({ discipline }) => discipline ?? []))].toSorted()
  return new Map(disciplines.map(discipline => [discipline, successIndex(items.filter(item => item.discipline === discipline), lastDay)]))
}

/** One item as the page explains it: shares in percent of the whole weight, rounded to four decimals; they add up to the index. */
export type Explained = { commitmentId: string, counts: boolean, expected: number, credit: number | null, weight: number, share: number, points: number | null }

/** How each item enters the index, in the order given. What does not count yet has no share. */
export function explained (items: readonly Item[], lastDay: string): Explained[] {
  const counting = items.filter(item => eligible(item, lastDay))
  const whole = counting.reduce((sum, item) => plus(sum, weightOf(item)), ZERO)
  return items.map(item => {
    const [counts, weight] = [eligible(item, lastDay), weightOf(item)]
    const a = item.progress === null && !item.droppedAlone ? null : credit(item.progress ?? 0, item, lastDay)
    const share = counts ? over(weight, whole) : ZERO
    return {
      commitmentId: item.commitmentId, counts, expected: percent(expected(item, lastDay)), credit: a === null ? null : percent(a),
      weight: nearest(times(weight, fraction(10_000, 1))) / 10_000, share: percent(share), points: a === null ? null : percent(times(share, a))
    }
  })
}

const weightOf = ({ weight, parts }: Pick<Item, 'weight' | 'parts'>): Fraction => fraction(weight, parts) // guard: weights of the opening
const tenThousandths = (share: Fraction): number => nearest(times(share, fraction(1_000_000, 1)))
const percent = (share: Fraction): number => tenThousandths(share) / 10_000
