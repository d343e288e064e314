import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'
import { lockWave, wavesIn } from '../wave/wave.store.ts'
import { isTimeToTell, redemptionEvents } from './redemption.ts'
import { lastRedemptionDay, noteRedemptionDay, redeemedHashes } from './redemption.store.ts'

/** Tells participation once a day which hashes were redeemed so far. The day is kept with the wave, so a second run finds nothing to do. */
export const tellRedemptions = ({ pool, now, newId, wake, config }: Deps): Job => ({
  name: 'tell-redemptions',
  everyMs: 60_000,
  async run (signal) {
    for (const { waveId } of await wavesIn(pool, ['opened'])) {
      if (signal.aborted) return
      await inTransaction(pool, async tx => {
        const [at, { state }] = [now(), await lockWave(tx, waveId)]
        if (state !== 'opened' || !isTimeToTell(at, await lastRedemptionDay(tx, waveId), config.REDEMPTION_HOUR)) return
        const day = at.toISOString().slice(0, 10)
        const hashes = await redeemedHashes(tx, waveId)
        await appendToOutbox(tx, redemptionEvents({ waveId, day, final: false, hashes }, newId))
        await noteRedemptionDay(tx, waveId, day)
      })
      wake()
    }
  }
})
