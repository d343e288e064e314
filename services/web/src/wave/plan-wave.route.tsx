import { organisationReply } from '@weft/contracts/directory/api'
import { instrumentsReply, waveReply } from '@weft/contracts/survey/api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { emptyPlan, findingOf, planFrom, type PlanFinding, type PlanForm } from './plan.ts'
import { PlanWavePage } from './plan-wave.page.tsx'

const text = z.string().max(300).default('')
const body = z.strictObject({
  title: text, instrument: text, closesOn: text, score: text, spread: text,
  bands: z.union([z.string().max(64).transform(band => [band]), z.array(z.string().max(64)).max(50)]).default([])
})
const does = 'run-waves'
type Shown = { form: PlanForm | null, findings: readonly PlanFinding[], status: number }

/** GET /waves/new and POST /waves */
export const planWaveRoute = ({ client, now }: Deps): FastifyPluginAsyncZod => async app => {
  const showForm = async (request: FastifyRequest, reply: FastifyReply, { form, findings, status }: Shown) => {
    const person = personIn(request)
    const [{ instruments }, { bands }] = await Promise.all([
      client.read(person, 'survey', '/instruments', instrumentsReply),
      client.read(person, 'directory', '/organisation', organisationReply)
    ])
    const launchable = instruments.filter(instrument => instrument.launchable)
    const first = launchable[0]
    const shown = form ?? { ...emptyPlan, instrument: first === undefined ? '' : `${first.instrumentId} v${first.version}` }
    return show(request, reply, 'Plan a wave', <PlanWavePage form={shown} instruments={launchable} bands={bands} earliest={now().toISOString().slice(0, 10)} findings={findings} />, status)
  }

  app.get('/waves/new', { config: { does, summary: 'The form to plan a wave' } }, async (request, reply) => showForm(request, reply, { form: null, findings: [], status: 200 }))

  app.post('/waves', { config: { does, summary: 'Plans a wave', audit: { action: 'plan-wave' } }, schema: { body } }, async (request, reply) => {
    const read = planFrom(request.body)
    if ('findings' in read) endedAs(request, 'malformed')
    if ('findings' in read) return showForm(request, reply, { form: request.body, findings: read.findings, status: 422 })
    try {
      const { waveId } = await client.command(personIn(request), 'survey', '/waves', read.plan, waveReply)
      wasAbout(request, waveId)
      return await reply.redirect(`/waves/${waveId}?done=planned`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showForm(request, reply, { form: request.body, findings: [findingOf(error)], status: statusOf[error.kind] })
    }
  })
}
