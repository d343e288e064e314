import { startWaveDone, startWaveRequest, workshopDone, workshopRequest } from '@weft/contracts/program/start-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { insertWorkshop, linkWave } from './start.store.ts'

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
    const workshopId = newId()
    await insertWorkshop(pool, { ...request.body, workshopId, by: subjectIn(request).subject, at: now() })
    return reply.code(201).send({ workshopId })
  })
}
