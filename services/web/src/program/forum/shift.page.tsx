import type { ForumResult, VoteFigure } from '@weft/contracts/program/forum-api'
import { Table } from '@weft/service-kit/page/table'
import { counted } from '../../frame/words.ts'
import { agreement, averageInWords, shiftInWords } from './words.ts'

type Shown = Extract<ForumResult, { kind: 'shown' }>

/** What the two votes come to: both averages on the scale, and the distributions where ten voted. */
export const Shift = ({ result }: { result: ForumResult }) => result.kind === 'hidden'
  ? <p>Not shown, to keep votes confidential. A result needs at least five leaders who voted both times.</p>
  : (
    <>
      <p class='lead'>{shiftInWords(result.before, result.after) ?? 'The two votes, of the same people before and after the debate.'}</p>
      <div class='figures'>
        <div><span class='small soft'>Before the debate</span><strong class='vote-figure'>{averageInWords(result.before)}</strong></div>
        <div><span class='small soft'>After the debate</span><strong class='vote-figure'>{averageInWords(result.after)}</strong></div>
      </div>
      <Scale {...result} />
      <p class='small soft'>Averages on a scale from 1 (strongly disagree) to 5 (strongly agree), of the {counted(result.people, 'leader')} who voted both times. An average near an end, or an answer that nearly all chose, is shown as a bound only: then two people cannot work out what the others chose.</p>
      <Distribution {...result} />
    </>
    )

const place = (mean: number) => `${(mean - 1) * 25}%`

/** The scale as a line with a mark, or a stretch for a bound, for each vote. The words beside it say the same. */
const Scale = ({ before, after }: Shown) => (
  <svg class='vote-scale' aria-hidden='true' focusable='false'>
    <line class='vote-line' x1='0' x2='100%' y1='50%' y2='50%' />
    {[1, 2, 3, 4, 5].map(value => <line key={value} class='vote-line' x1={place(value)} x2={place(value)} y1='40%' y2='60%' />)}
    <Mark figure={before} look='vote-before' y='30%' />
    <Mark figure={after} look='vote-after' y='70%' />
  </svg>
)

const Mark = ({ figure, look, y }: { figure: VoteFigure, look: string, y: string }) => {
  switch (figure.kind) {
    case 'exact': return <circle class={look} cx={place(figure.mean)} cy={y} r='8' />
    case 'at-least': return <line class={`${look} vote-stretch`} x1={place(figure.mean)} x2='100%' y1={y} y2={y} />
    case 'at-most': return <line class={`${look} vote-stretch`} x1='0' x2={place(figure.mean)} y1={y} y2={y} />
    default: return <line class={`${look} vote-stretch`} x1={place(figure.value - 0.25)} x2={place(figure.value + 0.25)} y1={y} y2={y} />
  }
}

const countsOf = (figure: VoteFigure) => figure.kind === 'exact' ? figure.counts : null
const cellOf = (figure: VoteFigure, value: number) => {
  const counts = countsOf(figure)
  if (counts !== null) return String(counts[value - 1] ?? 0)
  return figure.kind === 'most-chose' && figure.value === value ? `${figure.atLeast} or more` : 'Not shown'
}

const Distribution = ({ people, before, after }: Shown) => people < 10
  ? null
  : (
    <Table id='distribution' caption='How many chose each answer' columns={[{ key: 'a', head: 'Answer' }, { key: 'b', head: 'Before', number: true }, { key: 'c', head: 'After', number: true }]}
      rows={agreement.map((name, at) => ({ key: name, cells: [name, cellOf(before, at + 1), cellOf(after, at + 1)] }))} />
    )
