import type { PersonFacts } from '../organisation/organisation.ts'

type Change = { known: ReadonlyMap<string, PersonFacts>, people: readonly PersonFacts[], /** Person id of whoever imports. */ importer: string | null }

/**
 * Whether an import would lock out those who could mend it: `nobody-in-office` where somebody holds the program-office role now and nobody
 * would afterwards, `importer-locked-out` where the importer would lose their role and nobody else would hold it.
 */
export function lockOuts ({ known, people, importer }: Change): ('nobody-in-office' | 'importer-locked-out')[] {
  const holds = (role: string) => people.some(person => person.role === role && person.signIn !== null)
  const officeHeld = [...known.values()].some(({ role }) => role === 'program-office')
  const own = importer === null ? undefined : known.get(importer)?.role
  if (officeHeld && !holds('program-office')) return ['nobody-in-office'] // guard: somebody stays in office
  return own === 'it' && !holds('it') && !isAdministrator(people, importer) ? ['importer-locked-out'] : [] // guard: the importer keeps a door
}

/** Whether this person can still see to people and imports. */
export const isAdministrator = (people: readonly PersonFacts[], personId: string | null): boolean =>
  people.some(person => person.personId === personId && person.signIn !== null && (person.role === 'program-office' || person.role === 'it'))
