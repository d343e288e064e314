import type { Cell } from '@weft/contracts/reporting/api'
import { count, points, score } from '../frame/words.ts'

export type Showing = 'difference' | 'score'
type Shown = Extract<Cell, { kind: 'shown' }>

/** The class of a colour bin: n3 … p3. Bins are fixed, so that a pale table is a calm one. */
export const binOf = ({ step }: Pick<Shown, 'step'>): string => step === 0 ? 'bin-0' : step < 0 ? `bin-n${-step}` : `bin-p${step}`

/** Colour alone says nothing: below, level or above by shape. */
export const glyphOf = ({ step }: Pick<Shown, 'step'>): string => step === 0 ? '●' : step < 0 ? '▼' : '▲'

export const valueOf = (cell: Shown, showing: Showing): string => showing === 'score' ? score(cell.score) : points(cell.difference)

/** How many answers stand behind a row: one number, or from–to where factors differ; null when nothing is shown. */
export function answersOf (cells: readonly Cell[]): string | null {
  const numbers = cells.flatMap(cell => cell.kind === 'shown' ? [cell.n] : [])
  if (numbers.length === 0) return null
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return least === most ? count(least) : `${count(least)}–${count(most)}`
}

/** The seven bins of the key, lowest first: points against the whole organisation. */
export const bins: readonly { step: number, words: string }[] = [
  { step: -3, words: '18 or more below' }, { step: -2, words: '10 to 17 below' }, { step: -1, words: '4 to 9 below' },
  { step: 0, words: 'within 3' },
  { step: 1, words: '4 to 9 above' }, { step: 2, words: '10 to 17 above' }, { step: 3, words: '18 or more above' }
]
