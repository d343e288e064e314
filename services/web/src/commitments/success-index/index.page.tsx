import type { IndexReply } from '@weft/contracts/commitments/index-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening } from '../../frame/frame.page.tsx'
import { address, inWords } from '../../frame/words.ts'
import { horizonNames } from '../commitment/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { indexInWords, itemInWords, movementInWords, percentInWords, settledInWords, sources, stateInWords, weightInWords } from './words.ts'

type View = { roles: readonly RoleName[], reply: IndexReply }
type Quarters = IndexReply['quarters']
type Explained = NonNullable<IndexReply['explained']>
const nameOf = (horizon: string): string => horizonNames[horizon as keyof typeof horizonNames] ?? horizon

/** /commitments/index, and the same of a report for whoever reviews them. */
export const IndexPage = ({ roles, reply: { person, quarters, explained } }: View) => (
  <CommitmentsPage roles={roles} here={person?.own === false ? '/commitments/team' : '/commitments/index'} wide>
    <Opening kicker='Success Index' title={person?.own === false ? person.name : 'My index'}>
      <p>{person?.own === false ? 'You see this because you review this person. Nobody above you does.' : 'How much of what could be expected of your commitments was done. You and whoever reviews you see it, nobody else.'}</p>
    </Opening>
    {person === null && <Notice title='You are not in the directory yet'><p>Only people whom the directory knows have an index. A newcomer is known within a minute of the import.</p></Notice>}
    {person !== null && <Standing quarters={quarters} explained={explained} own={person.own} />}
    {explained !== null && explained.items.length > 0 && <WorkedOut explained={explained} />}
    {quarters.some(hasFigures) && <OverQuarters quarters={quarters} shown={explained?.quarter ?? null} own={person?.own === true} />}
    <HowItWorks />
    {person?.own === true && <p class='row'><ButtonLink look='quiet' href='/commitments'>See my commitments</ButtonLink></p>}
  </CommitmentsPage>
)

/** The newest agreed number, how it moved, and where things stand now. */
const Standing = ({ quarters, explained, own }: { quarters: Quarters, explained: IndexReply['explained'], own: boolean }) => {
  const agreed = quarters.flatMap(({ agreed: value, label, settled }) => value === null ? [] : [{ value, label, settled }])
  const [last, before] = agreed
  if (last === undefined) {
    return (
      <section class='card stack stack-tight index-standing' aria-label='Where it stands'>
        <p><strong>{own ? 'After your first review.' : 'After the first review.'}</strong> {own ? 'Your index is here once you and your boss have agreed on how far you came.' : 'The index is here once you have agreed.'}</p>
        {explained !== null && explained.value !== null && <p>If {explained.label} ended with what is known now, it would be <strong class='number'>{indexInWords(explained.value)}</strong> of 100, {sources[explained.by]}.</p>}
        {explained?.reason === 'nothing-counts' && <p class='soft'>Nothing counts in {explained.label} yet. What you make now counts once it has run 30 days, or a quarter of its time.</p>}
      </section>
    )
  }
  return (
    <section class='card stack stack-tight index-standing' aria-label='Where it stands'>
      <p class='row'>
        <span><strong class='index-value number'>{indexInWords(last.value)}</strong> <span class='soft'>of 100, {last.label}, agreed</span></span>
        {before !== undefined && <Tag tone={last.value < before.value ? 'warn' : 'good'}>{movementInWords(last.value - before.value)} since {before.label}</Tag>}
      </p>
      {agreed.length > 1 && <Line values={agreed.map(({ value }) => value).toReversed()} />}
      {settledInWords(last.settled) !== null && own && <p class='small soft'>{settledInWords(last.settled)}</p>}
    </section>
  )
}

/** Agreed indices over quarters as a line; the table below says the same in figures. */
const Line = ({ values }: { values: readonly number[] }) => {
  const [width, height] = [240, 48]
  const points = values.map((value, at) => [4 + at * (width - 8) / (values.length - 1), 4 + (100 - value) * (height - 8) / 100] as const)
  const [x, y] = points.at(-1) ?? [0, 0]
  return (
    <svg class='index-line' viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden='true'>
      <line x1='0' x2={width} y1={height - 4} y2={height - 4} class='index-ground' />
      <polyline points={points.map(point => point.map(value => value.toFixed(1)).join(',')).join(' ')} />
      <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r='4' />
    </svg>
  )
}

