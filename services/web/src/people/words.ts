import type { EffectKind, HealthCheck, ImportRule, ImportRunState, PersonField, UnitField } from '@weft/contracts/directory/api'

const timeFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
/** "24 November 2026 at 09:30 UTC" */
export const momentInWords = (instant: string): string => `${timeFormat.format(new Date(instant))} UTC`

/** A share in words: "40 %", "less than 1 %". */
export function shareOf (part: number, whole: number): string {
  const percent = whole === 0 ? 0 : part / whole * 100
  return percent > 0 && percent < 1 ? 'less than 1 %' : `${percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent)} %`
}

export const stateWords: Record<ImportRunState, string> = {
  matching: 'Columns open', fixing: 'Problems open', ready: 'Ready to apply', applied: 'Applied', undone: 'Undone', dropped: 'Dropped'
}

type KindWords = { title: string, sentence: string, columns: readonly [string, string | null, string | null] }
export const kindWords: Record<EffectKind, KindWords> = {
  joins: { title: 'New people', sentence: 'are new', columns: ['Person', null, 'Unit'] },
  leaves: { title: 'People who leave', sentence: 'leave', columns: ['Person', 'Unit until now', null] },
  moves: { title: 'People who move', sentence: 'move to another unit', columns: ['Person', 'Unit until now', 'New unit'] },
  changes: { title: 'People with other details', sentence: 'have other details', columns: ['Person', null, 'What changes'] },
  'loses-sign-in': { title: 'People who cannot sign in any more', sentence: 'cannot sign in any more', columns: ['Person', 'Sign-in until now', null] },
  'gains-sign-in': { title: 'People who can sign in from now on', sentence: 'can sign in from now on', columns: ['Person', null, 'Sign-in'] },
  role: { title: 'Changed roles', sentence: 'get or lose a role', columns: ['Person', 'Role until now', 'New role'] },
  'needs-office': { title: 'Changes that only the program office may apply', sentence: 'need the program office: a role, or the sign-in name of a role', columns: ['Person', 'Until now', 'Then'] },
  'unit-added': { title: 'New units', sentence: 'are new', columns: ['Unit', null, null] },
  'unit-renamed': { title: 'Renamed units', sentence: 'get another name', columns: ['Unit', 'Name until now', 'New name'] },
  'unit-moved': { title: 'Moved units', sentence: 'move in the tree', columns: ['Unit', 'Below until now', 'Now below'] },
  'unit-ended': { title: 'Units that end', sentence: 'end', columns: ['Unit', null, null] },
  'unit-falls-below': { title: 'Units that become too small for a score', sentence: 'become too small for a score of their own', columns: ['Unit', 'People until now', 'People then'] },
  'unit-reaches': { title: 'Units that become large enough for a score', sentence: 'become large enough for a score of their own', columns: ['Unit', 'People until now', 'People then'] }
}
export const kindsOfPeople = ['joins', 'leaves', 'moves', 'changes', 'loses-sign-in', 'gains-sign-in', 'role', 'needs-office'] as const satisfies readonly EffectKind[]
export const kindsOfUnits = ['unit-added', 'unit-renamed', 'unit-moved', 'unit-ended', 'unit-falls-below', 'unit-reaches'] as const satisfies readonly EffectKind[]

type FieldWords = { label: string, hint?: string }
export const personFields: Record<PersonField, FieldWords> = {
  person: { label: 'Id of the person', hint: 'Stays the same for as long as they are here.' },
  name: { label: 'Name', hint: 'Or choose first and last name below.' },
  given_name: { label: 'First name' },
  family_name: { label: 'Last name' },
  email: { label: 'E-mail' },
  unit: { label: 'Unit', hint: 'Its id, or its name where no other unit has it.' },
  boss: { label: 'Boss', hint: 'Their id or their e-mail.' },
  rank: { label: 'Rank', hint: 'leader, manager or staff. Without it everybody is staff.' },
  sign_in: { label: 'Sign-in name', hint: 'For whoever signs in to Weft.' },
  role: { label: 'Role in Weft', hint: 'program-office, analyst, it or auditor.' }
}
export const unitFields: Record<UnitField, FieldWords> = {
  unit: { label: 'Id of the unit' }, parent: { label: 'Unit above', hint: 'Empty for the whole organisation only.' }, name: { label: 'Name of the unit' }
}

