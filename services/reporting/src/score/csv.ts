import type { ScoreValue, Share } from '@weft/contracts/scoring/events'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'

export type NamedScore = { unitId: string, unitName: string, parentId: string | null, factorId: string, value: ScoreValue }

const COLUMNS = [
  'unit', 'unit_name', 'parent', 'factor', 'factor_name', 'kind', 'n', 'mean', 'score',
  'low', 'high', 'standard_error', 'degrees_of_freedom', 'spread', 'favourable_percent'
] as const

export const csvHead = (): string => csvFields(COLUMNS)

/** One score as a line of the file. What is hidden has `hidden` and empty fields. Mean and interval are on the factor's scale. */
export function csvLine ({ unitId, unitName, parentId, factorId, value }: NamedScore, factorName: string): string {
  const names = [unitId, unitName, parentId ?? '', factorId, factorName].map(withoutFormula)
  return csvFields([...names, value.kind, ...figuresOf(value)])
}

function figuresOf (value: ScoreValue): (number | string)[] {
  if (value.kind === 'hidden') return Array<string>(COLUMNS.length - 6).fill('')
  const { n, mean, score, interval, favourable } = value
  const spread = interval.kind === 'shown'
    ? [interval.low, interval.high, interval.standardError, interval.degreesOfFreedom, interval.spread]
    : ['', '', '', '', '']
  return [n, mean, score, ...spread, shareOf(favourable)]
}

/** "68.2", "at most 10", "at least 90", or empty. */
function shareOf (share: Share): number | string {
  switch (share.kind) {
    case 'shown': return share.percent
    case 'bounded': return `at most ${share.atMost}`
    case 'bounded-below': return `at least ${share.atLeast}`
    case 'hidden': return ''
  }
}
