import type { Milestone, PlanReply } from '@weft/contracts/program/plan-api'
import type { PrioritiesReply } from '@weft/contracts/program/priority-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Unseen } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { ProgramPage } from '../program-page.page.tsx'
import type { MilestoneForm } from './words.ts'

export type MilestoneView = { roles: readonly RoleName[], plan: PlanReply, /** In force. */ priorities: PrioritiesReply['priorities'], /** null: a new one. */ milestone: Milestone | null, form: MilestoneForm, done: boolean, problem: FormProblem | null }

/** The form of a milestone in a draft. A new one is asked for backward: from what needs it. */
export const MilestonePage = (view: MilestoneView) => {
  const { roles, plan, milestone, form, done, problem } = view
  const needing = plan.milestones.find(({ milestoneId }) => milestoneId === form.neededBy)
  const outcome = plan.outcomes.find(({ outcomeId }) => outcomeId === form.outcomeId)
  const before = needing?.title ?? outcome?.text ?? plan.vision
  return (
    <ProgramPage roles={roles} here='/program/start'>
      <Crumbs crumbs={[{ href: '/program/start', name: 'Start' }, { href: '/program/start/plan', name: 'Plan' }, { name: milestone?.title ?? 'New milestone' }]} />
      <Opening kicker='Milestone' title={milestone === null ? `What must be true before “${before}”?` : milestone.title}>{milestone === null && 'Something that is reached on a day, and that can be checked.'}</Opening>
      {done && <Notice tone='good' role='status' title='The order is kept.' />}
      {problem !== null && <ErrorSummary title='This was not kept' findings={findingsOf(problem)} />}
      <Words {...view} />
      {milestone !== null && <Needs plan={plan} milestone={milestone} />}
      {milestone !== null && (
        <section class='stack' aria-labelledby='away'>
          <h2 id='away'>Take it away</h2>
          <p>It goes from this draft only, with its place in the order.</p>
          <form method='post' action={`/program/start/plan/milestones/${milestone.milestoneId}/removal`}><Button look='quiet'>Take the milestone away</Button></form>
        </section>
      )}
    </ProgramPage>
  )
}

const Words = ({ plan, priorities, milestone, form, problem }: MilestoneView) => {
  const at = problemAt(problem)
  // What it serves stays to be chosen where the priorities have changed since.
  const before = milestone?.priority == null || priorities.some(({ priorityId }) => priorityId === milestone.priority?.priorityId) ? [] : [{ value: milestone.priority.priorityId, label: `${milestone.priority.title} (not in force any more)` }]
  const serves = [...priorities.map(({ priorityId, title }) => ({ value: priorityId, label: title })), ...before]
  return (
    <form method='post' action={milestone === null ? '/program/start/plan/milestones' : `/program/start/plan/milestones/${milestone.milestoneId}`}>
      {milestone === null ? <input type='hidden' name='neededBy' value={form.neededBy} /> : <input type='hidden' name='edition' value={form.edition} />}
      <Field name='title' label='What is reached' value={form.title} required maxlength={200} {...at('title')} />
      <Field name='measure' label='Measure' hint='How we will know, such as “share of claims answered within a day”.' value={form.measure} required maxlength={500} {...at('measure')} />
      <Field name='target' label='Target' hint='How much of it, such as “90 of 100”.' value={form.target} required maxlength={500} {...at('target')} />
      <Field name='owner' label='Owner' hint='One person: whole name, e-mail address or person id.' value={form.owner} required maxlength={254} {...at('owner')} />
      <Field name='due' type='date' label='Date' value={form.due} required short {...at('due')} />
      <SelectField name='outcomeId' label='Leads to' value={form.outcomeId} choices={plan.outcomes.map(({ outcomeId, text }) => ({ value: outcomeId, label: text }))} {...at('outcomeId')} />
      {serves.length > 0 && <SelectField name='priorityId' label='Serves the priority' hint='It is shown there, for everybody.' value={form.priorityId} choices={[{ value: '', label: 'None in particular' }, ...serves]} {...at('priorityId')} />}
      <div class='row'><Button>{milestone === null ? 'Add the milestone' : 'Change the milestone'}</Button><ButtonLink look='quiet' href='/program/start/plan'>Back to the plan</ButtonLink></div>
    </form>
  )
}

const Needs = ({ plan, milestone }: { plan: PlanReply, milestone: Milestone }) => {
  const others = plan.milestones.filter(({ milestoneId }) => milestoneId !== milestone.milestoneId)
  const free = others.filter(({ milestoneId }) => !milestone.needs.includes(milestoneId))
  return (
    <section class='stack' aria-labelledby='needs'>
      <h2 id='needs'>What it needs before it</h2>
      {milestone.needs.length === 0
        ? <p class='soft'>Nothing yet.</p>
        : (
          <ul class='plain'>
            {others.filter(({ milestoneId }) => milestone.needs.includes(milestoneId)).map(needed => (
              <li key={needed.milestoneId} class='row'>
                {needed.title}
                <form class='inline' method='post' action={`/program/start/plan/milestones/${milestone.milestoneId}/needs`}>
                  <input type='hidden' name='needsId' value={needed.milestoneId} />
                  <button class='link' type='submit' name='holds' value='no'>Not needed<Unseen>: {needed.title}</Unseen></button>
                </form>
              </li>
            ))}
          </ul>
          )}
      {free.length > 0 && (
        <form method='post' action={`/program/start/plan/milestones/${milestone.milestoneId}/needs`}>
          <SelectField name='needsId' label='It also needs' choices={free.map(({ milestoneId, title }) => ({ value: milestoneId, label: title }))} />
          <Button look='quiet' name='holds' value='yes'>Add what it needs</Button>
        </form>
      )}
    </section>
  )
}
