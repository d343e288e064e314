import { audienceCleared } from '@weft/contracts/participation/events'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import type { Job } from '@weft/service-kit/job'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'
import { countMailed } from '../invitation/invitation.store.ts'
import { countedUnits, insertRates } from '../rate/rate.store.ts'
import { ratesOf } from '../rate/rate.ts'
import { lockKnownWave, wavesThatAre } from '../wave/wave.store.ts'
import { dropInvitations, isRedemptionWhole, noteCleared } from './clearing.store.ts'

/**
 * Clears closed waves once the last redemption is whole: keeps banded counts, drops everything about single people, and says so, in one transaction.
 * Survey lets no sheet out before it has heard this.
 */
export const clearWave = ({ pool, now, newId, wake, log }: Deps): Job => ({
  name: 'clear-wave',
  everyMs: 1_000,
  async run (signal) {
    for (const waveId of await wavesThatAre(pool, 'to-clear')) {
      if (signal.aborted || !await isRedemptionWhole(pool, waveId)) continue
      await inTransaction(pool, tx => clear(tx, waveId, { id: newId(), day: now().toISOString().slice(0, 10) }))
      wake()
      log.info({ waveId }, 'participation cleared')
    }
  }
})

async function clear (tx: Sql, waveId: string, { id, day }: { id: string, day: string }): Promise<void> {
  const { audienceState, threshold, vaultKey } = await lockKnownWave(tx, waveId)
  if (audienceState !== 'frozen') return
  // Flags of a lost key stopped in the middle: bands made from them would be untrue.
  if (vaultKey !== 'lost') await insertRates(tx, waveId, ratesOf(await countedUnits(tx, waveId), threshold))
  await noteCleared(tx, waveId, await countMailed(tx, waveId))
  await dropInvitations(tx, waveId)
  await appendToOutbox(tx, [eventOf(audienceCleared, { id, key: waveId, time: day, data: { waveId } })])
}
