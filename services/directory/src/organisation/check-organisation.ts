import { Refusal, type Problem } from '@weft/service-kit/refusal'
import { lockOuts } from '../import/lock-out.ts'
import type { PersonFacts, PersonRow, UnitRow } from './organisation.ts'
import { PEOPLE_FILE, placeIn, UNITS_FILE } from './place.ts'

export const MOST_PROBLEMS = 100

export type Now = { known: ReadonlyMap<string, PersonFacts>, importer: string | null }

/**
 * What is wrong with units and people taken together, at most 100 findings: `duplicate-id`, `unknown-parent`, `unknown-unit`, `unknown-boss`,
 * `no-root`, `second-root`, `cyclic-units`, `cyclic-bosses`, `duplicate-sign-in`, `duplicate-email`, `nobody-in-office`, `importer-locked-out`.
 * `now`: people as they are, and who of them imports; somebody must be left who can mend it.
 */
export function problemsOf (units: readonly UnitRow[], people: readonly PersonRow[], now: Now): Problem[] {
  const found = [
    ...duplicates(UNITS_FILE, units, unit => unit.unitId, id => ['duplicate-id', `The unit ${id} stands here a second time.`]),
    ...rootProblems(units),
    ...unknowns(UNITS_FILE, units, unit => unit.parentId, new Set(units.map(unit => unit.unitId)), id => ['unknown-parent', `There is no unit "${id}".`]),
    ...duplicates(PEOPLE_FILE, people, person => person.personId, id => ['duplicate-id', `The person ${id} stands here a second time.`]),
    ...unknowns(PEOPLE_FILE, people, person => person.unitId, new Set(units.map(unit => unit.unitId)), id => ['unknown-unit', `There is no unit "${id}" in ${UNITS_FILE}.`]),
    ...unknowns(PEOPLE_FILE, people, person => person.bossId, new Set(people.map(person => person.personId)), id => ['unknown-boss', `There is no person "${id}".`]),
    ...duplicates(PEOPLE_FILE, people, person => person.signIn, id => ['duplicate-sign-in', `The sign_in ${id} belongs to somebody else already.`]),
    ...sharedEmails(people, person => person).map(person => problem(PEOPLE_FILE, person.line, ['duplicate-email', `Somebody else has the e-mail ${person.email}, and one of them signs in.`])),
    ...cycles(UNITS_FILE, units, unit => unit.unitId, unit => unit.parentId, 'cyclic-units', 'This unit lies, over its parents, inside itself.'),
    ...cycles(PEOPLE_FILE, people, person => person.personId, person => person.bossId, 'cyclic-bosses', 'This person is, over their bosses, their own boss.'),
    ...lockOuts({ ...now, people }).map(code => problem(PEOPLE_FILE, 1, [code, lockOutSentences[code]]))
  ]
  return found.slice(0, MOST_PROBLEMS)
}

/** One refusal for findings: its code is that of the first. */
export function refusedRows (problems: readonly Problem[]): Refusal {
  const [first] = problems
  const rest = problems.length > 1 ? ` There ${problems.length === 2 ? 'is 1 more finding' : `are ${problems.length - 1} more findings`}.` : ''
  return new Refusal('invalid', first?.code ?? 'malformed', `Nothing was imported. ${first?.at}: ${first?.sentence}${rest}`, problems.slice(0, MOST_PROBLEMS))
}

type Row = { line: number }
type Finding = (id: string) => [code: string, sentence: string]

const problem = (name: string, line: number, [code, sentence]: [string, string]): Problem => ({ at: placeIn(name, line), code, sentence })

function duplicates<R extends Row> (name: string, rows: readonly R[], idOf: (row: R) => string | null, finding: Finding): Problem[] {
  const seen = new Set<string>()
  return rows.flatMap(row => {
    const id = idOf(row)
    if (id === null) return []
    if (seen.has(id)) return [problem(name, row.line, finding(id))]
    seen.add(id)
    return []
  })
}

function unknowns<R extends Row> (name: string, rows: readonly R[], idOf: (row: R) => string | null, known: ReadonlySet<string>, finding: Finding): Problem[] {
  return rows.flatMap(row => {
    const id = idOf(row)
    return id === null || known.has(id) ? [] : [problem(name, row.line, finding(id))]
  })
}

function rootProblems (units: readonly UnitRow[]): Problem[] {
  const [first, ...others] = units.filter(unit => unit.parentId === null)
  if (first === undefined) return [problem(UNITS_FILE, 1, ['no-root', 'One unit must have no parent: the whole organisation.'])]
  return others.map(other => problem(UNITS_FILE, other.line, ['second-root', `Only one unit may have no parent, and ${first.unitId} has none already.`]))
}

const cycles = <R extends Row>(name: string, rows: readonly R[], idOf: (row: R) => string, aboveOf: (row: R) => string | null, code: string, sentence: string): Problem[] =>
  circlesIn(rows, idOf, aboveOf).map(row => problem(name, row.line, [code, sentence]))

/** One row of each circle. Every row has at most one row above it, so every row is walked over once. */
export function circlesIn<R> (rows: readonly R[], idOf: (row: R) => string, aboveOf: (row: R) => string | null): R[] {
  const rowOf = new Map(rows.map(row => [idOf(row), row]))
  const walkOf = new Map<string, R>()
  return rows.flatMap(start => {
    let at: R | undefined = start
    while (at !== undefined && !walkOf.has(idOf(at))) {
      walkOf.set(idOf(at), start)
      const above = aboveOf(at)
      at = above === null ? undefined : rowOf.get(above)
    }
    // A walk that ends where it has itself been went in a circle; one that ends in another's steps did not.
    return at !== undefined && walkOf.get(idOf(at)) === start ? [at] : [] // guard: no circles
  })
}

/** People whose e-mail somebody before them has, where one of those who share it signs in: an identity provider would mix them up. */
export function sharedEmails<R> (rows: readonly R[], factsOf: (row: R) => { email: string, signIn: string | null }): R[] {
  const sharing = Map.groupBy(rows, row => factsOf(row).email.toLowerCase())
  return [...sharing.values()].flatMap(some => some.length > 1 && some.some(row => factsOf(row).signIn !== null) ? some.slice(1) : [])
}

const lockOutSentences = {
  'nobody-in-office': 'Nobody in this file has the role program-office, so nobody could send the next one.',
  'importer-locked-out': 'This file takes your IT role away and nobody else has it. Give it to somebody else first.'
}
