import type { ImportReply } from '@weft/contracts/directory/api'
import type { Person, Unit } from '@weft/contracts/directory/events'
import { addSums, sumOfHashes } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { differenceOf, isEmpty, type Difference } from './difference.ts'
import { eventsOfImport } from './events-of-import.ts'
import { personData, unitData, type Known, type PersonFacts, type UnitFacts } from './organisation.ts'
import { endPeople, endUnits, insertPeople, insertUnits, insertVersion, latestVersion, peopleAt, unitsAt, type Stamp } from './organisation.store.ts'

export type Moment = { now: Date, newId: () => string }
export type State = { units: Map<string, Known<UnitFacts>>, people: Map<string, Known<PersonFacts>> }
export type Next = { units: readonly UnitFacts[], people: readonly PersonFacts[] }

export const stateNow = async (sql: Sql): Promise<State> => ({ units: await unitsAt(sql), people: await peopleAt(sql) })

/**
 * Makes the organisation what `next` says, in the caller's transaction, which holds the organisation's lock: rows, events, and last the marker
 * of the version. Facts that are known already change nothing. `state` is what stands now; it is brought along. `next` fits together.
 */
export async function becomeOrganisation (tx: Sql, state: State, next: Next, moment: Moment): Promise<ImportReply> {
  const latest = await latestVersion(tx)
  const units = differenceOf(state.units, next.units, unit => unit.unitId)
  const people = differenceOf(state.people, next.people, person => person.personId)
  const changedAnything = !isEmpty(units) || !isEmpty(people)
  const version = (latest?.version ?? 0) + (changedAnything ? 1 : 0)
  const reply = { version, changedAnything, units: countsOf(units), people: countsOf(people) }
  if (changedAnything) await write(tx, state, { units, people }, { version, day: moment.now.toISOString().slice(0, 10) }, moment)
  return reply
}

const countsOf = ({ added, changed, ended, same }: Difference<unknown>) => ({ added: added.length, changed: changed.length, ended: ended.length, same })

type Differences = { units: Difference<UnitFacts>, people: Difference<PersonFacts> }

async function write (tx: Sql, state: State, { units, people }: Differences, stamp: Stamp, { now, newId }: Moment): Promise<void> {
  await endUnits(tx, [...units.ended, ...units.changed.map(unit => unit.unitId)], stamp)
  await endPeople(tx, [...people.ended, ...people.changed.map(person => person.personId)], stamp)
  const newUnits = [...units.added, ...units.changed]
  const newPeople = [...people.added, ...people.changed]
  const unitsSince = await insertUnits(tx, newUnits, stamp)
  const peopleSince = await insertPeople(tx, newPeople, newId, stamp)

  for (const id of units.ended) state.units.delete(id)
  for (const id of people.ended) state.people.delete(id)
  for (const facts of newUnits) state.units.set(facts.unitId, knownOf(facts, unitsSince.get(facts.unitId), stamp))
  for (const facts of newPeople) state.people.set(facts.personId, knownOf(facts, peopleSince.get(facts.personId), stamp))

  const organisation = {
    version: stamp.version, units: state.units.size, people: state.people.size,
    unitsSum: await sumWithPauses([...state.units.values()].map(unitData)), peopleSum: await sumWithPauses([...state.people.values()].map(personData))
  }
  await insertVersion(tx, organisation, stamp.day)
  const changes = {
    units: dataOf(newUnits.map(unit => state.units.get(unit.unitId)), unitData), endedUnits: units.ended,
    people: dataOf(newPeople.map(person => state.people.get(person.personId)), personData), endedPeople: people.ended, organisation
  }
  for (const events of eventsOfImport(changes, newId, now.toISOString())) await appendToOutbox(tx, events)
}

const knownOf = <Facts>(facts: Facts, since: string | undefined, { version, day }: Stamp): Known<Facts> => ({ facts, since: since ?? day, version })

const dataOf = <Facts, Data extends Unit | Person>(known: readonly (Known<Facts> | undefined)[], toData: (known: Known<Facts>) => Data): Data[] =>
  known.flatMap(one => one === undefined ? [] : [toData(one)])

/** A hundred thousand hashes take a second; other requests are let in between. */
async function sumWithPauses (values: readonly unknown[]): Promise<string> {
  let sum = sumOfHashes([])
  for (let from = 0; from < values.length; from += 2_000) {
    sum = addSums(sum, sumOfHashes(values.slice(from, from + 2_000)))
    await new Promise(resolve => setImmediate(resolve))
  }
  return sum
}
