import { audienceHashesFrozen, type AudienceHashesFrozen } from '@weft/contracts/participation/events'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Deps } from '../deps.ts'
import { insertTickets } from '../ticket/ticket.store.ts'
import { findWave } from '../wave/wave.store.ts'
import { openWave } from '../wave/wave.ts'
import { countIn } from './audience.store.ts'
import { openWhenWhole } from './opening.store.ts'

export const keepHashesWhenFrozen = ({ config, now, newId }: Deps): Reaction<AudienceHashesFrozen> => ({
  name: 'keep-hashes-when-frozen',
  contract: audienceHashesFrozen,
  async react (tx, { data: { waveId, entries } }) {
    openWave(await findWave(tx, waveId))
    await insertTickets(tx, waveId, entries)
    const arrival = await countIn(tx, waveId, { chunks: 1, hashes: entries.length })
    await openWhenWhole(tx, waveId, arrival, { newId, now: now(), timeZone: config.TIME_ZONE })
  }
})
