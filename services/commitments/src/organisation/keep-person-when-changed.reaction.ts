import { personChanged, type Person } from '@weft/contracts/directory/events'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Sql } from '@weft/service-kit/database'
import { asHouseIn } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { dropLeavers, notePersonLeft } from '../erasure/erasure.store.ts'
import { followPeople } from '../review/follow.store.ts'
import { forgetPerson, keepPeople } from './organisation.store.ts'
import { todayAt } from './today.store.ts'

/** Keeps people, and brings their reviews after them: newcomers, movers, leavers, new bosses. */
export const keepPersonWhenChanged = (deps: Pick<Deps, 'now' | 'newId'>): Reaction<Person> => ({
  name: 'keep-person-when-changed',
  contract: personChanged,
  react: (tx, { data }) => keep(deps, tx, [data]),
  reactToAll: (tx, events) => keep(deps, tx, events.map(({ data }) => data)),
  onTombstone: async (tx, personId) => {
    await notePersonLeft(tx, personId)
    await forgetPerson(tx, personId)
    await follow(deps, tx, [personId])
  }
})

async function keep (deps: Pick<Deps, 'now' | 'newId'>, tx: Sql, people: readonly Person[]): Promise<void> {
  await keepPeople(tx, people)
  await dropLeavers(tx, people.map(({ personId }) => personId))
  await follow(deps, tx, people.map(({ personId }) => personId))
}

const follow = (deps: Pick<Deps, 'now' | 'newId'>, tx: Sql, people: readonly string[]) =>
  asHouseIn(tx, async () => followPeople(tx, deps, await todayAt(tx, deps.now()), people))
