import { organisationReply } from '@weft/contracts/directory/api'
import { verificationReply } from '@weft/contracts/scoring/api'
import { waveReply } from '@weft/contracts/survey/api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Person } from '../access/person.ts'
import { endedAs } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { ClosePage, LaunchPage, VerificationPage } from './step.page.tsx'

const params = z.object({ waveId: z.uuid() })
const runs = (summary: string) => ({ config: { does: 'run-waves', summary }, schema: { params } }) as const
const audited = (summary: string, action: string) => ({ config: { ...runs(summary).config, audit: { action, target: 'waveId' } }, schema: { params } })
type Shown = { waveId: string, problem: string | null, status: number }

/** Launch and close, each a page to think and a button; reminder, re-emission; verification. */
export const stepWaveRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const waveOf = (person: Person, waveId: string) => client.read(person, 'survey', `/waves/${waveId}`, waveReply)
  const command = (person: Person, service: string, waveId: string, step: string) => client.command(person, service, `/waves/${waveId}/${step}`, undefined, z.unknown())

  const showLaunch = async (request: FastifyRequest, reply: FastifyReply, { waveId, problem, status }: Shown) => {
    const person = personIn(request)
    const [wave, organisation] = await Promise.all([waveOf(person, waveId), client.read(person, 'directory', '/organisation', organisationReply)])
    return show(request, reply, `Launch ${wave.title}`, <LaunchPage {...{ wave, organisation, problem }} />, status)
  }
  const showClose = async (request: FastifyRequest, reply: FastifyReply, { waveId, problem, status }: Shown) => {
    const wave = await waveOf(personIn(request), waveId)
    return show(request, reply, `Close ${wave.title}`, <ClosePage {...{ wave, problem }} />, status)
  }

  for (const [step, done, showStep, what] of [['launch', 'launched', showLaunch, 'Launches a wave'], ['close', 'closed', showClose, 'Closes a wave']] as const) {
    app.get(`/waves/:waveId/${step}`, runs(`${what}: what to know before`), async (request, reply) => showStep(request, reply, { ...request.params, problem: null, status: 200 }))
    app.post(`/waves/:waveId/${step}`, audited(what, `${step}-wave`), async (request, reply) => {
      const { waveId } = request.params
      try {
        await command(personIn(request), 'survey', waveId, step)
      } catch (error) {
        if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
        endedAs(request, error.code)
        return showStep(request, reply, { waveId, problem: error.message, status: statusOf[error.kind] })
      }
      return reply.redirect(`/waves/${waveId}?done=${done}`, 303)
    })
  }

  for (const [step, done, service, what, action] of [['reminders', 'reminded', 'participation', 'Reminds who has not sent', 'send-reminders'], ['re-emission', 'asked-again', 'survey', 'Asks for the sheets again', 're-emit-sheets']] as const) {
    app.post(`/waves/:waveId/${step}`, audited(what, action), async (request, reply) => {
      await command(personIn(request), service, request.params.waveId, step)
      return reply.redirect(`/waves/${request.params.waveId}?done=${done}`, 303)
    })
  }

  app.get('/waves/:waveId/verification', { config: { does: 'see-waves', summary: 'Check of a release' }, schema: { params } }, async (request, reply) => {
    const { waveId } = request.params
    const person = personIn(request)
    const [wave, verification] = await Promise.all([waveOf(person, waveId), client.read(person, 'scoring', `/waves/${waveId}/release/verification`, verificationReply)])
    return show(request, reply, 'Check of the release', <VerificationPage {...{ wave, verification }} />)
  })
}
