import { planWaveRequest, waveReply } from '@weft/contracts/survey/api'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { inTransaction } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { findInstrument } from '../instrument/instrument.store.ts'
import { dayOf } from './day.ts'
import { waveReplyOf } from './reply.ts'
import { waveEvent } from './wave-event.ts'
import { insertWave } from './wave.store.ts'
import { planWave } from './wave.ts'

export const planWaveRoute = ({ pool, now, newId, wake, config }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/waves', {
    config: { action: 'plan-wave', summary: 'Plans a wave' },
    schema: { body: planWaveRequest, response: { 201: waveReply } }
  }, async (request, reply) => {
    const today = dayOf(now(), config.TIME_ZONE)
    const planned = await inTransaction(pool, async tx => {
      const instrument = await findInstrument(tx, request.body.instrumentId, request.body.instrumentVersion)
      const wave = planWave({ ...request.body, waveId: newId(), today }, instrument?.content)
      await insertWave(tx, wave)
      await appendToOutbox(tx, [waveEvent(wave, newId(), today)])
      return waveReplyOf(wave, instrument?.content as Instrument)
    })
    wake()
    return reply.code(201).send(planned)
  })
}
