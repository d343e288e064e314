import type { Person, Unit } from '@weft/contracts/directory/events'
import type { RoleName } from '@weft/contracts/vocabulary'

/** A unit as a file says it; `line` is where. */
export type UnitRow = { line: number, unitId: string, parentId: string | null, name: string }

/** A person as a file says it. Sign-in names are in lower case. */
export type PersonRow = Omit<Person, 'since' | 'version'> & { line: number, role: RoleName | null, signIn: string | null }

/** What two rows are compared by, and what is stored of them. */
export type UnitFacts = Omit<UnitRow, 'line'>
export type PersonFacts = Omit<PersonRow, 'line'>

export const unitFacts = ({ unitId, parentId, name }: UnitFacts): UnitFacts => ({ unitId, parentId, name })

export const personFacts = ({ personId, name, email, unitId, bossId, rank, bands, role, signIn }: PersonFacts): PersonFacts =>
  ({ personId, name, email, unitId, bossId, rank, bands, role, signIn })

/** Facts that hold now: since which day their owner is known, and with which organisation version they came. */
export type Known<Facts> = { facts: Facts, since: string, version: number }

export const unitData = ({ facts, since, version }: Known<UnitFacts>): Unit => ({ ...facts, since, version })

export const personData = ({ facts, since, version }: Known<PersonFacts>): Person => {
  const { personId, name, email, unitId, bossId, rank, bands } = facts
  return { personId, name, email, unitId, bossId, rank, bands, since, version }
}
