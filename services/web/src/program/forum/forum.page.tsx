import type { ForumReply, ForumState, VoteRound } from '@weft/contracts/program/forum-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Notice, RadioGroup, Tag, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { inWords, listed } from '../../frame/words.ts'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { Shift } from './shift.page.tsx'
import { agreement, agreementOf, forumSteps } from './words.ts'

export type ForumView = { roles: readonly RoleName[], forum: ForumReply, runs: boolean, done: string | null, problem: FormProblem | null, typed: { side: string, text: string } }

const doneSentences: Record<string, string> = {
  planned: 'The forum is planned. Open the first vote when the leaders are together.',
  voted: 'Your vote is kept. You can change it while the vote is open.',
  'gone-on': 'The forum has gone on.',
  argued: 'The argument is written down.',
  marked: 'Who took part is written down.'
}

export const ForumPage = (view: ForumView) => {
  const { roles, forum, done, problem, runs } = view
  return (
    <ProgramPage roles={roles} here='/program/start'>
      <Crumbs crumbs={[{ href: '/program/start', name: 'Start' }, { name: forum.title }]} />
      <Opening kicker={`Leaders’ forum, ${inWords(forum.day)}`} title={forum.title}>“{forum.statement}”</Opening>
      {done !== null && doneSentences[done] !== undefined && <Notice tone='good' role='status' title={doneSentences[done]} />}
      {problem !== null && <ErrorSummary title='This was not done' findings={findingsOf(problem)} />}
      <Vote forum={forum} />
      {forum.result !== null && <section class='stack' aria-labelledby='result'><h2 id='result'>Before and after</h2><Shift result={forum.result} /></section>}
      <Way forum={forum} runs={runs} />
      <Arguments {...view} />
      <Attended forum={forum} runs={runs} />
    </ProgramPage>
  )
}

const rounds: Record<VoteRound, string> = { before: 'first', after: 'second' }
const isRound = (state: ForumState): state is VoteRound => state === 'before' || state === 'after'

const Vote = ({ forum: { forumId, state, mine } }: { forum: ForumReply }) => {
  if (!mine.votes) return null
  const votes = (['before', 'after'] as const).flatMap(round => mine[round] === null || round === state ? [] : [`in the ${rounds[round]} vote “${agreementOf(mine[round])}”`])
  return (
    <section class='stack' aria-labelledby='vote'>
      <h2 id='vote'>Your vote</h2>
      {isRound(state) && (
        <form method='post' action={`/program/start/forums/${forumId}/votes`}>
          <input type='hidden' name='round' value={state} />
          <RadioGroup name='value' label={`The ${rounds[state]} vote: how far do you agree?`} required choices={agreement.map((label, at) => ({ value: String(at + 1), label }))} value={String(mine[state] ?? '')} />
          <Button>{mine[state] === null ? 'Send my vote' : 'Change my vote'}</Button>
        </form>
      )}
      {votes.length > 0 && <p>You chose {listed(votes)}.</p>}
      <p class='small soft'>Only you can read your vote. After the end everybody reads what all votes come to, if at least five leaders voted both times.</p>
    </section>
  )
}

const Way = ({ forum: { forumId, state, steps }, runs }: { forum: ForumReply, runs: boolean }) => {
  const at = forumSteps.findIndex(step => step.state === state)
  const next = forumSteps[at + 1]
  return (
    <section class='stack' aria-labelledby='way'>
      <h2 id='way'>How the forum goes</h2>
      <ol class='steps'>
        {forumSteps.map((step, place) => {
          const gone = steps.find(one => one.state === step.state)
          const look = place < at || state === 'ended' ? 'done' : place === at ? 'now' : 'later'
          return (
            <li key={step.state} class={`step step-${look}`}>
              <div><h3>{step.name}</h3> {look === 'now' && <Tag tone='accent'>Now</Tag>}</div>
              {place === at && <p>{step.now}</p>}
              {gone !== undefined && <p class='small soft'>{inWords(gone.at.slice(0, 10))}, {gone.at.slice(11, 16)} UTC, by {gone.by ?? 'somebody who has left'}</p>}
            </li>
          )
        })}
      </ol>
      {runs && next !== undefined && (
        <form method='post' action={`/program/start/forums/${forumId}/step`}>
          <input type='hidden' name='from' value={state} />
          <Button look={isRound(state) ? 'quiet' : 'main'}>{next.go}</Button>
        </form>
      )}
    </section>
  )
}

const Arguments = ({ forum, runs, typed, problem }: ForumView) => (
  <section class='stack' aria-labelledby='said'>
    <h2 id='said'>What was said</h2>
    <p class='soft'>By side, not by person: each side argues for its side whatever its people think.</p>
    <div class='sides'>
      <Side name='For' said={forum.arguments.for} />
      <Side name='Against' said={forum.arguments.against} />
    </div>
    {runs && (
      <details class='more' open={problem?.at === 'text' || forum.state === 'debate'}>
        <summary>Write down an argument</summary>
        <form method='post' action={`/program/start/forums/${forum.forumId}/arguments`}>
          <RadioGroup name='side' label='Side' required choices={[{ value: 'for', label: 'For the statement' }, { value: 'against', label: 'Against the statement' }]} value={typed.side} />
          <TextArea name='text' label='Argument' hint='One at a time, without names.' required maxlength={500} rows={3} value={typed.text} {...problemAt(problem)('text')} />
          <Button look='quiet'>Write it down</Button>
        </form>
      </details>
    )}
  </section>
)

const Side = ({ name, said }: { name: string, said: readonly string[] }) => (
  <div class='stack stack-tight'>
    <h3>{name}</h3>
    {said.length === 0 ? <p class='soft'>Nothing yet.</p> : <ul>{said.map(text => <li key={text}>{text}</li>)}</ul>}
  </div>
)

/** How many of the leaders were there, and for leaders and the office who. */
const Attended = ({ forum: { forumId, state, attended }, runs }: { forum: ForumReply, runs: boolean }) => (
  <section class='stack stack-tight' aria-labelledby='there'>
    <h2 id='there'>Who took part</h2>
    {state === 'ended'
      ? <p>{attended.took} of {attended.leaders} leaders.{attended.names !== null && attended.names.length > 0 && <> {listed(attended.names)}.</>}</p>
      : <p>{attended.took === 0 ? 'Nobody is marked yet.' : `Marked so far: ${attended.took} of ${attended.leaders} leaders.`} Whoever votes is added when the forum has ended, so that nobody sees who has voted.</p>}
    {runs && <p><a class='go' href={`/program/start/sessions/${forumId}/attendance`}>Mark who was there</a></p>}
  </section>
)
