import type { Experiment, ExperimentsReply, ExperimentState } from '@weft/contracts/program/experiment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { decisionNames, resultInWords, stateNames } from './words.ts'

const order: readonly ExperimentState[] = ['running', 'ended', 'planned', 'decided', 'withdrawn']
type View = { roles: readonly RoleName[], list: ExperimentsReply, state: ExperimentState | null, done: boolean }

/** /program/learning: what is being tried, what came out, what was made of it. */
export const ExperimentsPage = ({ roles, list, state, done }: View) => (
  <ProgramPage roles={roles} here='/program/learning'>
    <Opening kicker='Test and learn' title='Experiments'>
      <p>Think big, start small. Each one tries an idea in one place, for a few weeks, with a figure before and after.</p>
    </Opening>
    {done && <Notice tone='good' role='status' title='The experiment is withdrawn.' />}
    <Notice title='Not moving is a result, too'>
      <p>An experiment that does not help counts as progress: nobody has to try it again. A result without a figure from before is called an observation.</p>
    </Notice>
    {may(roles, 'lead-part') && <p><ButtonLink href='/program/learning/new'>Register an experiment</ButtonLink></p>}
    <nav class='switch' aria-label='Experiments by state'>
      <a href='/program/learning' aria-current={state === null ? 'page' : undefined}>All</a>
      {order.map(one => <a key={one} href={address('/program/learning', { state: one })} aria-current={state === one ? 'page' : undefined}>{stateNames[one]} {count(list.counts[one])}</a>)}
    </nav>
    {list.experiments.length === 0
      ? <p class='soft'>{state === null ? 'Nobody has registered one yet. A good first one takes two weeks and one team.' : 'There is none like this.'}</p>
      : <ol class='tries'>{list.experiments.map(one => <li key={one.experimentId}><Try one={one} /></li>)}</ol>}
    {list.next !== null && <p><ButtonLink look='quiet' href={address('/program/learning', { state: state ?? undefined, after: list.next })}>Show more</ButtonLink></p>}
    <p class='small'><a href='/program/learning/experiments.csv'>Take all experiments as a file (CSV)</a></p>
  </ProgramPage>
)

const Try = ({ one }: { one: Experiment }) => (
  <article class='card stack stack-tight'>
    <p class='row small soft'><State one={one} /> <span>{one.unitName}</span> <span>{inWords(one.startsOn)} to {inWords(one.endsOn)}</span></p>
    <h2><a href={`/program/learning/${one.experimentId}`}>We believe {one.belief}</a></h2>
    <p>for {one.forWhom} will {one.will}</p>
    {one.verdict !== null && <p><strong>{resultInWords(one)}</strong></p>}
    {one.decision !== null && <p class='small'>Decision: {decisionNames[one.decision].toLowerCase()}</p>}
  </article>
)

export const State = ({ one: { state, overdue } }: { one: Experiment }) => overdue
  ? <Tag tone='warn'>Past its last day</Tag>
  : state === 'running' || state === 'ended' ? <Tag tone='accent'>{stateNames[state]}</Tag> : <Tag>{stateNames[state]}</Tag>
