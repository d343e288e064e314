import { sheetsHandedOver, type HandOver } from '@weft/contracts/survey/events'
import type { Sql } from '@weft/service-kit/database'
import type { Reaction } from '@weft/service-kit/inbox'

export const onHandOver: Reaction<HandOver> = {
  name: 'keep-hand-over',
  contract: sheetsHandedOver,
  react: (tx, { data }) => keepHandOver(tx, data)
}

// A wave closes once: what was announced first stays, a re-emission announces the same.
async function keepHandOver (tx: Sql, { waveId, sheets, checksum, chunks, merged = [] }: HandOver): Promise<void> {
  await tx.query(/* sql */ `
    insert into hand_over (wave_id, sheets, checksum, chunks, merged) values ($1, $2, $3, $4, $5)
    on conflict (wave_id) do nothing`,
    [waveId, sheets, checksum, chunks, merged])
}
