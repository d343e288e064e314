import { inTransaction } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { lockKnownWave, noteVaultKey } from '../wave/wave.store.ts'

/** POST /waves/:waveId/vault/destruction: destroys the key of a cleared wave now. A second time changes nothing. */
export const destroyKeyRoute = ({ pool, vault, log }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/waves/:waveId/vault/destruction', {
    config: { action: 'destroy-vault-key', summary: 'Destroys the vault key of a cleared wave now' },
    schema: { params: z.object({ waveId: z.uuid() }), response: { 200: z.object({ waveId: z.uuid(), vaultKey: z.literal('destroyed') }) } }
  }, async request => {
    const { waveId } = request.params
    await inTransaction(pool, async tx => {
      const { audienceState } = await lockKnownWave(tx, waveId)
      // Without the key nobody could learn any more who has sent: reminders would go to all, and the wave could never be cleared.
      if (audienceState !== 'cleared') throw new Refusal('conflict', 'wave-not-cleared', 'The key is needed until the wave is closed and cleared.')
      await vault.destroy(waveId)
      await noteVaultKey(tx, waveId, 'destroyed')
    })
    log.info({ waveId }, 'vault key destroyed')
    return { waveId, vaultKey: 'destroyed' as const }
  })
}
