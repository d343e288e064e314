import { personChanged, type Person } from '@weft/contracts/directory/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { forgetPerson, keepPeople } from './organisation.store.ts'

export const keepPersonWhenChanged = (): Reaction<Person> => ({
  name: 'keep-person-when-changed',
  contract: personChanged,
  react: (tx, { data }) => keepPeople(tx, [data]),
  reactToAll: (tx, events) => keepPeople(tx, events.map(({ data }) => data)),
  onTombstone: forgetPerson
})
