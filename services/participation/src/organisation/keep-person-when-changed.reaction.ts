import { personChanged, type Person } from '@weft/contracts/directory/events'
import { hashOf } from '@weft/service-kit/checksum'
import type { Reaction } from '@weft/service-kit/inbox'
import { forgetPerson, keepPeople } from './organisation.store.ts'

const printed = (data: Person) => ({ ...data, fingerprint: hashOf(data) })

export const keepPersonWhenChanged = (): Reaction<Person> => ({
  name: 'keep-person-when-changed',
  contract: personChanged,
  react: (tx, { data }) => keepPeople(tx, [printed(data)]),
  reactToAll: (tx, events) => keepPeople(tx, events.map(({ data }) => printed(data))),
  onTombstone: forgetPerson
})
