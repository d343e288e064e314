import { currentPlanReply } from '@weft/contracts/program/plan-api'
import { startReply, startWaveDone, startWaveRequest, workshopDone, workshopRequest } from '@weft/contracts/program/start-api'
import { wavesReply } from '@weft/contracts/survey/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { attempting, readForm } from '../../attempting.ts'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { StartPage, type StartView } from './start.page.tsx'

const text = z.string().max(400).default('')
const sentences = { waveId: 'Choose a wave.', title: 'Give the workshop a title of at most 200 characters.', day: 'Say on which day, such as 2026-12-03.' }

/** GET /program/start, POST /program/start/waves and /program/start/workshops */
export const startRoutes = ({ client, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  const wavesFor = async (person: ReturnType<typeof personIn>) => (await client.read(person, 'survey', '/waves', wavesReply)).waves

  const showStart = async (request: FastifyRequest, reply: FastifyReply, { status = 200, ...more }: Partial<StartView> & { status?: number } = {}) => {
    const person = personIn(request)
    const [start, { plan, draft }, waves] = await Promise.all([
      client.read(person, 'program', '/program/start', startReply),
      client.read(person, 'program', '/program/plan', currentPlanReply),
      // The start stands without its list of waves, should *survey* not answer.
      may(person.roles, 'run-program') ? wavesFor(person).catch(() => null) : null
    ])
    const view: StartView = { roles: person.roles, start, plan: { approved: plan?.version ?? null, draft: draft !== null }, waves, today: now().toISOString().slice(0, 10), workshopId: newId(), done: null, problem: null, ...more }
    return show(request, reply, 'The start', <StartPage {...view} />, status)
  }

  app.get('/program/start', { config: { does: 'see-program', summary: 'The start in three steps' }, schema: { querystring: z.strictObject({ done: z.string().max(20).optional() }) } }, async (request, reply) =>
    showStart(request, reply, { done: request.query.done ?? null }))

  app.post('/program/start/waves', { config: { does: 'run-program', summary: 'Links a wave to the start', audit: { action: 'link-wave' } }, schema: { body: z.strictObject({ waveId: text }) } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const person = personIn(request)
      const title = (await wavesFor(person)).find(({ waveId }) => waveId === request.body.waveId)?.title
      const asked = readForm(startWaveRequest, { waveId: title === undefined ? '' : request.body.waveId, title }, sentences)
      await client.command(person, 'program', '/program/start/waves', asked, startWaveDone)
      wasAbout(request, asked.waveId)
      return '/program/start?done=linked'
    },
    again: (problem, status) => showStart(request, reply, { problem, status })
  }))

  app.post('/program/start/workshops', { config: { does: 'run-program', summary: 'Notes a leadership workshop', audit: { action: 'note-workshop' } }, schema: { body: z.strictObject({ workshopId: text, title: text, day: text }) } }, async (request, reply) => attempting(request, reply, {
    work: async () => {
      const asked = readForm(workshopRequest, { ...request.body.workshopId !== '' && { workshopId: request.body.workshopId }, title: request.body.title.trim(), day: request.body.day }, sentences)
      const { workshopId } = await client.command(personIn(request), 'program', '/program/start/workshops', asked, workshopDone)
      wasAbout(request, workshopId)
      return '/program/start?done=noted'
    },
    again: (problem, status) => showStart(request, reply, { problem, status })
  }))
}