const WorkedOut = ({ explained: { label, by, value, reason, horizons, items } }: { explained: Explained }) => (
  <section class='stack' aria-labelledby='worked-out'>
    <h2 id='worked-out'>How {label} is worked out</h2>
    <p>Shown {sources[by]}. {value === null ? (reason === 'value-missing' ? 'There are no values yet.' : 'Nothing counts yet.') : <>The points add up to <strong class='number'>{indexInWords(value)}</strong>.</>}</p>
    {horizons.filter(one => one.value !== null).length > 1 && <p class='row'>{horizons.map(one => one.value === null ? null : <Tag key={one.horizon}>{nameOf(one.horizon)}: {indexInWords(one.value)}</Tag>)}</p>}
    <ol class='index-items'>
      {items.map(item => (
        <li key={item.commitmentId} class='card stack stack-tight'>
          <h3>{item.wording}</h3>
          <p class='small soft'>{[nameOf(item.horizon), ...item.discipline === null ? [] : [disciplineName(item.discipline)], `weight ${weightInWords(item.weight)}`, `due ${inWords(item.dueOn)}`].join(' · ')}</p>
          {item.points !== null && item.counts && <div class='index-bar' aria-hidden='true'><svg viewBox='0 0 100 8' preserveAspectRatio='none'><rect class='index-share' width={item.share} height='8' /><rect class='index-points' width={item.points} height='8' /></svg></div>}
          <p>{itemInWords(item)}</p>
        </li>
      ))}
    </ol>
  </section>
)

/** A table of dashes tells nothing: quarters stand below each other once one of them has a figure. */
const hasFigures = ({ self, boss, agreed }: Quarters[number]): boolean => self !== null || boss !== null || agreed !== null

const OverQuarters = ({ quarters, shown, own }: { quarters: Quarters, shown: string | null, own: boolean }) => {
  const cell = (value: number | null) => value === null ? <span class='soft'>–</span> : indexInWords(value)
  return (
    <section class='stack' aria-labelledby='quarters'>
      <h2 id='quarters'>Over quarters</h2>
      <Table id='index-quarters' tableClass='table-close' caption={own ? 'What you said, what your boss said, and what counts' : 'What was said, and what counts'} columns={[{ key: 'q', head: 'Quarter' }, { key: 'a', head: 'Agreed', number: true }, { key: 's', head: 'Self', number: true }, { key: 'b', head: 'Boss', number: true }]}
        rows={quarters.map(({ quarter, label, self, boss, agreed, review }) => ({
          key: quarter,
          cells: [
            <>{own && quarter !== shown ? <a href={address('/commitments/index', { quarter })}>{label}</a> : label}<br /><span class='small soft'>{own ? stateInWords(review) : stateInWords(review).replace(/[Yy]our/, 'their')}</span></>,
            cell(agreed), cell(self), cell(boss)
          ]
        }))} />
    </section>
  )
}

const HowItWorks = () => (
  <details class='more'>
    <summary>How the index works</summary>
    <ul>
      <li>Expected is the share of its planned time that a commitment has run by the last day of the quarter, {percentInWords(100)} at most.</li>
      <li>Credit is what was done, divided by what could be expected, {percentInWords(100)} at most. Doing more than expected does not make up for something left.</li>
      <li>Your index is the mean of all credits, by weight 1 to 3. Weights and dates are those of the quarter’s first day, or of the day a commitment was made in it.</li>
      <li>A commitment counts once it has run 30 days, or a quarter of its time. Parts of a split share its weight.</li>
      <li>Dropped without your boss’s agreement, it counts nothing. With it, what was done counts on.</li>
      <li>If you do not agree within the time for it, your boss’s values count and say so. A boss who says nothing gives no value: the quarter then has no index.</li>
      <li>No survey answer is in it. Nobody above your boss sees it; they see groups only.</li>
    </ul>
  </details>
)
