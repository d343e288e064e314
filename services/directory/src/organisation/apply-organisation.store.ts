import type { ImportReply } from '@weft/contracts/directory/api'
import type { Person, Unit } from '@weft/contracts/directory/events'
import { addSums, sumOfHashes } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { problemsOf, refusedRows } from './check-organisation.ts'
import { differenceOf, isEmpty, type Difference } from './difference.ts'
import { eventsOfImport } from './events-of-import.ts'
import { personData, unitData, type Known, type PersonFacts, type PersonRow, type UnitFacts, type UnitRow } from './organisation.ts'
import { endPeople, endUnits, insertPeople, insertUnits, insertVersion, latestVersion, lockOrganisation, peopleNow, unitsNow, type Stamp } from './organisation.store.ts'

type Files = { units: readonly UnitRow[], people: readonly PersonRow[] }
type Moment = { now: Date, newId: () => string }
type State = { units: Map<string, Known<UnitFacts>>, people: Map<string, Known<PersonFacts>> }

/**
 * Makes the organisation what the files say, whole or not at all, in the caller's transaction: rows, events, and last the marker of the version.
 * Files that say what is known already change nothing. Throws a `Refusal` with every finding when they do not fit together.
 */
export async function applyOrganisation (tx: Sql, files: Files, { now, newId }: Moment): Promise<ImportReply> {
  await lockOrganisation(tx)
  const state: State = { units: await unitsNow(tx), people: await peopleNow(tx) }
  refuseMisfits(files, state)
  const latest = await latestVersion(tx)
  const units = differenceOf(state.units, files.units.map(unitFacts), unit => unit.unitId)
  const people = differenceOf(state.people, files.people.map(personFacts), person => person.personId)
  const changedAnything = !isEmpty(units) || !isEmpty(people)
  const version = (latest?.version ?? 0) + (changedAnything ? 1 : 0)
  if (changedAnything) await write(tx, state, { units, people }, { version, day: now.toISOString().slice(0, 10) }, { now, newId })
  return { version, changedAnything, units: countsOf(units), people: countsOf(people) }
}

function refuseMisfits ({ units, people }: Files, state: State): void {
  const officeHeld = [...state.people.values()].some(({ facts }) => facts.role === 'program-office')
  const problems = problemsOf(units, people, officeHeld)
  if (problems.length > 0) throw refusedRows(problems)
}

const unitFacts = ({ unitId, parentId, name }: UnitRow): UnitFacts => ({ unitId, parentId, name })

const personFacts = ({ personId, name, email, unitId, bossId, rank, bands, role, signIn }: PersonRow): PersonFacts =>
  ({ personId, name, email, unitId, bossId, rank, bands, role, signIn })

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
  await appendToOutbox(tx, eventsOfImport(changes, newId, now.toISOString()))
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
