import { approvalRequest, draftDone, milestoneRequest, needRequest } from '@weft/contracts/program/plan-api'
import { planApproved } from '@weft/contracts/program/plan-events'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { addMilestone, findMilestone, linkNeed, rewriteMilestone } from './change-draft.store.ts'
import { approve, removeMilestone, removeNeed } from './draft.store.ts'
import { editDraft } from './edit-draft.store.ts'
import { checkApproval } from './plan.ts'
import { milestonesOf, prioritiesOf } from './plan.store.ts'

const params = z.object({ milestoneId: z.uuid() })

/** POST /program/plan/draft/milestones, …/:milestoneId, …/:milestoneId/removal, …/needs and …/approval */
export const writeMilestoneRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { newId, now, wake } = deps
  app.post('/program/plan/draft/milestones', {
    config: { action: 'run-start', summary: 'Adds a milestone, and says what needs it' },
    schema: { body: milestoneRequest, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, (tx, draft) => addMilestone(tx, draft, request.body, newId)))

  app.post('/program/plan/draft/milestones/:milestoneId', {
    config: { action: 'run-start', summary: 'Changes a milestone' },
    schema: { params, body: milestoneRequest, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, (tx, draft) => rewriteMilestone(tx, draft, request.params.milestoneId, request.body)))

  app.post('/program/plan/draft/milestones/:milestoneId/removal', {
    config: { action: 'run-start', summary: 'Takes a milestone out of the draft, with what it needs and what needs it' },
    schema: { params, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, async (tx, draft) => {
    const { milestoneId, title } = await findMilestone(tx, draft, request.params.milestoneId)
    await removeMilestone(tx, draft.version, milestoneId)
    return { id: milestoneId, what: `Took the milestone “${title}” away` }
  }))

  app.post('/program/plan/draft/needs', {
    config: { action: 'run-start', summary: 'Says that one milestone needs another, or no longer does' },
    schema: { body: needRequest, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, async (tx, draft) => {
    const { milestoneId, needsId, holds } = request.body
    if (holds) return linkNeed(tx, draft, { milestoneId, needsId })
    const [needing, needed] = [await findMilestone(tx, draft, milestoneId), await findMilestone(tx, draft, needsId)]
    await removeNeed(tx, draft.version, milestoneId, needsId)
    return { id: milestoneId, what: `“${needing.title}” no longer needs “${needed.title}”` }
  }))

  app.post('/program/plan/draft/approval', {
    config: { action: 'run-start', summary: 'Approves the draft; the version before is kept' },
    schema: { body: approvalRequest, response: { 200: draftDone } }
  }, async request => {
    const [by, at] = [subjectIn(request).subject, now()]
    const done = await editDraft(deps, by, async (tx, { version, vision, changes }) => {
      const priorities = (await prioritiesOf(tx, version)).map(({ text }) => text)
      const milestones = (await milestonesOf(tx, version)).length
      checkApproval({ vision, priorities: priorities.length, milestones, changes }, request.body.changes)
      const replaces = await approve(tx, version, { by, at })
      await appendToOutbox(tx, [eventOf(planApproved, { id: newId(), key: 'plan', time: at.toISOString(), data: { version, replaces, vision, priorities, milestones } })])
      await noteHappening(tx, { kind: 'plan-approved', about: String(version), what: `Version ${version} of the plan was approved`, href: '/program/roadmap', day: at.toISOString().slice(0, 10) })
      return { id: null, what: 'Approved the plan' }
    })
    wake()
    return done
  })
}
