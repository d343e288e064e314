import { audienceCompleted, type AudienceCompleted } from '@weft/contracts/participation/events'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Deps } from '../deps.ts'
import { findWave } from '../wave/wave.store.ts'
import { openWave } from '../wave/wave.ts'
import { expect } from './audience.store.ts'
import { openWhenWhole } from './opening.store.ts'

export const openWaveWhenAudienceCompleted = ({ config, now, newId }: Deps): Reaction<AudienceCompleted> => ({
  name: 'open-wave-when-audience-completed',
  contract: audienceCompleted,
  async react (tx, { data: { waveId, ...announced } }) {
    openWave(await findWave(tx, waveId))
    const arrival = await expect(tx, waveId, announced)
    await openWhenWhole(tx, waveId, arrival, { newId, now: now(), timeZone: config.TIME_ZONE })
  }
})
