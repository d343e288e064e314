import { currentPlanReply, draftDone, milestoneRequest, needRequest, planReply } from '@weft/contracts/program/plan-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attempting, readForm } from '../../attempting.ts'
import type { Client } from '../../client.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { MilestonePage, type MilestoneView } from './milestone.page.tsx'
import { emptyMilestone, formOf, type MilestoneForm } from './words.ts'

const text = z.string().max(2_000).default('')
const params = z.object({ milestoneId: z.uuid() })
const body = z.strictObject({ outcomeId: text, title: text, measure: text, target: text, owner: text, due: text, priorityId: text, neededBy: text, edition: text })
const sentences = {
  outcomeId: 'Choose the outcome that it leads to.', title: 'Say in at most 200 characters what is reached.', measure: 'Write the measure in at most 500 characters.', target: 'Write the target in at most 500 characters.',
  priorityId: 'Choose one of the priorities in force, or none.',
  owner: 'Say in at most 254 characters who owns it.', due: 'Say by which day, such as 2027-03-31.'
}
const askedIn = (form: MilestoneForm) => readForm(milestoneRequest, { ...form, priorityId: form.priorityId === '' ? null : form.priorityId, neededBy: form.neededBy === '' ? null : form.neededBy, edition: /^\d{1,9}$/.test(form.edition) ? Number(form.edition) : null }, sentences)

/** Shows one milestone of the draft, or the form for a new one. */
const showing = (client: Client) => async (request: FastifyRequest, reply: FastifyReply, id: string | null, { status = 200, form, ...more }: Partial<MilestoneView> & { status?: number } = {}) => {
  const person = personIn(request)
  const { draft } = await client.read(person, 'program', '/program/plan', currentPlanReply)
  if (draft === null) throw new Refusal('not-found', 'no-draft', 'No plan is being written. Begin a revision first.')
  const plan = await client.read(person, 'program', `/program/plan/versions/${draft}`, planReply)
  const { priorities } = await client.read(person, 'program', '/program/priorities', prioritiesReply)
  const milestone = plan.milestones.find(({ milestoneId }) => milestoneId === id) ?? null
  if (id !== null && milestone === null) throw new Refusal('not-found', 'no-such-milestone', 'There is no such milestone in the draft.')
  const view = { roles: person.roles, plan, priorities, milestone, form: form ?? (milestone === null ? emptyMilestone : formOf(milestone)), done: false, problem: null, ...more }
  return show(request, reply, milestone?.title ?? 'New milestone', <MilestonePage {...view} />, status)
}
const commanding = (client: Client) => (request: FastifyRequest, step: string, asked: object | undefined) => client.command(personIn(request), 'program', `/program/plan/draft${step}`, asked, draftDone)

/** GET and POST /program/start/plan/milestones/…: milestones of the draft, one page each. */
export const milestoneRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const [showOne, command] = [showing(client), commanding(client)]

  app.get('/program/start/plan/milestones/new', { config: { does: 'run-program', summary: 'Form for a milestone' }, schema: { querystring: z.strictObject({ outcome: text, before: text }) } }, async (request, reply) =>
    showOne(request, reply, null, { form: { ...emptyMilestone, outcomeId: request.query.outcome, neededBy: request.query.before } }))

  app.get('/program/start/plan/milestones/:milestoneId', { config: { does: 'run-program', summary: 'A milestone of the draft' }, schema: { params, querystring: z.strictObject({ done: z.literal('need').optional() }) } }, async (request, reply) =>
    showOne(request, reply, request.params.milestoneId, { done: request.query.done !== undefined }))

  app.post('/program/start/plan/milestones', { config: { does: 'run-program', summary: 'Adds a milestone', audit: { action: 'add-milestone' } }, schema: { body } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const { id } = await command(request, '/milestones', askedIn(request.body))
      return `/program/start/plan?done=milestone#m-${id ?? ''}`
    },
    again: (problem, status) => showOne(request, reply, null, { problem, status, form: request.body })
  }))

  app.post('/program/start/plan/milestones/:milestoneId', { config: { does: 'run-program', summary: 'Changes a milestone', audit: { action: 'change-milestone', target: 'milestoneId' } }, schema: { params, body } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      await command(request, `/milestones/${request.params.milestoneId}`, askedIn(request.body))
      return `/program/start/plan?done=milestone#m-${request.params.milestoneId}`
    },
    again: (problem, status) => showOne(request, reply, request.params.milestoneId, { problem, status, form: request.body })
  }))
}

/** POST /program/start/plan/milestones/:milestoneId/removal and …/needs */
export const milestoneOrderRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const [showOne, command] = [showing(client), commanding(client)]

  app.post('/program/start/plan/milestones/:milestoneId/removal', { config: { does: 'run-program', summary: 'Takes a milestone away', audit: { action: 'remove-milestone', target: 'milestoneId' } }, schema: { params } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      await command(request, `/milestones/${request.params.milestoneId}/removal`, undefined)
      return '/program/start/plan?done=gone'
    },
    again: (problem, status) => showOne(request, reply, request.params.milestoneId, { problem, status })
  }))

  app.post('/program/start/plan/milestones/:milestoneId/needs', { config: { does: 'run-program', summary: 'Says what a milestone needs before it', audit: { action: 'order-milestones', target: 'milestoneId' } }, schema: { params, body: z.strictObject({ needsId: text, holds: text }) } }, async (request, reply) => {
    const { params: { milestoneId }, body: { needsId, holds } } = request
    return attempting(request, reply, {
      work: async () => {
        await command(request, '/needs', readForm(needRequest, { milestoneId, needsId, holds: holds !== 'no' }, { needsId: 'Choose a milestone.' }))
        return `/program/start/plan/milestones/${milestoneId}?done=need`
      },
      again: (problem, status) => showOne(request, reply, milestoneId, { problem, status })
    })
  })
}