const problemTitles: Record<string, (count: string) => string> = {
  'uneven-row': count => `${count} with more or fewer cells than the header`,
  'bad-id': count => `${count} without an id, or with one over 64 characters`,
  'bad-name': count => `${count} without a name`,
  'bad-email': count => `${count} without a proper e-mail`,
  'unknown-rank': count => `${count} with a rank that is not known`,
  'unknown-role': count => `${count} with a role that is not known`,
  'bad-sign-in': count => `${count} with spaces in the sign-in name`,
  'role-without-sign-in': count => `${count} with a role but no sign-in name`,
  'bad-band': count => `${count} with a band over 200 characters`,
  'duplicate-id': count => `${count} with an id that stands in a row above`,
  'unknown-unit': count => `${count} with a unit that is not there`,
  'unknown-parent': count => `${count} with a unit above that is not there`,
  'unknown-boss': count => `${count} with a boss who is not there`,
  'duplicate-sign-in': count => `${count} with a sign-in name that somebody else has`,
  'duplicate-email': count => `${count} with an e-mail that somebody else has, where one of them signs in`,
  'cyclic-bosses': count => `${count} in which people are each other's boss`,
  'kept-unit-ended': count => `${count} who stay as they were, but their unit ends`,
  'kept-boss-left': count => `${count} who stay as they were, but their boss leaves`,
  'no-root': () => 'No unit is the whole organisation',
  'second-root': count => `${count} without a unit above, though another unit is the whole`,
  'cyclic-units': count => `${count} in which units lie inside each other`,
  'nobody-in-office': () => 'Nobody would be left in the program office',
  'importer-locked-out': () => 'You would lose your IT role, and nobody else has it'
}
const counted = (count: number, file: 'units' | 'people', code: string): string => {
  const of = ['cyclic-bosses', 'cyclic-units'].includes(code) ? ['circle', 'circles'] : code.startsWith('kept-') ? ['person', 'people'] : ['row', 'rows']
  const noun = `${count.toLocaleString('en-GB')} ${count === 1 ? of[0] : of[1]}`
  return file === 'units' && of[0] === 'row' ? `${noun} of the units file` : noun
}
/** "98 rows with a boss who is not there" */
export const problemTitle = ({ code, count, file }: { code: string, count: number, file: 'units' | 'people' }): string =>
  problemTitles[code]?.(counted(count, file, code)) ?? `${counted(count, file, code)} that do not fit`

const mends: Record<string, string> = {
  'no-root': 'One unit must have nothing above it. Mend the units file and begin again.',
  'second-root': 'Only one unit can be the whole. Give the others a unit above, in the file, and begin again.',
  'cyclic-units': 'Mend the units file and begin again.',
  'nobody-in-office': 'Give somebody the role program-office and a sign-in name, in the file, and begin again.',
  'importer-locked-out': 'Give the role it to somebody else in the file, or keep your own, and begin again.'
}
/** What to do where no rule helps. */
export const mendOf = (code: string): string => mends[code] ?? 'Mend the file and begin again.'

const ruleWords: Record<ImportRule, string> = {
  'leave-out': 'Leave these rows out: what is known of them stays as it is',
  'keep-first': 'Take the first row of each and leave the others out',
  'no-boss': 'Give them no boss',
  'old-unit': 'Keep the unit they are in now; leave out who is new',
  'as-staff': 'Take them as staff',
  'no-role': 'Give them no role',
  'no-sign-in': 'Give them no sign-in and no role',
  'no-band': 'Leave the band empty',
  end: 'End these people, too'
}
/** Of a circle, one person is enough. */
export const ruleSentence = (rule: ImportRule, code: string): string => rule === 'no-boss' && code === 'cyclic-bosses' ? 'Give one person of each circle no boss' : ruleWords[rule]

type CheckWords = { title: string, why: string, kind: 'wrong' | 'look', column: string | null, none: string }
export const checkWords: Record<HealthCheck, CheckWords> = {
  'boss-unknown': { title: 'A boss who is not there', why: 'Nobody reviews these people.', kind: 'wrong', column: 'Boss in the file', none: 'Everybody’s boss is there.' },
  'boss-loop': { title: 'Bosses in a circle', why: 'Over their bosses, these people are their own boss.', kind: 'wrong', column: 'Boss', none: 'No circles.' },
  'ended-unit': { title: 'In a unit that has ended', why: 'They count in no unit.', kind: 'wrong', column: 'Unit', none: 'Everybody is in a unit that is there.' },
  email: { title: 'E-mail missing or shared', why: 'A survey link may go to somebody else, or to nobody.', kind: 'wrong', column: 'E-mail', none: 'Everybody has an e-mail of their own.' },
  'no-boss': { title: 'Without a boss', why: 'Right for whoever leads the whole; most often a gap for others.', kind: 'look', column: null, none: 'Everybody has a boss.' },
  'empty-unit': { title: 'Units without people', why: 'Nobody is in them or below.', kind: 'look', column: null, none: 'Every unit has people.' },
  'small-unit': { title: 'Units too small for a score', why: 'Fewer than five people with all below: they are counted in the unit above.', kind: 'look', column: 'People', none: 'Every unit can have a score.' },
  'no-sign-in': { title: 'People who cannot sign in', why: 'They can answer surveys all the same.', kind: 'look', column: null, none: 'Everybody can sign in.' }
}
export const isOfUnits = (check: HealthCheck): boolean => check === 'empty-unit' || check === 'small-unit'
