import { currentPlanReply, draftDone, frameRequest, outcomeRequest, approvalRequest, planReply, planVersionsReply } from '@weft/contracts/program/plan-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { attempting, readForm } from '../../attempting.ts'
import type { Client } from '../../client.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { PlanPage, type PlanView } from './plan.page.tsx'

const text = z.string().max(2_000).default('')
const query = z.strictObject({ version: z.string().regex(/^\d{1,9}$/).optional(), done: z.string().max(20).optional() })
const outcomeParams = z.object({ outcomeId: z.uuid() })
const outcomeBody = z.strictObject({ text, priorityId: text })
const sentences = { vision: 'Write the vision in at most 500 characters.', priorities: 'Write one to three priorities of at most 500 characters each.', text: 'Write the outcome in 1 to 500 characters.', priorityId: 'Choose one of the priorities.' }
const outcomeOf = (body: { text: string, priorityId: string }) => readForm(outcomeRequest, { text: body.text.trim(), priorityId: body.priorityId === '' ? null : body.priorityId }, sentences)

/** The version that was asked for; else the draft for who writes it, else what is approved. */
async function planFor (client: Client, person: ReturnType<typeof personIn>, asked: string | undefined) {
  const { plan, draft } = await client.read(person, 'program', '/program/plan', currentPlanReply)
  const version = asked ?? (draft !== null && (plan === null || may(person.roles, 'run-program')) ? String(draft) : undefined)
  return version === undefined || version === String(plan?.version) ? plan : client.read(person, 'program', `/program/plan/versions/${version}`, planReply)
}

const showPlan = (client: Client) => async (request: FastifyRequest, reply: FastifyReply, { status = 200, version, ...more }: Partial<PlanView> & { status?: number, version?: string | undefined } = {}) => {
  const person = personIn(request)
  const [plan, { versions }, { priorities }] = await Promise.all([
    planFor(client, person, version), client.read(person, 'program', '/program/plan/versions', planVersionsReply), client.read(person, 'program', '/program/priorities', prioritiesReply)
  ])
  return show(request, reply, 'The plan', <PlanPage {...{ roles: person.roles, plan, versions, inForce: priorities.map(({ title }) => title), runs: may(person.roles, 'run-program'), done: null, problem: null, typed: null, ...more }} />, status)
}

/** GET /program/start/plan, POST …/draft, …/frame and …/approval */
export const planRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showing = showPlan(client)
  const command = (request: FastifyRequest, step: string, body: object | undefined) => client.command(personIn(request), 'program', `/program/plan/draft${step}`, body, draftDone)
  const ask = (request: FastifyRequest, reply: FastifyReply, done: string, work: () => Promise<unknown>, typed: PlanView['typed'] = null) => attempting(request, reply, {
    work: async () => {
      await work()
      return `/program/start/plan?done=${done}`
    },
    again: (problem, status) => showing(request, reply, { problem, status, typed })
  })

  app.get('/program/start/plan', { config: { does: 'see-program', summary: 'The plan' }, schema: { querystring: query } }, async (request, reply) =>
    showing(request, reply, { version: request.query.version, done: request.query.done ?? null }))

  app.post('/program/start/plan/draft', { config: { does: 'run-program', summary: 'Begins the plan or a revision', audit: { action: 'begin-plan' } } }, async (request, reply) =>
    ask(request, reply, 'begun', () => command(request, '', undefined)))

  app.post('/program/start/plan/frame', { config: { does: 'run-program', summary: 'Writes vision and priorities', audit: { action: 'write-plan' } }, schema: { body: z.strictObject({ edition: text, vision: text, priority1: text, priority2: text, priority3: text }) } }, async (request, reply) => {
    const { edition, vision, priority1, priority2, priority3 } = request.body
    const priorities = [priority1, priority2, priority3].map(one => one.trim()).filter(one => one !== '')
    return ask(request, reply, 'written', () => command(request, '/frame', readForm(frameRequest, { edition: Number(edition), vision: vision.trim(), priorities }, sentences)), { vision, priorities })
  })

  app.post('/program/start/plan/approval', { config: { does: 'run-program', summary: 'Approves the draft', audit: { action: 'approve-plan' } }, schema: { body: z.strictObject({ changes: text }) } }, async (request, reply) =>
    ask(request, reply, 'approved', () => command(request, '/approval', readForm(approvalRequest, { changes: Number(request.body.changes) }, {}))))
}

/** POST /program/start/plan/outcomes, …/outcomes/:outcomeId and …/outcomes/:outcomeId/removal */
export const outcomeRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const ask = (request: FastifyRequest, reply: FastifyReply, done: string, step: string, body: () => object | undefined) => attempting(request, reply, {
    work: async () => {
      await client.command(personIn(request), 'program', `/program/plan/draft/outcomes${step}`, body(), draftDone)
      return `/program/start/plan?done=${done}`
    },
    again: (problem, status) => showPlan(client)(request, reply, { problem, status })
  })

  app.post('/program/start/plan/outcomes', { config: { does: 'run-program', summary: 'Adds an outcome', audit: { action: 'add-outcome' } }, schema: { body: outcomeBody } }, async (request, reply) =>
    ask(request, reply, 'outcome', '', () => outcomeOf(request.body)))

  app.post('/program/start/plan/outcomes/:outcomeId', { config: { does: 'run-program', summary: 'Changes an outcome', audit: { action: 'change-outcome', target: 'outcomeId' } }, schema: { params: outcomeParams, body: outcomeBody } }, async (request, reply) =>
    ask(request, reply, 'outcome', `/${request.params.outcomeId}`, () => outcomeOf(request.body)))

  app.post('/program/start/plan/outcomes/:outcomeId/removal', { config: { does: 'run-program', summary: 'Takes an outcome away', audit: { action: 'remove-outcome', target: 'outcomeId' } }, schema: { params: outcomeParams } }, async (request, reply) =>
    ask(request, reply, 'gone', `/${request.params.outcomeId}/removal`, () => undefined))
}
