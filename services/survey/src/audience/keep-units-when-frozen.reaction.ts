import { audienceUnitsFrozen, type AudienceUnitsFrozen } from '@weft/contracts/participation/events'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Deps } from '../deps.ts'
import { keepMerged } from '../stratum/merged.store.ts'
import { insertUnits } from '../tree/tree.store.ts'
import { findWave } from '../wave/wave.store.ts'
import { openWave } from '../wave/wave.ts'
import { countIn } from './audience.store.ts'
import { openWhenWhole } from './opening.store.ts'

export const keepUnitsWhenFrozen = ({ config, now, newId }: Deps): Reaction<AudienceUnitsFrozen> => ({
  name: 'keep-units-when-frozen',
  contract: audienceUnitsFrozen,
  async react (tx, { data: { waveId, units } }) {
    openWave(await findWave(tx, waveId))
    await insertUnits(tx, waveId, units)
    await keepMerged(tx, waveId, units.flatMap(unit => unit.merged === true ? [unit.unitId] : []))
    const arrival = await countIn(tx, waveId, { chunks: 1, units: units.length })
    await openWhenWhole(tx, waveId, arrival, { newId, now: now(), timeZone: config.TIME_ZONE })
  }
})
