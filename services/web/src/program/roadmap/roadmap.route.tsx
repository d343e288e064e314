import { Readable } from 'node:stream'
import { currentPlanReply, markDone, markRequest } from '@weft/contracts/program/plan-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { attempting, readForm } from '../../attempting.ts'
import type { Deps } from '../../deps.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { RoadmapMilestonePage, type MilestoneOnRoadmap } from './milestone.page.tsx'
import { RoadmapPage } from './roadmap.page.tsx'

const text = z.string().max(2_000).default('')
const params = z.object({ milestoneId: z.uuid() })
const sentences = { state: 'Choose what became of it.', why: 'Say in 1 to 500 characters why.', evidence: 'Evidence has at most 500 characters.' }

/** GET /program/roadmap, …/milestones.csv, …/milestones/:milestoneId, POST …/milestones/:milestoneId/marks */
export const roadmapRoutes = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  const planFor = (request: FastifyRequest) => client.read(personIn(request), 'program', '/program/plan', currentPlanReply)
  const showOne = async (request: FastifyRequest, reply: FastifyReply, id: string, { status = 200, ...more }: Partial<MilestoneOnRoadmap> & { status?: number } = {}) => {
    const { plan } = await planFor(request)
    const milestone = plan?.milestones.find(({ milestoneId }) => milestoneId === id)
    if (plan === null || milestone === undefined) throw new Refusal('not-found', 'no-such-milestone', 'There is no such milestone in the approved plan.')
    const { roles } = personIn(request)
    const view = { roles, plan, milestone, marks: milestone.mine || may(roles, 'run-program'), done: false, problem: null, typed: { state: '', why: '', evidence: '' }, ...more }
    return show(request, reply, milestone.title, <RoadmapMilestonePage {...view} />, status)
  }

  app.get('/program/roadmap', { config: { does: 'see-program', summary: 'The roadmap of the approved plan' } }, async (request, reply) => {
    const { roles } = personIn(request)
    const { plan } = await planFor(request)
    return show(request, reply, 'Roadmap', <RoadmapPage {...{ roles, plan, today: now().toISOString().slice(0, 10), runs: may(roles, 'run-program') }} />)
  })

  app.get('/program/roadmap/milestones.csv', { config: { does: 'see-program', summary: 'Milestones as one CSV file', gives: 'text/csv', audit: { action: 'take-milestones' } } }, async (request, reply) => {
    const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: '/program/milestones.csv' })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })

  app.get('/program/roadmap/milestones/:milestoneId', { config: { does: 'see-program', summary: 'A milestone of the approved plan' }, schema: { params, querystring: z.strictObject({ done: z.literal('marked').optional() }) } }, async (request, reply) =>
    showOne(request, reply, request.params.milestoneId, { done: request.query.done !== undefined }))

  app.post('/program/roadmap/milestones/:milestoneId/marks', { config: { does: 'take-part', summary: 'Says what became of a milestone', audit: { action: 'mark-milestone', target: 'milestoneId' } }, schema: { params, body: z.strictObject({ seen: text, state: text, why: text, evidence: text }) } }, async (request, reply) => {
    const { params: { milestoneId }, body: { seen, ...typed } } = request
    return attempting(request, reply, {
      work: async () => {
        const asked = readForm(markRequest, { seen, state: typed.state, why: typed.why.trim(), evidence: typed.evidence.trim() }, sentences)
        await client.command(personIn(request), 'program', `/program/milestones/${milestoneId}/marks`, asked, markDone)
        return `/program/roadmap/milestones/${milestoneId}?done=marked`
      },
      again: (problem, status) => showOne(request, reply, milestoneId, { problem, status, typed })
    })
  })
}
