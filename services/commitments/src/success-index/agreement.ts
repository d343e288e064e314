/** Progress comes in five steps. */
const STEPS = 5
/** What one of two people said of an item, and what the other said, in percent: 0, 25, 50, 75, 100. */
export type Pair = readonly [self: number, boss: number]

/** Self less boss of a person, in the unit of an index: signed, and its size. null where either is missing. */
export const gapOf = (self: number | null, boss: number | null): { signed: number, absolute: number } | null =>
  self === null || boss === null ? null : { signed: self - boss, absolute: Math.abs(self - boss) }

/**
 * Quadratic weighted kappa (Cohen 1968) of what people and their bosses said of the same items: 1 − Σ d² observed / Σ d² expected by the two
 * margins. 1: the same of every item; 0: no nearer than by chance. null when fewer than two of the five steps were used, where chance explains all.
 * Golden: cohen.kappa of R's psych (tests/data/kappa.R) and scikit-learn's cohen_kappa_score(weights="quadratic"), tested in agreement.test.ts.
 */
export function weightedKappa (pairs: readonly Pair[]): number | null {
  const [selves, bosses] = [counts(pairs.map(([self]) => self)), counts(pairs.map(([, boss]) => boss))]
  if (new Set(pairs.flat()).size < 2) return null
  const observed = pairs.reduce((sum, [self, boss]) => sum + (stepOf(self) - stepOf(boss)) ** 2, 0) * pairs.length
  const byChance = selves.reduce((sum, n, i) => sum + bosses.reduce((inner, m, j) => inner + n * m * (i - j) ** 2, 0), 0)
  return byChance === 0 ? null : Math.round((1 - observed / byChance) * 10_000) / 10_000
}

const stepOf = (progress: number): number => Math.round(progress * (STEPS - 1) / 100)
const counts = (values: readonly number[]): number[] => Array.from({ length: STEPS }, (_, step) => values.filter(value => stepOf(value) === step).length)
