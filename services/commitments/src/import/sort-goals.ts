import { hash } from 'node:crypto'
import type { GoalField } from '@weft/contracts/commitments/import-api'
import { MOST_EACH } from './limits.ts'
import { readGoal, type Cells, type Problem, type ReadGoal, type Reading } from './read-goal.ts'

export type Row = { line: number, cells: readonly string[] }
export type Person = { personId: string, name: string }
/** Whose a row is, by what its column says; undefined: nobody, or several. */
export type Whose = { kind: 'mine', person: Person } | { kind: 'many', find: (text: string) => Person | undefined }
export type Ready = ReadGoal & { line: number, person: Person, fingerprint: string }
export type Grouped = Problem & { rows: number, lines: number[] }
/** A row that becomes no draft, as it was sent, with the reason in a sentence. */
export type LeftOut = Row & { reason: string }

/** The same words, however they are spaced. */
export const fingerprintOf = (wording: string): string => hash('sha256', wording.toLowerCase().replace(/\s+/g, ' ').trim())

type Sorting = { header: readonly string[], fields: ReadonlyMap<string, GoalField>, whose: Whose, reading: Reading, /** person id and fingerprint of what came before, with a space between. */ before: ReadonlySet<string> }

/** Rows that become drafts, and the others by the reason why not. Each row is in one of the two; `leftOut` has the others one by one. */
export function sortGoals (rows: readonly Row[], { header, fields, whose, reading, before }: Sorting): { ready: Ready[], problems: Grouped[], leftOut: LeftOut[] } {
  const ready: Ready[] = []
  const leftOut: LeftOut[] = []
  const problems = new Map<string, Grouped>()
  const [seen, each] = [new Set(before), countsIn(before)]
  const cellsOf = ({ cells }: Row): Cells => Object.fromEntries(header.flatMap((name, place) => { const field = fields.get(name); return field === undefined ? [] : [[field, cells[place] ?? '']] }))
  for (const row of rows) {
    const found = one(cellsOf(row))
    if ('code' in found) {
      const group = problems.get(found.code) ?? { ...found, rows: 0, lines: [] }
      problems.set(found.code, { ...group, rows: group.rows + 1, lines: [...group.lines, row.line].slice(0, 10) })
      leftOut.push({ ...row, reason: found.sentence })
    } else ready.push({ ...found, line: row.line })
  }
  return { ready, problems: [...problems.values()].toSorted((a, b) => b.rows - a.rows), leftOut }

  function one (cells: Cells): Omit<Ready, 'line'> | Problem {
    const goal = readGoal(cells, reading)
    if ('code' in goal) return goal
    const person = whose.kind === 'mine' ? whose.person : whose.find((cells.person ?? '').trim())
    if (person === undefined) return { code: 'no-such-person', sentence: 'The directory knows nobody, or more than one, by what stands in the column of people. Use the number or the e-mail address.' }
    const fingerprint = fingerprintOf(goal.wording)
    const key = `${person.personId} ${fingerprint}`
    if (seen.has(key)) return { code: 'there-already', sentence: 'The same goal stands further up, or came with an earlier import.' } // guard: goals come once
    const many = (each.get(person.personId) ?? 0) + 1
    if (many > MOST_EACH) return { code: 'too-many', sentence: `One person gets ${MOST_EACH} goals by imports at most. Few that are kept help more.` }
    seen.add(key)
    each.set(person.personId, many)
    return { ...goal, person, fingerprint }
  }
}

function countsIn (before: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of before) {
    const personId = key.slice(0, key.lastIndexOf(' '))
    counts.set(personId, (counts.get(personId) ?? 0) + 1)
  }
  return counts
}
