import type { ImportRules, ProblemGroup } from '@weft/contracts/directory/api'
import type { PersonFacts, PersonRow, UnitFacts, UnitRow } from '../organisation/organisation.ts'
import type { Taken } from '../organisation/rows.ts'
import { composePeople } from './compose-people.ts'
import { composeUnits } from './compose-units.ts'
import { isOpen, notesOf } from './problems.ts'

/** Files as read; `undefined`: not sent, so what is known stays. */
export type ReadFiles = { units?: readonly Taken<UnitRow>[], people?: readonly Taken<PersonRow>[] }
export type StateNow = { units: ReadonlyMap<string, UnitFacts>, people: ReadonlyMap<string, PersonFacts> }
/** Person id of whoever imports; null: nobody in the directory (the first sign-in of an installation). */
export type Importer = string | null

export type Composed = {
  units: UnitFacts[]
  people: PersonFacts[]
  groups: ProblemGroup[]
  /** Something still has to be decided, or mended in the file: then `units` and `people` mean nothing yet. */
  isOpen: boolean
  /** Line → reason. */
  leftOut: { units: ReadonlyMap<number, string>, people: ReadonlyMap<number, string> }
}

/**
 * The organisation as the files and the rules would have it. A generator, so that whoever runs it can let others in between: a hundred
 * thousand people take a second. The order of rows decides only which of two with the same id comes first.
 */
export function * compose (files: ReadFiles, state: StateNow, rules: ImportRules, importer: Importer): Generator<void, Composed> {
  const notes = notesOf(rules)
  const units = yield * composeUnits(files.units, state.units, notes)
  const people = yield * composePeople(files.people, { known: state.people, units: units.units }, notes, importer)
  const groups = notes.groups()
  return { units: units.units, people: people.people, groups, isOpen: groups.some(isOpen), leftOut: { units: units.leftOut, people: people.leftOut } }
}
