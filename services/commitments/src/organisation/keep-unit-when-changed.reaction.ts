import { unitChanged, type Unit } from '@weft/contracts/directory/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { forgetUnit, keepUnits } from './organisation.store.ts'

export const keepUnitWhenChanged = (): Reaction<Unit> => ({
  name: 'keep-unit-when-changed',
  contract: unitChanged,
  react: (tx, { data }) => keepUnits(tx, [data]),
  reactToAll: (tx, events) => keepUnits(tx, events.map(({ data }) => data)),
  onTombstone: forgetUnit
})
