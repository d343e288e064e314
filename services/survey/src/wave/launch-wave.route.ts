import { waveReply } from '@weft/contracts/survey/api'
import { inTransaction } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findInstrument, type StoredInstrument } from '../instrument/instrument.store.ts'
import { dayOf } from './day.ts'
import { waveReplyOf } from './reply.ts'
import { waveEvent } from './wave-event.ts'
import { lockWave, openTables, updateWave } from './wave.store.ts'
import { launchWave } from './wave.ts'

export const launchWaveRoute = ({ pool, now, newId, wake, config }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/waves/:waveId/launch', {
    config: { action: 'launch-wave', summary: 'Launches a planned wave: its audience, thresholds and bands freeze' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 200: waveReply } }
  }, async request => {
    const today = dayOf(now(), config.TIME_ZONE)
    const launched = await inTransaction(pool, async tx => {
      const wave = launchWave(await lockWave(tx, request.params.waveId), today)
      await updateWave(tx, wave)
      await openTables(tx, wave.waveId)
      await appendToOutbox(tx, [waveEvent(wave, newId(), today)])
      const { content } = await findInstrument(tx, wave.instrumentId, wave.instrumentVersion) as StoredInstrument
      return waveReplyOf(wave, content)
    })
    wake()
    return launched
  })
}
