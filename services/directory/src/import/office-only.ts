import type { RoleName } from '@weft/contracts/vocabulary'
import { Refusal } from '@weft/service-kit/refusal'
import type { PersonFacts } from '../organisation/organisation.ts'
import type { After, Before, Effect } from './effects.ts'

const REST = 5_000

/** Roles that follow from a place in the organisation. Everything else shows or changes more than one's own unit. */
const ofAPlace: readonly RoleName[] = ['employee', 'manager']

/** `importer`: person id of whoever imports. `granted`: ids of those who hold a role for a time, now or soon. */
type Around = { importer: string | null, granted: ReadonlySet<string> }

/**
 * What of an import is for the program office to apply, a line for each person: a role beyond employee and manager that they do not hold now;
 * another sign-in name for whoever keeps such a role, since who has the name has the role; any change of the importer's own role. Empty while
 * nobody holds the office: somebody has to give it first.
 */
export function * officeOnly (before: Before, after: After, { importer, granted }: Around): Generator<void, Effect[]> {
  if (![...before.people.values()].some(({ facts }) => facts.role === 'program-office')) return []
  const effects: Effect[] = []
  let ownStays = false
  for (const [place, now] of after.people.entries()) {
    if (place % REST === 0) yield
    const isOwn = now.personId === importer
    ownStays ||= isOwn
    const change = changeOf(before.people.get(now.personId)?.facts, now, { isOwn, isGranted: granted.has(now.personId) })
    if (change !== null) effects.push({ kind: 'needs-office', id: now.personId, name: now.name, ...change })
  }
  const own = importer === null ? undefined : before.people.get(importer)?.facts
  if (own !== undefined && own.role !== null && !ownStays) effects.push({ kind: 'needs-office', id: own.personId, name: own.name, before: own.role, after: null })
  return effects
}

type Of = { isOwn: boolean, isGranted: boolean }

function changeOf (old: PersonFacts | undefined, { role, signIn }: PersonFacts, { isOwn, isGranted }: Of): Pick<Effect, 'before' | 'after'> | null {
  const oldRole = old?.role ?? null
  const isHigh = role !== null && !ofAPlace.includes(role)
  if (oldRole !== role) return isHigh || isOwn ? { before: oldRole, after: role } : signInOf(old, signIn, isGranted)
  return signInOf(old, signIn, isHigh || isGranted)
}

const signInOf = (old: PersonFacts | undefined, signIn: string | null, carries: boolean): Pick<Effect, 'before' | 'after'> | null =>
  carries && signIn !== null && signIn !== (old?.signIn ?? null) ? { before: old?.signIn ?? null, after: signIn } : null

/** Whether this may be applied by somebody who holds the office, or not. Throws `needs-program-office`. */
export function checkOffice (lines: readonly Effect[], isOffice: boolean): void {
  if (isOffice || lines.length === 0) return // guard: roles by the office
  throw new Refusal('forbidden', 'needs-program-office', `${lines.length === 1 ? '1 change gives' : `${lines.length} changes give`} a role, move a role to another sign-in name, or change your own role. Nothing was changed. Ask the program office to open this import and apply it.`)
}
