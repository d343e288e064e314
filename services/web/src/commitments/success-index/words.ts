import type { IndexItem, IndexReply } from '@weft/contracts/commitments/index-api'
import { count } from '../../frame/words.ts'

const MINUS = '\u2212'
const tenths = (value: number): number => Math.floor(Math.abs(value) * 10 + 0.5 + 1e-9) / 10

/** An index or a share of 0–100 with one decimal, halves up: "71.4". */
export const indexInWords = (value: number): string => tenths(value).toFixed(1)
/** A movement with its sign: "+5.2", "−3.0", "0.0". */
export const movementInWords = (value: number): string => `${tenths(value) === 0 ? '' : value < 0 ? MINUS : '+'}${tenths(value).toFixed(1)}`
/** "54 %" */
export const percentInWords = (value: number): string => `${Math.floor(value + 0.5)} %`
/** A weight; of a part its share: "2", "0.67". */
export const weightInWords = (weight: number): string => Number.isInteger(weight) ? count(weight) : String(Math.round(weight * 100) / 100)

const states: Record<string, string> = {
  waiting: 'Not begun', self: 'Your turn', boss: 'With your boss', answer: 'Waits for your answer', agreed: 'Agreed', disputed: 'You do not agree', closed: 'Reviewed', missed: 'Not reviewed', excused: 'Excused'
}
const settlements: Record<string, string> = {
  'same-values': 'You both said the same.', agreed: 'You agreed.', settled: 'You settled it together.',
  'by-lapse': 'You did not agree in time, so your boss’s values count.', 'not-answered': 'No answer came, so your boss’s values count.'
}
export const stateInWords = (state: string): string => states[state] ?? state
export const settledInWords = (settled: string | null): string | null => settled === null ? null : settlements[settled] ?? null

/** Whose values an explanation shows. */
export const sources: Record<NonNullable<IndexReply['explained']>['by'], string> = {
  now: 'by what each commitment says now, as if the quarter ended with it', self: 'by the self review', boss: 'by the boss’s values, which are not agreed yet', agreed: 'by the agreed values'
}

/** What one item brings, as a sentence that can be checked with pencil and paper. */
export function itemInWords ({ counts, droppedAlone, progress, expected, credit, share, points }: IndexItem): string {
  if (!counts) return progress === null ? 'Nobody has said yet how far this came.' : 'Does not count yet: it has run neither 30 days nor a quarter of its time by the end of the quarter.'
  const carries = `It carries ${percentInWords(share)} of the weight`
  if (droppedAlone) return `Dropped without the boss’s agreement, so it counts nothing. ${carries}.`
  if (progress === null || credit === null || points === null) return `${carries}.`
  const done = progress >= expected ? `${percentInWords(progress)} done where ${percentInWords(expected)} could be expected: full credit` : `${percentInWords(progress)} done of the ${percentInWords(expected)} that could be expected: ${percentInWords(credit)} credit`
  return `${done}. ${carries} and brings ${indexInWords(points)} of ${indexInWords(share)} points.`
}
