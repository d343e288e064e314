import { waveClosed, type WaveData } from '@weft/contracts/survey/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { noteClosed } from './wave.store.ts'

export const stopMailWhenWaveClosed = (): Reaction<WaveData> => ({
  name: 'stop-mail-when-wave-closed',
  contract: waveClosed,
  react: (tx, { data, time }) => noteClosed(tx, data, time.slice(0, 10))
})
