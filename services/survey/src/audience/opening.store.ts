import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import { emitInstrument, emitTree } from '../hand-over/emission.store.ts'
import { noteRedemptionDay } from '../redemption/redemption.store.ts'
import { hasStrayTickets } from '../ticket/ticket.store.ts'
import { assertTree } from '../tree/tree.ts'
import { treeOf } from '../tree/tree.store.ts'
import { dayOf } from '../wave/day.ts'
import { waveEvent } from '../wave/wave-event.ts'
import { lockWave, updateWave } from '../wave/wave.store.ts'
import { openWave } from '../wave/wave.ts'
import { isWhole, type Arrival } from './audience.ts'

type Opening = { newId: () => string, now: Date, timeZone: string }

/** Opens the wave when its audience is whole; before that it does nothing. Refuses units that are no tree and hashes outside it. */
export async function openWhenWhole (tx: Sql, waveId: string, arrival: Arrival, { newId, now, timeZone }: Opening): Promise<void> {
  if (!isWhole(arrival)) return
  const day = dayOf(now, timeZone)
  const wave = openWave(await lockWave(tx, waveId))
  assertTree(await treeOf(tx, waveId))
  if (await hasStrayTickets(tx, waveId)) throw new Refusal('invalid', 'unknown-unit', 'A hash names a unit that is not in the tree.')
  await updateWave(tx, wave)
  // The first telling is tomorrow's: one on the opening day would say who was quickest.
  await noteRedemptionDay(tx, waveId, dayOf(now, 'UTC'))
  await appendToOutbox(tx, [waveEvent(wave, newId(), day)])
  await emitInstrument(tx, wave, day)
  await emitTree(tx, wave, { newId, day })
}
