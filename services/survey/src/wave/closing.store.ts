import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { forgetDrafts, holdDrafts } from '../draft/draft.store.ts'
import { redemptionEvents } from '../redemption/redemption.ts'
import { redeemedHashes } from '../redemption/redemption.store.ts'
import { eventIdsOf } from './wave-event.store.ts'
import { waveEvent } from './wave-event.ts'
import { findWave, lockWave, updateWave } from './wave.store.ts'
import { closeWave, type Wave } from './wave.ts'

/**
 * Closes a wave in the caller's transaction: no answer is taken any more, drafts and their table go, participation learns a last time
 * which hashes were redeemed. `onlyIf` asks again once the wave is held; when it says no, nothing happens.
 */
export async function closeNow (tx: Sql, waveId: string, { newId, day }: { newId: () => string, day: string }, onlyIf: (wave: Wave) => boolean = () => true): Promise<Wave> {
  const seen = await findWave(tx, waveId)
  if (!onlyIf(seen)) return seen
  // What is refused is refused here, before anybody who is answering is held up.
  closeWave(seen, day)
  await tx.query(/* sql */ `set local lock_timeout = '10s'`)
  await holdDrafts(tx)
  const held = await lockWave(tx, waveId)
  if (!onlyIf(held)) return held
  const wave = closeWave(held, day)
  await updateWave(tx, wave)
  await forgetDrafts(tx, waveId)
  const redeemed = redemptionEvents({ waveId, day, final: true, hashes: await redeemedHashes(tx, waveId) }, newId)
  const [closedId] = await eventIdsOf(tx, waveId, 'closed', [newId()])
  await appendToOutbox(tx, [...redeemed, waveEvent(wave, closedId as string, day)])
  return wave
}
