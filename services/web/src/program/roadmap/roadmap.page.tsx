import type { Milestone, PlanReply } from '@weft/contracts/program/plan-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening } from '../../frame/frame.page.tsx'
import { counted, inWords } from '../../frame/words.ts'
import { byWhom, lateInWords, ownerName, slackOf, stateNames, stateTones } from '../plan/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { Timeline } from './timeline.page.tsx'

export type RoadmapView = { roles: readonly RoleName[], plan: PlanReply | null, today: string, runs: boolean }

export const RoadmapPage = ({ roles, plan, today, runs }: RoadmapView) => (
  <ProgramPage roles={roles} here='/program/roadmap' wide>
    {plan === null
      ? <><Opening kicker='Roadmap' title='There is no roadmap yet'>It comes from the plan, once that is approved.</Opening>{runs && <p><ButtonLink href='/program/start/plan'>Write the plan</ButtonLink></p>}</>
      : <Drawn plan={plan} today={today} />}
  </ProgramPage>
)

const Drawn = ({ plan, today }: { plan: PlanReply, today: string }) => {
  const late = lateInWords(plan)
  const reached = plan.milestones.filter(({ state }) => state === 'reached').length
  return (
    <div class='roadmap-sheet stack stack-loose'>
      <Opening kicker={`Roadmap, version ${plan.version}${plan.approved === null ? '' : `, approved ${byWhom(plan.approved)}`}`} title={plan.vision}>{reached} of {counted(plan.milestones.length, 'milestone')} reached. {headline(plan, today)}</Opening>
      <ol class='priorities'>{plan.priorities.map(({ priorityId, text }) => <li key={priorityId}>{text}</li>)}</ol>
      {late.length > 0 && <Notice tone='warn' title='Some days do not fit'><ul>{late.map(sentence => <li key={sentence}>{sentence}</li>)}</ul></Notice>}
      <Timeline plan={plan} today={today} />
      <Table id='milestones' tableClass='milestone-table' caption='All milestones by date, with what each needs before it' columns={columns} rows={plan.milestones.map(milestone => rowOf(milestone, plan))} />
      <p class='row no-print'><ButtonLink look='quiet' href='/program/roadmap/milestones.csv'>Take the milestones as a file</ButtonLink><ButtonLink look='quiet' href='/program/start/plan'>Open the plan</ButtonLink></p>
    </div>
  )
}

/** What is next on the way. */
function headline ({ milestones }: PlanReply, today: string): string {
  const open = milestones.filter(({ state }) => state === 'open')
  const overdue = open.filter(({ due }) => due < today).length
  const next = open.find(({ due }) => due >= today)
  const coming = next === undefined ? '' : `Next: “${next.title}” on ${inWords(next.due)}.`
  return overdue === 0 ? coming : `${counted(overdue, 'milestone')} past ${overdue === 1 ? 'its' : 'their'} day and not marked yet. ${coming}`
}

const columns = [
  { key: 'm', head: 'Milestone' }, { key: 'd', head: 'Date' }, { key: 'o', head: 'Owner' }, { key: 't', head: 'Measure and target' }, { key: 'u', head: 'Leads to' }, { key: 'n', head: 'Needs before it' }, { key: 's', head: 'State' }
]

function rowOf (milestone: Milestone, plan: PlanReply) {
  const { milestoneId, title, due, measure, target, outcomeId, state } = milestone
  const needs = plan.milestones.filter(one => milestone.needs.includes(one.milestoneId))
  const slack = slackOf(milestone, plan.milestones)
  return {
    key: milestoneId,
    cells: [
      <><a class='go' href={`/program/roadmap/milestones/${milestoneId}`}>{title}</a>{plan.chain.includes(milestoneId) && <> <Tag tone='accent'>Critical chain</Tag></>}</>,
      inWords(due), ownerName(milestone), `${measure}: ${target}`,
      plan.outcomes.find(one => one.outcomeId === outcomeId)?.text ?? '',
      needs.length === 0 ? <span class='soft'>Nothing</span> : <>{needs.map(one => one.title).join(', ')}{slack !== null && <span class='soft'> ({slack < 0 ? `${counted(-slack, 'day')} too late` : `${counted(slack, 'day')} between`})</span>}</>,
      <Tag tone={stateTones[state]}>{stateNames[state]}</Tag>
    ]
  }
}
