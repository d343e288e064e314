import { waveLaunchRequested, type WaveData } from '@weft/contracts/survey/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { insertWave } from './wave.store.ts'

/** A past wave has no audience to invite. */
export const noteWaveWhenLaunchRequested = (): Reaction<WaveData> => ({
  name: 'note-wave-when-launch-requested',
  contract: waveLaunchRequested,
  async react (tx, { data, time }) {
    if (data.kind === 'live') await insertWave(tx, data, time.slice(0, 10))
  }
})
