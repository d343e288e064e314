import { reEmissionRequested } from '@weft/contracts/scoring/events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'

/** Asks *survey* for all sheets of a wave again and counts it. `id` v4; `day` YYYY-MM-DD. */
export async function askForSheets (tx: Sql, { waveId, id, day }: { waveId: string, id: string, day: string }): Promise<void> {
  await tx.query(/* sql */ `
    insert into re_emission (wave_id, asked) values ($1, 1)
    on conflict (wave_id) do update set asked = re_emission.asked + 1`,
    [waveId])
  await appendToOutbox(tx, [eventOf(reEmissionRequested, { id, key: waveId, time: day, data: { waveId } })])
}
