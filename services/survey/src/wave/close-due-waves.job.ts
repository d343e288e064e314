import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { closeNow } from './closing.store.ts'
import { dayOf } from './day.ts'
import { wavesIn } from './wave.store.ts'
import { isDue } from './wave.ts'

/** Closes each wave when its last day is over. */
export const closeDueWaves = ({ pool, now, newId, wake, config }: Deps): Job => ({
  name: 'close-due-waves',
  everyMs: 30_000,
  async run (signal) {
    const day = dayOf(now(), config.TIME_ZONE)
    const due = (await wavesIn(pool, ['opened'])).filter(wave => isDue(wave, day))
    for (const { waveId } of due) {
      if (signal.aborted) return
      await inTransaction(pool, tx => closeNow(tx, waveId, { newId, day }, wave => isDue(wave, day)))
      wake()
    }
  }
})
