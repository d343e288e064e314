import { reEmissionReply } from '@weft/contracts/survey/api'
import { inTransaction } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { dayOf } from '../wave/day.ts'
import { lockWave } from '../wave/wave.store.ts'
import { emitAgain } from './emission.store.ts'

export const emitAgainRoute = ({ pool, now, newId, wake, config }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/waves/:waveId/re-emission', {
    config: { action: 're-emit-sheets', summary: 'Emits the sheets of a wave again under the same ids' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 202: reEmissionReply } }
  }, async (request, reply) => {
    const { waveId } = request.params
    const sheets = await inTransaction(pool, async tx => {
      const wave = await lockWave(tx, waveId)
      if (wave.handOver !== 'handed-over') throw new Refusal('conflict', 'wave-not-handed-over', 'The sheets of this wave have not been handed over yet.')
      return emitAgain(tx, wave, { newId, day: dayOf(now(), config.TIME_ZONE) })
    })
    wake()
    return reply.code(202).send({ waveId, sheets })
  })
}
