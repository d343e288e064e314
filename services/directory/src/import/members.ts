import type { FileName, Notes } from './problems.ts'
import { reasonOf } from './problems.ts'

/** Somebody or something of the organisation as it would be: by a row of the file, or, with `line` null, as known already. */
export type Member<Facts> = { id: string, line: number | null, facts: Facts }

export type Members<Facts> = {
  of: Map<string, Member<Facts>>
  /** Rows that are not taken: line → why. */
  leftOut: Map<number, string>
  /** Takes the row away: what is known of its owner stays as it is. Gives the ids whose place in the tree is to be looked at again. */
  leaveOut: (member: Member<Facts>, code: string, value: string) => string[]
  /** Ids that stand directly below this one now. */
  below: (id: string) => string[]
}

type Options<Facts> = { known: ReadonlyMap<string, Facts>, rows: readonly Member<Facts>[], aboveOf: (facts: Facts) => string | null }

/** What rows and what is known make together. Without a file, everything known stays. */
export function membersOf<Facts> ({ known, rows, aboveOf }: Options<Facts>, hasFile: boolean): Members<Facts> {
  const of = new Map<string, Member<Facts>>(hasFile ? rows.map(row => [row.id, row]) : [...known].map(([id, facts]) => [id, { id, line: null, facts }]))
  const leftOut = new Map<number, string>()
  // Who stood below whom in the file or before: only those can stand below now.
  let candidates: Map<string, string[]> | undefined
  const below = (id: string): string[] => {
    candidates ??= childrenOf([...rows.map(row => [row.id, row.facts] as const), ...known], aboveOf)
    return (candidates.get(id) ?? []).filter(child => { const member = of.get(child); return member !== undefined && aboveOf(member.facts) === id })
  }
  return {
    of, leftOut, below,
    leaveOut: (member, code, value) => {
      if (member.line !== null) leftOut.set(member.line, reasonOf(code, value))
      if (of.get(member.id) !== member) return []
      const facts = known.get(member.id)
      if (facts !== undefined && member.line !== null) {
        of.set(member.id, { id: member.id, line: null, facts })
        return [member.id]
      }
      of.delete(member.id)
      return below(member.id)
    }
  }
}

function childrenOf<Facts> (all: readonly (readonly [string, Facts])[], aboveOf: (facts: Facts) => string | null): Map<string, string[]> {
  const children = new Map<string, string[]>()
  for (const [id, facts] of all) {
    const above = aboveOf(facts)
    if (above === null) continue
    const some = children.get(above)
    if (some === undefined) children.set(above, [id])
    else some.push(id)
  }
  return children
}

/** The first row of each id; later ones are noted and, by rule, left out. */
export function firstOfEach<Facts> (rows: readonly Member<Facts>[], file: FileName, notes: Notes): { rows: Member<Facts>[], repeated: Map<number, string> } {
  const first = new Map<string, Member<Facts>>()
  const repeated = new Map<number, string>()
  for (const row of rows) {
    if (!first.has(row.id)) first.set(row.id, row)
    else if (notes.note(file, 'duplicate-id', { line: row.line, id: row.id, value: row.id }) !== null && row.line !== null) repeated.set(row.line, reasonOf('duplicate-id', row.id))
  }
  return { rows: [...first.values()], repeated }
}
