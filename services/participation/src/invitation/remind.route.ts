import { inTransaction } from '@weft/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { lockKnownWave } from '../wave/wave.store.ts'
import { startReminders } from './invitation.store.ts'
import { assertMayRemind } from './reminder.ts'

/** POST /waves/:waveId/reminders: writes to everybody who has not sent. Who that is, nobody is told. */
export const remindRoute = ({ pool, now, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/waves/:waveId/reminders', {
    config: { action: 'send-reminders', summary: 'Writes to everybody who has not sent; nobody is told who that is' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 202: z.object({ waveId: z.uuid() }) } }
  }, async (request, reply) => {
    const { waveId } = request.params
    const today = now().toISOString().slice(0, 10)
    await inTransaction(pool, async tx => {
      assertMayRemind(await lockKnownWave(tx, waveId), today)
      await startReminders(tx, waveId, today)
    })
    wake('send-mail')
    return reply.code(202).send({ waveId })
  })
}
