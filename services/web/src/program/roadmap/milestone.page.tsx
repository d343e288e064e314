import type { Milestone, PlanReply } from '@weft/contracts/program/plan-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, Notice, RadioGroup, Tag, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { findingsOf, problemAt, type FormProblem } from '../../frame/form-problem.ts'
import { inWords } from '../../frame/words.ts'
import { byWhom, ownerName, stateNames, stateTones } from '../plan/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

export type MarkForm = { state: string, why: string, evidence: string }
export type MilestoneOnRoadmap = { roles: readonly RoleName[], plan: PlanReply, milestone: Milestone, /** May say what became of it. */ marks: boolean, done: boolean, problem: FormProblem | null, typed: MarkForm }

/** One milestone of the approved plan: what it is, what became of it, and who says so. */
export const RoadmapMilestonePage = (view: MilestoneOnRoadmap) => {
  const { roles, plan, milestone, marks, done, problem } = view
  const needs = plan.milestones.filter(({ milestoneId }) => milestone.needs.includes(milestoneId))
  const needing = plan.milestones.filter(one => one.needs.includes(milestone.milestoneId))
  const listed = (some: readonly Milestone[]) => some.length === 0 ? 'Nothing' : <ul class='plain'>{some.map(({ milestoneId, title }) => <li key={milestoneId}><a class='go' href={`/program/roadmap/milestones/${milestoneId}`}>{title}</a></li>)}</ul>
  return (
    <ProgramPage roles={roles} here='/program/roadmap'>
      <Crumbs crumbs={[{ href: '/program/roadmap', name: 'Roadmap' }, { name: milestone.title }]} />
      <Opening kicker='Milestone' title={milestone.title}><Tag tone={stateTones[milestone.state]}>{stateNames[milestone.state]}</Tag></Opening>
      {done && <Notice tone='good' role='status' title='What became of it is written down.' />}
      {problem !== null && <ErrorSummary title='This was not kept' findings={findingsOf(problem)} />}
      <dl class='facts'>
        <div><dt>Date</dt><dd>{inWords(milestone.due)}</dd></div>
        <div><dt>Owner</dt><dd>{ownerName(milestone)}</dd></div>
        <div><dt>Measure</dt><dd>{milestone.measure}</dd></div>
        <div><dt>Target</dt><dd>{milestone.target}</dd></div>
        <div><dt>Leads to</dt><dd>{plan.outcomes.find(({ outcomeId }) => outcomeId === milestone.outcomeId)?.text}</dd></div>
        {milestone.priority !== null && <div><dt>Serves the priority</dt><dd><a class='go' href={`/program/priorities#${milestone.priority.priorityId}`}>{milestone.priority.title}</a></dd></div>}
        <div><dt>Needs before it</dt><dd>{listed(needs)}</dd></div>
        <div><dt>Is needed by</dt><dd>{listed(needing)}</dd></div>
      </dl>
      {marks && <MarkIt {...view} />}
      {milestone.marks.length > 0 && (
        <section class='stack' aria-labelledby='history'>
          <h2 id='history'>What became of it</h2>
          <ul class='plain'>{milestone.marks.map((mark, place) => <li key={place}><strong>{stateNames[mark.state]}</strong> <span class='soft'>{byWhom(mark)}</span><br />{mark.why}{mark.evidence !== '' && <> Evidence: {mark.evidence}</>}</li>)}</ul>
        </section>
      )}
    </ProgramPage>
  )
}

const MarkIt = ({ milestone: { milestoneId, state }, typed, problem }: MilestoneOnRoadmap) => {
  const at = problemAt(problem)
  return (
    <section class='stack' aria-labelledby='mark'>
      <h2 id='mark'>Say what became of it</h2>
      <form method='post' action={`/program/roadmap/milestones/${milestoneId}/marks`}>
        <input type='hidden' name='seen' value={state} />
        <RadioGroup name='state' label='It is' required choices={(['reached', 'missed', 'open'] as const).filter(one => one !== state).map(one => ({ value: one, label: one === 'missed' ? 'Not reached by its day' : one === 'open' ? 'Open again' : 'Reached' }))} value={typed.state} {...at('state')} />
        <TextArea name='why' label='Why' hint='What happened, in a sentence or two.' value={typed.why} required maxlength={500} rows={3} {...at('why')} />
        <Field name='evidence' label='Evidence, if there is any' hint='The figure that was measured, or where to see it.' value={typed.evidence} maxlength={500} {...at('evidence')} />
        <Button>Write it down</Button>
      </form>
    </section>
  )
}
