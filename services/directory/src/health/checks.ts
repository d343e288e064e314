import { healthCheck, type HealthCheck } from '@weft/contracts/directory/api'
import { SMALLEST_GROUP, sizesOf } from '../import/thresholds.ts'
import type { PersonFacts, UnitFacts } from '../organisation/organisation.ts'

/** Who or what a check finds; `detail`: what is wrong with it. */
export type Found = { id: string, name: string, detail: string | null }
export type Findings = Record<HealthCheck, Found[]>

/** What is doubtful in people and units as they stand. A generator, so that others are let in between. */
export function * findingsIn (units: readonly UnitFacts[], people: readonly PersonFacts[]): Generator<void, Findings> {
  const byId = new Map(people.map(person => [person.personId, person]))
  const unitIds = new Set(units.map(({ unitId }) => unitId))
  yield
  const led = ledIn(people, byId)
  yield
  const emails = Map.groupBy(people, ({ email }) => email.toLowerCase())
  yield
  const sizes = sizesOf(units, people)
  yield
  const ofPeople = (isFound: (person: PersonFacts) => boolean, detail: (person: PersonFacts) => string | null = () => null): Found[] =>
    people.filter(isFound).map(person => ({ id: person.personId, name: person.name, detail: detail(person) }))
  const ofUnits = (isFound: (total: number) => boolean): Found[] => units.flatMap(({ unitId, name }) => {
    const total = sizes.get(unitId)?.total ?? 0
    return isFound(total) ? [{ id: unitId, name, detail: String(total) }] : []
  })
  return {
    'no-boss': ofPeople(({ bossId }) => bossId === null),
    'boss-unknown': ofPeople(({ bossId }) => bossId !== null && !byId.has(bossId), ({ bossId }) => bossId),
    'boss-loop': ofPeople(({ personId }) => !led.has(personId), ({ bossId }) => bossId),
    email: ofPeople(({ email }) => email === '' || (emails.get(email.toLowerCase())?.length ?? 0) > 1, ({ email }) => email || null),
    'empty-unit': ofUnits(total => total === 0),
    'ended-unit': ofPeople(({ unitId }) => !unitIds.has(unitId), ({ unitId }) => unitId),
    'small-unit': ofUnits(total => total > 0 && total < SMALLEST_GROUP),
    'no-sign-in': ofPeople(({ signIn }) => signIn === null)
  }
}

/** Whoever has, over their bosses, somebody without a boss or with one who is not there. Whoever is missing goes in circles. */
function ledIn (people: readonly PersonFacts[], byId: ReadonlyMap<string, PersonFacts>): ReadonlySet<string> {
  const reports = Map.groupBy(people, ({ bossId }) => bossId ?? '')
  const led = people.filter(({ bossId }) => bossId === null || !byId.has(bossId)).map(({ personId }) => personId)
  // Everybody has one boss, so nobody is met twice.
  for (const id of led) for (const { personId } of reports.get(id) ?? []) led.push(personId)
  return new Set(led)
}

export const countsOf = (findings: Findings): Record<HealthCheck, number> =>
  Object.fromEntries(healthCheck.options.map(check => [check, findings[check].length])) as Record<HealthCheck, number>
