import type { PlanReply, PlanVersionsReply } from '@weft/contracts/program/plan-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Tag, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { address, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { byWhom, lateInWords, ownerName, planStates, stateNames, stateTones } from './words.ts'

export type PlanView = {
  roles: readonly RoleName[], plan: PlanReply | null, versions: PlanVersionsReply['versions']
  /** May begin, write and approve. */
  runs: boolean, done: string | null, problem: FormProblem | null, typed: { vision: string, priorities: readonly string[] } | null
  /** Titles of the priorities in force: what an empty plan begins with. */
  inForce: readonly string[]
}

const doneSentences: Record<string, string> = {
  begun: 'A draft is begun. Nothing that is approved changes before you approve it.',
  written: 'Vision and priorities are written.',
  outcome: 'The outcome is kept.',
  milestone: 'The milestone is kept. What must be true before it?',
  gone: 'It is taken away.',
  need: 'The order is kept.',
  approved: 'The plan is approved. Everybody can read it now.'
}

export const PlanPage = (view: PlanView) => {
  const { roles, plan, versions, runs, done, problem } = view
  const writes = runs && plan?.state === 'draft'
  return (
    <ProgramPage roles={roles} here='/program/start'>
      <Crumbs crumbs={[{ href: '/program/start', name: 'Start' }, { name: 'Plan' }]} />
      <Opening kicker={plan === null ? 'Plan' : `Plan, version ${plan.version}: ${planStates[plan.state].toLowerCase()}`} title={plan === null || plan.vision === '' ? 'The plan' : plan.vision}>
        {plan === null ? 'Start with the vision, and ask backward: what must be true before that?' : plan.approved !== null ? `Approved ${byWhom(plan.approved)}` : 'Leaders and the program office read this draft.'}
      </Opening>
      {done !== null && doneSentences[done] !== undefined && <Notice tone='good' role='status' title={doneSentences[done]} />}
      {problem !== null && <ErrorSummary title='This was not kept' findings={findingsOf(problem)} />}
      {plan !== null && <Late plan={plan} />}
      {writes && <Frame {...view} plan={plan} />}
      {plan !== null && !writes && <Priorities plan={plan} />}
      {plan !== null && <Backward plan={plan} writes={writes} problem={problem} />}
      {writes && <Approval plan={plan} />}
      {runs && !versions.some(({ state }) => state === 'draft') && <form method='post' action='/program/start/plan/draft'><Button look={plan === null ? 'main' : 'quiet'}>{plan === null ? 'Begin the plan' : 'Begin a revision'}</Button></form>}
      <Versions versions={versions} here={plan?.version ?? null} />
      {plan !== null && plan.log.length > 0 && <Log plan={plan} />}
    </ProgramPage>
  )
}

const Late = ({ plan }: { plan: PlanReply }) => {
  const late = lateInWords(plan)
  return late.length === 0 ? null : <Notice tone='warn' title='Some days do not fit'><ul>{late.map(sentence => <li key={sentence}>{sentence}</li>)}</ul></Notice>
}

const Frame = ({ plan, typed, inForce, problem }: PlanView & { plan: PlanReply }) => {
  const at = problemAt(problem)
  const priorities = typed?.priorities ?? (plan.priorities.length > 0 ? plan.priorities.map(({ text }) => text) : inForce)
  return (
    <section class='stack' aria-labelledby='frame'>
      <h2 id='frame'>Vision and priorities</h2>
      <form method='post' action='/program/start/plan/frame'>
        <input type='hidden' name='edition' value={plan.edition} />
        <TextArea name='vision' label='Vision' hint='What we credibly can be, in one sentence.' value={typed?.vision ?? plan.vision} required maxlength={500} rows={2} {...at('vision')} />
        {[0, 1, 2].map(place => <Field key={place} name={`priority${place + 1}`} label={place === 0 ? 'First priority' : place === 1 ? 'Second priority, if any' : 'Third priority, if any'} value={priorities[place] ?? ''} required={place === 0} maxlength={500} {...place === 0 ? at('priorities') : {}} />)}
        <Button look='quiet'>Write vision and priorities</Button>
      </form>
    </section>
  )
}

const Priorities = ({ plan }: { plan: PlanReply }) => plan.priorities.length === 0
  ? null
  : (
    <section class='stack stack-tight' aria-labelledby='priorities'>
      <h2 id='priorities'>Priorities</h2>
      <ol>{plan.priorities.map(({ priorityId, text }) => <li key={priorityId}>{text}</li>)}</ol>
    </section>
    )

/** From the vision back: outcomes, and before each its milestones. */
const Backward = ({ plan, writes, problem }: { plan: PlanReply, writes: boolean, problem: FormProblem | null }) => (
  <section class='stack' aria-labelledby='backward'>
    <h2 id='backward'>What must be true before that</h2>
    {plan.outcomes.length === 0 && <p class='soft'>No outcome is written yet.</p>}
    {plan.outcomes.map(outcome => <Outcome key={outcome.outcomeId} {...{ plan, outcome, writes }} />)}
    {writes && plan.vision !== '' && (
      <details class='more' open={plan.outcomes.length === 0 || problem?.at === 'text'}>
        <summary>Add an outcome</summary>
        <OutcomeForm plan={plan} action='/program/start/plan/outcomes' text='' priorityId='' problem={problem} button='Add the outcome' />
      </details>
    )}
  </section>
)

