import { verdict, type Conflict, type ConflictsReply } from '@weft/contracts/program/conflict-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, RadioGroup, Tag, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { SaidBy } from './comparison.page.tsx'
import { HERE } from './registry.page.tsx'
import { verdictNames } from './words.ts'

type Props = { roles: readonly RoleName[], list: ConflictsReply, state: Conflict['state'], segment: string | undefined, done: boolean, problem: { sentence: string } | null }
const tabs = { open: 'To decide', decided: 'Decided', gone: 'No longer there' } as const

/** The queue: every contradiction that was ever found is in one of the three lists. */
export const ConflictsPage = ({ roles, list: { conflicts, counts, next }, state, segment, done, problem }: Props) => (
  <ProgramPage roles={roles} here={HERE}>
    <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, { name: 'Contradictions' }]} />
    <ErrorSummary title='Nothing was decided' findings={problem === null ? [] : [problem]} />
    {done && <Notice tone='good' role='status' title='The decision is stored, with your name and your reason.' />}
    <Opening title='Where departments contradict each other'>
      <p>{count(counts.found)} found: {count(counts.open)} to decide, {count(counts.decided)} decided, {count(counts.gone)} gone since a text changed. A decision opens again when either text changes.</p>
    </Opening>
    <nav class='places' aria-label='Which'>
      <ul>{(['open', 'decided', 'gone'] as const).map(key => <li key={key}><a href={address(`${HERE}/conflicts`, { state: key, segment })} aria-current={key === state ? 'page' : undefined}>{tabs[key]} ({count(counts[key])})</a></li>)}</ul>
    </nav>
    {conflicts.length === 0 && <p class='soft'>{state === 'open' ? 'Nothing to decide.' : 'None.'}</p>}
    {conflicts.map(conflict => <ConflictCard key={conflict.conflictId} conflict={conflict} back={null} level={2} />)}
    <p class='row'>{next !== null && <ButtonLink look='quiet' href={address(`${HERE}/conflicts`, { state, segment, after: next })}>Show more</ButtonLink>}<a class='cell-link small' href={`${HERE}/files/conflicts.csv`} download>All as CSV</a></p>
  </ProgramPage>
)

type CardProps = { conflict: Conflict, /** Segment to go back to; null: the queue. */ back: string | null, level: 2 | 3 }
export const ConflictCard = ({ conflict, back, level }: CardProps) => {
  const { conflictId, segmentId, segmentName, first, second, reason, state, decision, history, foundOn, yours } = conflict
  const Head = level === 2 ? 'h2' : 'h3'
  return (
    <article class='card stack' id={conflictId}>
      {back === null && <Head class='small'><a href={`${HERE}/${segmentId}`}>{segmentName}</a></Head>}
      <div class='sides'><SaidBy said={first} /><SaidBy said={second} /></div>
      <p class='soft small'>{reason}</p>
      {decision !== null && <p><Tag tone='good'>{verdictNames[decision.verdict]}</Tag> {decision.by ?? 'Somebody who has left'}, {inWords(decision.on)}: {decision.why}</p>}
      {state === 'gone' && <p><Tag>gone</Tag> One of the two texts no longer stands.</p>}
      {yours && state !== 'gone' && <Decide conflict={conflict} back={back} />}
      {history.length > 1 && <details class='more'><summary>History</summary><ul class='small'>{history.map(({ what, on, by, said }, place) => <li key={place}>{inWords(on)}, {what}{by !== null && ` by ${by}`}: {said}</li>)}</ul></details>}
      {history.length <= 1 && <p class='soft small'>Found on {inWords(foundOn)}.</p>}
    </article>
  )
}

const Decide = ({ conflict: { conflictId, first, second, version, decision }, back }: Pick<CardProps, 'conflict' | 'back'>) => (
  <details class='more'>
    <summary>{decision === null ? 'Decide' : 'Decide anew'}</summary>
    <form method='post' action={`${HERE}/conflicts/${conflictId}/decision`}>
      <input type='hidden' name='version' value={String(version)} />
      <input type='hidden' name='back' value={back ?? ''} />
      <RadioGroup name='verdict' label='What holds?' required value='' choices={verdict.options.map(value => ({ value, label: value === 'first-holds' ? `${first.unitName}: ${first.text}` : value === 'second-holds' ? `${second.unitName}: ${second.text}` : verdictNames[value] }))} />
      <TextArea name='why' label='Why' hint='Both departments read it.' required maxlength={500} rows={2} />
      <Button>Store the decision</Button>
    </form>
  </details>
)
