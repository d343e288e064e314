import { startWaveDone, startWaveRequest, workshopDone, workshopRequest } from '@weft/contracts/program/start-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { findWorkshop, insertWorkshop, linkWave } from './start.store.ts'

/** POST /program/start/waves and /program/start/workshops */
export const prepareStartRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/start/waves', {
    config: { action: 'run-start', summary: 'Links a wave to the start' },
    schema: { body: startWaveRequest, response: { 200: startWaveDone } }
  }, async request => {
    await linkWave(pool, { ...request.body, by: subjectIn(request).subject, at: now() })
    return { waveId: request.body.waveId }
  })

  app.post('/program/start/workshops', {
    config: { action: 'run-start', summary: 'Notes a leadership workshop' },
    schema: { body: workshopRequest, response: { 201: workshopDone } }
  }, async (request, reply) => {
    const { title, day, workshopId = newId() } = request.body
    await inTransaction(pool, async tx => {
      if (!await insertWorkshop(tx, { title, day, workshopId, by: subjectIn(request).subject, at: now() })) return checkSame(await findWorkshop(tx, workshopId), { title, day })
      // Of a workshop that is still to come nothing is told before its day.
      await noteHappening(tx, { kind: 'workshop-held', about: workshopId, what: `Leaders met in a workshop: ${title}`, href: '/program/start', day })
    })
    return reply.code(201).send({ workshopId })
  })
}

type Words = { title: string, day: string }
/** The same form again is the same workshop. Throws `sent-before` where it says something else. */
function checkSame (noted: Words | undefined, asked: Words): void {
  if (noted?.title === asked.title && noted.day === asked.day) return
  throw new Refusal('conflict', 'sent-before', 'This form has noted a workshop already, in other words. Open the page again to note another one.')
}
