import { organisationVersioned, personChanged, unitChanged, type Organisation, type Person, type Unit } from '@weft/contracts/directory/events'
import { eventOf, tombstoneOf, type OutEvent } from '@weft/service-kit/event'

export type Changes = { units: readonly Unit[], endedUnits: readonly string[], people: readonly Person[], endedPeople: readonly string[], organisation: Organisation }

/** Every event of one import, the marker last. `time` is an ISO instant. */
export function eventsOfImport ({ units, endedUnits, people, endedPeople, organisation }: Changes, newId: () => string, time: string): OutEvent[] {
  return [
    ...units.map(data => eventOf(unitChanged, { id: newId(), key: data.unitId, time, data })),
    ...endedUnits.map(key => tombstoneOf(unitChanged, { id: newId(), key, time })),
    ...people.map(data => eventOf(personChanged, { id: newId(), key: data.personId, time, data })),
    ...endedPeople.map(key => tombstoneOf(personChanged, { id: newId(), key, time })),
    eventOf(organisationVersioned, { id: newId(), key: 'organisation', time, data: organisation })
  ]
}
