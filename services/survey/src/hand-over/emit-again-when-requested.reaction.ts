import { reEmissionRequested, type ReEmission } from '@weft/contracts/scoring/events'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Deps } from '../deps.ts'
import { dayOf } from '../wave/day.ts'
import { lockWave } from '../wave/wave.store.ts'
import { emitAgain } from './emission.store.ts'

/** Scoring lacks something of a wave. Before the hand-over there is nothing to repeat: all of it is still to come. */
export const emitAgainWhenRequested = ({ now, newId, config }: Deps): Reaction<ReEmission> => ({
  name: 'emit-again-when-requested',
  contract: reEmissionRequested,
  async react (tx, { data: { waveId } }) {
    const wave = await lockWave(tx, waveId)
    if (wave.handOver === 'handed-over') await emitAgain(tx, wave, { newId, day: dayOf(now(), config.TIME_ZONE) })
  }
})
