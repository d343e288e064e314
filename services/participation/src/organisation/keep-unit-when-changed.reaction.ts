import { unitChanged, type Unit } from '@weft/contracts/directory/events'
import { hashOf } from '@weft/service-kit/checksum'
import type { Reaction } from '@weft/service-kit/inbox'
import { forgetUnit, keepUnits } from './organisation.store.ts'

const printed = (data: Unit) => ({ ...data, fingerprint: hashOf(data) })

export const keepUnitWhenChanged = (): Reaction<Unit> => ({
  name: 'keep-unit-when-changed',
  contract: unitChanged,
  react: (tx, { data }) => keepUnits(tx, [printed(data)]),
  reactToAll: (tx, events) => keepUnits(tx, events.map(({ data }) => printed(data))),
  onTombstone: forgetUnit
})
