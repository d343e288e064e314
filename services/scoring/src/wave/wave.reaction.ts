import { waveClosed, waveLaunchRequested, waveOpened, wavePlanned, type WaveData } from '@weft/contracts/survey/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepWave } from './wave.store.ts'

/** Whatever happens to a wave, the newest word on it is kept: its instrument, thresholds and title. */
export const onWave: readonly Reaction<WaveData>[] = [wavePlanned, waveLaunchRequested, waveOpened, waveClosed].map(contract => ({
  name: `keep-wave-${contract.type}`,
  contract,
  react: (tx, { data }) => keepWave(tx, data)
}))
