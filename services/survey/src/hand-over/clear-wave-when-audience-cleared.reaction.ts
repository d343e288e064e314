import { audienceCleared, type AudienceCleared } from '@weft/contracts/participation/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { lockWave, updateWave } from '../wave/wave.store.ts'
import { clearWave } from '../wave/wave.ts'

/** From now on the hand-over job may let the sheets go. */
export const clearWaveWhenAudienceCleared = (): Reaction<AudienceCleared> => ({
  name: 'clear-wave-when-audience-cleared',
  contract: audienceCleared,
  async react (tx, { data: { waveId } }) {
    await updateWave(tx, clearWave(await lockWave(tx, waveId)))
  }
})
