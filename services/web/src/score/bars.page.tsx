import type { Cell } from '@weft/contracts/reporting/api'
import { Unseen } from '@weft/service-kit/page/controls'
import { against, score } from '../frame/words.ts'
import { glyphOf } from './cell-words.ts'

export type Bar = { key: string, name: string, cell: Cell, /** What to compare with; null for the whole itself. */ whole: Cell | null }

/** A list of scores with a bar each: the length is the score, the thin line its 95 % interval, the upright mark the whole organisation. */
export const Bars = ({ bars, wholeName }: { bars: readonly Bar[], wholeName: string }) => (
  <ul class='bars'>
    {bars.map(bar => (
      <li key={bar.key}>
        <span class='bar-name'>{bar.name}</span>
        <BarFigure bar={bar} />
        <BarWords bar={bar} wholeName={wholeName} />
      </li>
    ))}
  </ul>
)

const BarFigure = ({ bar: { cell, whole } }: { bar: Bar }) => cell.kind === 'hidden'
  ? <span class='bar-hidden' aria-hidden='true' />
  : (
    <svg class='bar' aria-hidden='true' focusable='false'>
      <rect class='bar-ground' width='100%' height='100%' />
      <rect class={`bar-fill${whole !== null && cell.different ? (cell.difference < 0 ? ' bar-below' : ' bar-above') : ''}`} width={`${cell.score}%`} height='100%' />
      {cell.interval !== null && <line class='bar-interval' x1={`${clamp(cell.interval.low)}%`} x2={`${clamp(cell.interval.high)}%`} y1='50%' y2='50%' />}
      {whole?.kind === 'shown' && <line class='bar-whole' x1={`${whole.score}%`} x2={`${whole.score}%`} y1='0' y2='100%' />}
    </svg>
    )

const clamp = (value: number) => Math.min(100, Math.max(0, value))

const BarWords = ({ bar: { cell, whole }, wholeName }: { bar: Bar, wholeName: string }) => {
  if (cell.kind === 'hidden') return <span class='bar-words soft'><span aria-hidden='true'>–</span><Unseen>Not shown, to keep answers confidential</Unseen></span>
  return (
    <span class='bar-words number'>
      <b>{score(cell.score)}</b>
      {whole !== null && <span class='small'><span class='glyph' aria-hidden='true'>{glyphOf(cell)}</span> {Math.round(cell.difference) === 0 ? <>level<Unseen> with</Unseen></> : against(cell.difference)}<Unseen> {wholeName}</Unseen>{cell.different && <Unseen>, clearly different</Unseen>}</span>}
    </span>
  )
}