type OutcomeFormProps = { plan: PlanReply, action: string, text: string, priorityId: string, problem: FormProblem | null, button: string }
const OutcomeForm = ({ plan, action, text, priorityId, problem, button }: OutcomeFormProps) => (
  <form method='post' action={action}>
    <Field name='text' label={`What must be true for “${plan.vision}”?`} value={text} required maxlength={500} {...problemAt(problem)('text')} />
    {plan.priorities.length > 0 && <SelectField name='priorityId' label='Serves the priority' value={priorityId} choices={[{ value: '', label: 'None in particular' }, ...plan.priorities.map(one => ({ value: one.priorityId, label: one.text }))]} />}
    <Button look='quiet'>{button}</Button>
  </form>
)

const Outcome = ({ plan, outcome: { outcomeId, text, priorityId }, writes }: { plan: PlanReply, outcome: PlanReply['outcomes'][number], writes: boolean }) => {
  const priority = plan.priorities.find(one => one.priorityId === priorityId)
  const milestones = plan.milestones.filter(one => one.outcomeId === outcomeId).reverse()
  return (
    <div class='card stack'>
      <div class='stack stack-tight'><h3>{text}</h3>{priority !== undefined && <p class='small soft'>Serves: {priority.text}</p>}</div>
      {milestones.length === 0 ? <p class='soft'>No milestone leads here yet.</p> : <ol class='milestones'>{milestones.map(milestone => <MilestoneLine key={milestone.milestoneId} {...{ plan, milestone, writes }} />)}</ol>}
      {writes && (
        <>
          <p><ButtonLink look='quiet' href={address('/program/start/plan/milestones/new', { outcome: outcomeId })}>Add what must be true before</ButtonLink></p>
          <details class='more'>
            <summary>Change this outcome</summary>
            <OutcomeForm plan={plan} action={`/program/start/plan/outcomes/${outcomeId}`} text={text} priorityId={priorityId ?? ''} problem={null} button='Change the outcome' />
            {milestones.length === 0 && <form method='post' action={`/program/start/plan/outcomes/${outcomeId}/removal`}><Button look='quiet'>Take the outcome away</Button></form>}
          </details>
        </>
      )}
    </div>
  )
}

const MilestoneLine = ({ plan, milestone, writes }: { plan: PlanReply, milestone: PlanReply['milestones'][number], writes: boolean }) => {
  const needs = plan.milestones.filter(({ milestoneId }) => milestone.needs.includes(milestoneId))
  return (
    <li id={`m-${milestone.milestoneId}`}>
      <p class='row'><strong>{milestone.title}</strong> {milestone.state !== 'open' && <Tag tone={stateTones[milestone.state]}>{stateNames[milestone.state]}</Tag>}{plan.chain.includes(milestone.milestoneId) && <Tag tone='accent'>Critical chain</Tag>}</p>
      <p>{inWords(milestone.due)} · {ownerName(milestone)} · {milestone.measure}: {milestone.target}</p>
      {milestone.priority !== null && <p class='small soft'>Serves the priority: {milestone.priority.title}</p>}
      {needs.length > 0 && <p class='small soft'>Needs before it: {needs.map(({ title }) => `“${title}”`).join(', ')}</p>}
      {writes && <p class='row small'><a class='go' href={address('/program/start/plan/milestones/new', { outcome: milestone.outcomeId, before: milestone.milestoneId })}>What must be true before that?</a><a class='go' href={`/program/start/plan/milestones/${milestone.milestoneId}`}>Change</a></p>}
    </li>
  )
}

const Approval = ({ plan }: { plan: PlanReply }) => (
  <section class='stack' aria-labelledby='approval'>
    <h2 id='approval'>Approve</h2>
    <p>Everybody reads the plan from then on. To change it later, begin a revision: this version is kept.</p>
    <form method='post' action='/program/start/plan/approval'>
      <input type='hidden' name='changes' value={plan.changes} />
      <Button>Approve version {plan.version}</Button>
    </form>
  </section>
)

const Versions = ({ versions, here }: { versions: PlanVersionsReply['versions'], here: number | null }) => versions.length === 0
  ? null
  : (
    <section class='stack stack-tight' aria-labelledby='versions'>
      <h2 id='versions'>Versions</h2>
      <ul class='plain'>
        {versions.map(({ version, state, begun, approved }) => (
          <li key={version}><a class='go' href={`/program/start/plan?version=${version}`} aria-current={version === here ? 'page' : undefined}>Version {version}</a> <span class='soft'>{planStates[state].toLowerCase()}{approved !== null ? `, approved ${byWhom(approved)}` : `, begun ${byWhom(begun)}`}</span></li>
        ))}
      </ul>
    </section>
    )

const Log = ({ plan }: { plan: PlanReply }) => (
  <details class='more'>
    <summary>What was changed in this version</summary>
    <ul class='plain'>{plan.log.map(({ what, ...deed }, place) => <li key={place}>{what} <span class='soft'>{byWhom(deed)}</span></li>)}</ul>
  </details>
)
