import type { ImportRule, ImportRules, ProblemGroup } from '@weft/contracts/directory/api'

export type FileName = ProblemGroup['file']
export type Place = { line: number | null, id: string, value: string }

const MOST_EXAMPLES = 3

/** Per kind of problem, what settles all of its rows at once. With nothing, the file has to be mended. */
const offered: Readonly<Record<string, readonly ImportRule[]>> = {
  'units.uneven-row': ['leave-out'],
  'units.bad-id': ['leave-out'],
  'units.bad-name': ['leave-out'],
  'units.duplicate-id': ['keep-first'],
  'units.unknown-parent': ['leave-out'],
  'units.no-root': [],
  'units.second-root': [],
  'units.cyclic-units': [],
  'people.uneven-row': ['leave-out'],
  'people.bad-id': ['leave-out'],
  'people.bad-name': ['leave-out'],
  'people.bad-email': ['leave-out'],
  'people.unknown-rank': ['as-staff', 'leave-out'],
  'people.unknown-role': ['no-role', 'leave-out'],
  'people.bad-sign-in': ['no-sign-in', 'leave-out'],
  'people.role-without-sign-in': ['no-role', 'leave-out'],
  'people.bad-band': ['no-band', 'leave-out'],
  'people.duplicate-id': ['keep-first'],
  'people.unknown-unit': ['leave-out', 'old-unit'],
  'people.unknown-boss': ['leave-out', 'no-boss'],
  'people.duplicate-sign-in': ['no-sign-in', 'leave-out'],
  'people.duplicate-email': ['leave-out'],
  'people.cyclic-bosses': ['no-boss'],
  'people.kept-unit-ended': ['end'],
  'people.kept-boss-left': ['no-boss'],
  'people.nobody-in-office': [],
  'people.importer-locked-out': []
}

export const rulesFor = (key: string): readonly ImportRule[] => Object.hasOwn(offered, key) ? offered[key] ?? [] : []

export type Notes = {
  /** Notes a problem once, and gives what is to be done about it: null, nothing decided yet. */
  note: (file: FileName, code: string, place: Place) => ImportRule | null
  groups: () => ProblemGroup[]
}

/** Problems as they are found, grouped by what to do. */
export function notesOf (rules: ImportRules): Notes {
  const groups = new Map<string, ProblemGroup>()
  const noted = new Set<string>()
  return {
    note: (file, code, place) => {
      const key = `${file}.${code}`
      const group = groups.get(key) ?? { key, file, code, count: 0, examples: [], offered: [...rulesFor(key)], rule: rules[key] ?? null }
      groups.set(key, group)
      const mark = `${key} ${place.line ?? ''} ${place.id}`
      if (!noted.has(mark)) {
        noted.add(mark)
        group.count++
        if (group.examples.length < MOST_EXAMPLES) group.examples.push(place)
      }
      return group.rule
    },
    groups: () => [...groups.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
  }
}

/** What stands in the way: nobody has decided, or nothing but another file would help. */
export const isOpen = ({ rule }: Pick<ProblemGroup, 'rule'>): boolean => rule === null

/** Why a row was not taken, for whoever mends the file. `value` is what the row says. */
export function reasonOf (code: string, value: string): string {
  const quoted = value === '' ? 'nothing' : `"${value}"`
  const reasons: Record<string, string> = {
    'uneven-row': `The row has ${value} cells, the header another number.`,
    'bad-id': `The id is ${quoted}; it needs 1 to 64 characters.`,
    'bad-name': `The name is ${quoted}; it needs 1 to 200 characters.`,
    'bad-email': `The e-mail is ${quoted}; that is no e-mail address.`,
    'unknown-rank': `The rank is ${quoted}; known are leader, manager, staff.`,
    'unknown-role': `The role ${quoted} is not known.`,
    'bad-sign-in': `The sign-in ${quoted} has spaces or is too long.`,
    'role-without-sign-in': `There is a role, ${quoted}, but no sign-in.`,
    'bad-band': 'A band has more than 200 characters.',
    'duplicate-id': `The id ${quoted} stands in a row above.`,
    'unknown-unit': `The unit ${quoted} is not known.`,
    'unknown-parent': `The parent ${quoted} is not known.`,
    'unknown-boss': `The boss ${quoted} is not known.`,
    'duplicate-sign-in': `Somebody else has the sign-in ${quoted}.`,
    'duplicate-email': `Somebody else has the e-mail ${quoted}, and one of them signs in.`
  }
  return reasons[code] ?? 'The row does not fit the others.'
}
