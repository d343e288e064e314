import type { Cell } from '@weft/contracts/reporting/api'
import type { ScoreValue, Share } from '@weft/contracts/scoring/events'
import { adjustedP } from './benjamini-hochberg.ts'
import { compare, restOf, type Comparison, type Sample } from './rest.ts'

/** A released value with what it is seen against: the same factor in the whole organisation. `min` and `max` are the ends of the factor's scale. */
export type Sighting = { value: ScoreValue, whole: ScoreValue, min: number, max: number }
type Shown = Extract<ScoreValue, { kind: 'shown' }>

const HIDDEN: Cell = { kind: 'hidden' }
const MOST_Q = 0.05
const LEAST_G = 0.2
/** From how many points of difference a colour gets stronger. */
const BINS = [4, 10, 18] as const

/**
 * The cells of one page. A cell is different when q < .05, by Benjamini–Hochberg over all cells of the page that can be tested,
 * and |g| ≥ .20, both against the rest of the organisation. What is hidden is one and the same cell and counts nowhere.
 */
export function cellsOf (sightings: readonly Sighting[]): Cell[] {
  const comparisons = sightings.map(comparisonOf)
  const tested = comparisons.filter(comparison => comparison !== null)
  const q = new Map(adjustedP(tested.map(({ p }) => p)).map((adjusted, at) => [tested[at], adjusted]))
  return sightings.map((sighting, at) => {
    const comparison = comparisons[at]
    return cellOf(sighting, comparison != null && (q.get(comparison) ?? 1) < MOST_Q && Math.abs(comparison.g) >= LEAST_G)
  })
}

function cellOf ({ value, whole, min, max }: Sighting, different: boolean): Cell {
  if (value.kind === 'hidden' || whole.kind === 'hidden') return HIDDEN
  const { n, mean, score, interval, favourable } = value
  const points = (onScale: number) => fourDecimals(Math.min(100, Math.max(0, 100 * (onScale - min) / (max - min))))
  const difference = fourDecimals(score - whole.score)
  return {
    kind: 'shown', n, mean, score, difference, different,
    interval: interval.kind === 'none' ? null : { low: points(interval.low), high: points(interval.high), pooled: interval.spread === 'pooled' },
    step: stepOf(difference),
    favourable: favourableText(favourable)
  }
}

/** −3…+3, by the whole points that the cell shows, so that colour and number never disagree: below 4 is 0, from 4, 10 and 18 it is 1, 2 and 3. */
export function stepOf (difference: number): number {
  const points = Math.round(Math.abs(difference))
  const size = BINS.filter(bin => points >= bin).length
  return difference < 0 && size > 0 ? -size : size
}

/** Rounded half up, here and nowhere before. Null where no share is shown. */
export function favourableText (share: Share): string | null {
  switch (share.kind) {
    case 'shown': return `${Math.round(share.percent)} %`
    case 'bounded': return `≤ ${share.atMost} %`
    case 'bounded-below': return `≥ ${share.atLeast} %`
    case 'hidden': return null
  }
}

/** Null where there is nothing to test: hidden, no spread, or the group is the whole organisation. */
function comparisonOf ({ value, whole }: Sighting): Comparison | null {
  if (value.kind === 'hidden' || whole.kind === 'hidden') return null
  const [group, organisation] = [sampleOf(value), sampleOf(whole)]
  // A pooled spread is the one within groups: the whole's own would hold what lies between them too.
  if (group === null || organisation === null || (whole.interval.kind === 'shown' && whole.interval.spread === 'pooled')) return null
  const rest = restOf(organisation, group)
  return rest === null ? null : compare(group, rest)
}

/** Variance from the published standard error: s² = n·SE². */
function sampleOf ({ n, mean, interval }: Shown): Sample | null {
  if (interval.kind === 'none') return null
  return { n, mean, variance: n * interval.standardError ** 2, degreesOfFreedom: interval.degreesOfFreedom }
}

// Scores have four decimals; a difference of two of them shall not show the noise of binary fractions.
const fourDecimals = (value: number) => Math.round(value * 10_000) / 10_000 + 0
