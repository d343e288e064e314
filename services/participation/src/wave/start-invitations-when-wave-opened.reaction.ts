import { waveOpened, type WaveData } from '@weft/contracts/survey/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { noteOpened } from './wave.store.ts'

export const startInvitationsWhenWaveOpened = (): Reaction<WaveData> => ({
  name: 'start-invitations-when-wave-opened',
  contract: waveOpened,
  react: (tx, { data }) => noteOpened(tx, data)
})
