import { organisationVersioned, personChanged, unitChanged, type Organisation, type Person, type Unit } from '@weft/contracts/directory/events'
import { eventOf, tombstoneOf, type OutEvent } from '@weft/service-kit/event'

export type Changes = { units: readonly Unit[], endedUnits: readonly string[], people: readonly Person[], endedPeople: readonly string[], organisation: Organisation }

const PIECE = 2_000

/** Every event of one import, the marker last, in pieces: between two of them others may come in. `time` is an ISO instant. */
export function * eventsOfImport ({ units, endedUnits, people, endedPeople, organisation }: Changes, newId: () => string, time: string): Generator<OutEvent[]> {
  yield * inPieces(units, data => eventOf(unitChanged, { id: newId(), key: data.unitId, time, data }))
  yield * inPieces(endedUnits, key => tombstoneOf(unitChanged, { id: newId(), key, time }))
  yield * inPieces(people, data => eventOf(personChanged, { id: newId(), key: data.personId, time, data }))
  yield * inPieces(endedPeople, key => tombstoneOf(personChanged, { id: newId(), key, time }))
  yield [eventOf(organisationVersioned, { id: newId(), key: 'organisation', time, data: organisation })]
}

function * inPieces<Value> (values: readonly Value[], toEvent: (value: Value) => OutEvent): Generator<OutEvent[]> {
  for (let from = 0; from < values.length; from += PIECE) yield values.slice(from, from + PIECE).map(toEvent)
}
