import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { findWave, noteVaultKey, wavesThatAre } from '../wave/wave.store.ts'
import { isKeyDue } from '../wave/wave.ts'

/** Destroys the key of every wave that was closed so many days ago. The file goes first: whoever dies in between destroys nothing again, and notes it. */
export const destroyDueKeys = ({ pool, vault, now, vaultDays, log }: Deps): Job => ({
  name: 'destroy-due-keys',
  everyMs: 60_000,
  async run (signal) {
    const today = now().toISOString().slice(0, 10)
    for (const waveId of await wavesThatAre(pool, 'with-key')) {
      const wave = await findWave(pool, waveId)
      if (signal.aborted || wave === undefined || !isKeyDue(wave, today, vaultDays)) continue
      try {
        await vault.destroy(waveId)
        await noteVaultKey(pool, waveId, 'destroyed')
        log.info({ waveId }, 'vault key destroyed')
      } catch (error) {
        // One that cannot be destroyed must not keep the others alive.
        log.error({ err: error, waveId }, 'a vault key could not be destroyed; it will be tried again')
      }
    }
  }
})
