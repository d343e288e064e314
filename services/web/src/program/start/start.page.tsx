import type { StartReply } from '@weft/contracts/program/start-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Tag } from '@weft/service-kit/page/controls'
import type { ComponentChildren } from 'preact'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords, listed } from '../../frame/words.ts'
import { forumSteps } from '../forum/words.ts'
import type { FormProblem } from '../../frame/form-problem.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { nextOf, stepsOf, type PlanState, type StartStep } from './next.ts'

export type StartView = { roles: readonly RoleName[], start: StartReply, plan: PlanState, /** Waves that may be linked; null where they could not be read. */ waves: readonly { waveId: string, title: string }[] | null, today: string, /** Of the workshop that the form on this page notes, once. */ workshopId: string, done: string | null, problem: FormProblem | null }

const doneSentences: Record<string, string> = {
  linked: 'The wave is linked. Leaders can answer to its results.',
  noted: 'The workshop is noted.'
}

export const StartPage = (view: StartView) => {
  const { roles, start, plan, done, problem } = view
  const [forum, measure, workshop] = stepsOf(start, plan) as [StartStep, StartStep, StartStep]
  const runs = may(roles, 'run-program')
  return (
    <ProgramPage roles={roles} here='/program/start'>
      <Opening kicker='The start' title='The start in three steps'>{nextOf(start, plan)}</Opening>
      {done !== null && doneSentences[done] !== undefined && <Notice tone='good' role='status' title={doneSentences[done]} />}
      {problem !== null && <ErrorSummary title='This was not done' findings={[{ sentence: problem.sentence }]} />}
      <ol class='steps'>
        <Step step={forum} why='Most leaders believe the organisation is customer-centric already. A debate shows what they mean by it.'><Forums start={start} runs={runs} /></Step>
        <Step step={measure} why='What people who do the work say comes first. The results may be tough to hear: that is the point of asking.'><Waves view={view} runs={runs} /></Step>
        <Step step={workshop} why='All leaders make the plan, on the most important priorities, with milestones that can be checked.'><Workshops view={view} runs={runs} /></Step>
      </ol>
      <Involved start={start} />
    </ProgramPage>
  )
}

const Step = ({ step: { name, state, where }, why, children }: { step: StartStep, why: string, children: ComponentChildren }) => (
  <li class={`step step-${state}`}>
    <div><h2>{name}</h2> {state === 'later' ? <Tag>Later</Tag> : <Tag tone={state === 'done' ? 'good' : 'accent'}>{state === 'done' ? 'Done' : 'Now'}</Tag>}</div>
    <p>{where}</p>
    <p class='small soft'>{why}</p>
    <div class='stack step-body'>{children}</div>
  </li>
)

const stateName = (state: string) => forumSteps.find(step => step.state === state)?.name ?? ''

const Forums = ({ start: { forums }, runs }: { start: StartReply, runs: boolean }) => (
  <>
    {forums.length > 0 && <ul class='plain'>{forums.map(({ forumId, title, day, state }) => <li key={forumId}><a class='go' href={`/program/start/forums/${forumId}`}>{title}</a> <span class='soft'>{inWords(day)}, {stateName(state).toLowerCase()}</span></li>)}</ul>}
    {runs && <p><ButtonLink look='quiet' href='/program/start/forums/new'>Plan a forum</ButtonLink></p>}
  </>
)

const Waves = ({ view: { roles, start, waves }, runs }: { view: StartView, runs: boolean }) => {
  const others = waves?.filter(({ waveId }) => !start.waves.some(linked => linked.waveId === waveId)) ?? []
  return (
    <>
      {start.waves.length > 0 && (
        <ul class='plain'>
          {start.waves.map(({ waveId, title, debriefed, mine }) => (
            <li key={waveId}>
              <a class='go' href={`/program/start/waves/${waveId}`}>{title}</a>{' '}
              <span class='soft'>{debriefed === 1 ? '1 leader has' : `${debriefed} leaders have`} answered{start.leader && (mine === null ? ', you have not yet' : ', you too')}</span>
            </li>
          ))}
        </ul>
      )}
      {may(roles, 'see-own-units') && <p><a class='go' href='/heat-map'>Open the heat map</a></p>}
      {runs && waves === null && <p class='soft'>The list of waves cannot be read right now. Load this page again in a minute.</p>}
      {runs && others.length > 0 && (
        <details class='more'>
          <summary>Link a wave</summary>
          <form method='post' action='/program/start/waves'>
            <SelectField name='waveId' label='Wave' choices={others.map(({ waveId, title }) => ({ value: waveId, label: title }))} />
            <Button look='quiet'>Link the wave</Button>
          </form>
        </details>
      )}
      {runs && waves !== null && others.length === 0 && start.waves.length === 0 && <p class='soft'>There is no wave to link yet. <a href='/waves'>Plan one</a>.</p>}
    </>
  )
}

const Workshops = ({ view: { start: { workshops }, plan, today, workshopId }, runs }: { view: StartView, runs: boolean }) => (
  <>
    {workshops.length > 0 && (
      <ul class='plain'>
        {workshops.map(({ workshopId: id, title, day, took }) => (
          <li key={id}>{title}, <span class='soft'>{inWords(day)}, {took === 1 ? '1 leader' : `${took} leaders`}</span>{runs && <> <a class='go' href={`/program/start/sessions/${id}/attendance`}>Mark who was there</a></>}</li>
        ))}
      </ul>
    )}
    {runs && (
      <details class='more'>
        <summary>Note a workshop</summary>
        <form method='post' action='/program/start/workshops'>
          <input type='hidden' name='workshopId' value={workshopId} />
          <Field name='title' label='Title' value='Leadership workshop' required maxlength={200} />
          <Field name='day' type='date' label='Day' value={today} required short />
          <Button look='quiet'>Note the workshop</Button>
        </form>
      </details>
    )}
    <p class='row'>
      {(plan.approved !== null || plan.draft || runs) && <ButtonLink look={runs && plan.approved === null ? 'main' : 'quiet'} href='/program/start/plan'>{plan.approved === null && !plan.draft ? 'Write the plan' : 'Open the plan'}</ButtonLink>}
      {plan.approved !== null && <ButtonLink look='quiet' href='/program/roadmap'>See the roadmap</ButtonLink>}
    </p>
  </>
)

const Involved = ({ start: { involved, missing } }: { start: StartReply }) => (
  <section class='stack stack-tight' aria-labelledby='involved'>
    <h2 id='involved'>Leaders who took part</h2>
    <p>{involved.took} of {involved.leaders} leaders took part in a forum or a workshop.{involved.names !== null && involved.names.length > 0 && <> {listed(involved.names)}.</>}</p>
    {missing !== null && missing.length > 0 && <p class='soft'>Not yet: {listed(missing)}. Only the program office reads this line. Ask them what would help them to come.</p>}
  </section>
)
