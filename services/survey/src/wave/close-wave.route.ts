import { waveReply } from '@weft/contracts/survey/api'
import { inTransaction } from '@weft/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findInstrument, type StoredInstrument } from '../instrument/instrument.store.ts'
import { closeNow } from './closing.store.ts'
import { dayOf } from './day.ts'
import { waveReplyOf } from './reply.ts'

export const closeWaveRoute = ({ pool, now, newId, wake, config }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/waves/:waveId/close', {
    config: { action: 'close-wave', summary: 'Closes a wave for good' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 200: waveReply } }
  }, async request => {
    const day = dayOf(now(), config.TIME_ZONE)
    const closed = await inTransaction(pool, async tx => {
      const wave = await closeNow(tx, request.params.waveId, { newId, day })
      const { content } = await findInstrument(tx, wave.instrumentId, wave.instrumentVersion) as StoredInstrument
      return waveReplyOf(wave, content)
    })
    wake()
    return closed
  })
}
