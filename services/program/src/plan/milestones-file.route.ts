import type { PlanReply } from '@weft/contracts/program/plan-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { versionIn } from './plan.store.ts'
import { atOneMoment, readPlan } from './read-plan.store.ts'

const head = ['milestone_id', 'milestone', 'outcome', 'priority', 'measure', 'target', 'owner_id', 'owner', 'due', 'state', 'marked_on', 'why', 'evidence', 'needs_before', 'on_critical_chain', 'plan_version']

/** GET /program/milestones.csv: the milestones of the approved plan, by due date. */
export const milestonesFileRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/milestones.csv', { config: { action: 'read-plan', summary: 'Milestones of the approved plan as one CSV file', gives: 'text/csv' } }, async (request, reply) => {
    const plan = await atOneMoment(pool, async tx => {
      const approved = await versionIn(tx, 'approved')
      return approved === null ? undefined : readPlan(tx, approved, subjectIn(request).subject)
    })
    if (plan === undefined) throw new Refusal('not-found', 'no-plan', 'No plan is approved yet.')
    return reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="milestones.csv"').send(linesOf(plan).join(''))
  })
}

function linesOf (plan: PlanReply): string[] {
  const titles = new Map(plan.milestones.map(({ milestoneId, title }) => [milestoneId, title]))
  return [csvFields(head), ...plan.milestones.map(milestone => {
    const outcome = plan.outcomes.find(({ outcomeId }) => outcomeId === milestone.outcomeId)
    const priority = plan.priorities.find(({ priorityId }) => priorityId === outcome?.priorityId)
    const [last] = milestone.marks
    return csvFields([
      milestone.milestoneId, milestone.title, outcome?.text ?? '', milestone.priority?.title ?? priority?.text ?? '', milestone.measure, milestone.target, milestone.owner.personId, milestone.owner.name ?? '',
      milestone.due, milestone.state, last?.at.slice(0, 10) ?? '', last?.why ?? '', last?.evidence ?? '', milestone.needs.map(id => titles.get(id) ?? '').join('; '), plan.chain.includes(milestone.milestoneId) ? 'yes' : 'no', String(plan.version)
    ].map(withoutFormula))
  })]
}
