import type { PlanWaveRequest } from '@weft/contracts/survey/api'
import type { SheetData } from '@weft/contracts/survey/events'
import type { Item } from '@weft/contracts/survey/instrument'
import { below, seeded } from './seeded.ts'

export type UnitRow = { unit: string, parent: string, name: string }
export type PersonRow = { person: string, name: string, email: string, unit: string, boss: string, rank: string, role: string, sign_in: string } & Record<`band_${string}`, string>

export type OrganisationOptions = {
  /** How many units, or the units themselves. */
  units?: number | readonly UnitRow[]
  /** How many people, spread evenly over the units; the first three are leader, program office and analyst. */
  people?: number
  /** Band → its values, dealt out in turn. */
  bands?: Readonly<Record<string, readonly string[]>>
  /** What is different about one person. */
  change?: (person: PersonRow, at: number) => Partial<PersonRow>
  delimiter?: ',' | ';'
}

export type OrganisationFiles = { units: string, people: string, unitRows: UnitRow[], personRows: PersonRow[] }

/** The two files of an HR system: a company whose units have up to four units below each, and its people. The same options give the same text. */
export function organisationCsv ({ units = 7, people = 40, bands = {}, change = () => ({}), delimiter = ',' }: OrganisationOptions = {}): OrganisationFiles {
  const unitRows = typeof units === 'number' ? Array.from({ length: units }, (_, at) => unitRow(at)) : [...units]
  const personRows = Array.from({ length: people }, (_, at) => {
    const row = personRow(at, unitRows, bands)
    return { ...row, ...change(row, at) } as PersonRow
  })
  return { unitRows, personRows, units: csvText(unitRows, delimiter), people: csvText(personRows, delimiter) }
}

function unitRow (at: number): UnitRow {
  if (at === 0) return { unit: 'U-1', parent: '', name: 'Company' }
  return { unit: `U-${at + 1}`, parent: `U-${Math.floor((at - 1) / 4) + 1}`, name: `Unit ${at + 1}` }
}

function personRow (at: number, units: readonly UnitRow[], bands: Readonly<Record<string, readonly string[]>>): PersonRow {
  const person = `P-${at + 1}`
  const roles = [{ rank: 'leader' }, { rank: 'manager', role: 'program-office', sign_in: 'office@localhost' }, { role: 'analyst', sign_in: 'analyst@localhost' }]
  return {
    person, name: `Person ${at + 1}`, email: `person-${at + 1}@example.org`, unit: units[at % units.length]?.unit ?? '',
    boss: at === 0 ? '' : 'P-1', rank: 'staff', role: '', sign_in: '', ...roles[at],
    ...Object.fromEntries(Object.entries(bands).map(([name, values]) => [`band_${name}`, values[at % values.length] ?? '']))
  }
}

/** RFC 4180 with a head taken from the first row; empty for no rows. */
export function csvText (rows: readonly Readonly<Record<string, string>>[], delimiter: ',' | ';' = ','): string {
  if (rows.length === 0) return ''
  const columns = Object.keys(rows[0] ?? {})
  const quoted = (field: string) => /["\r\n,;]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
  return [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))].map(fields => `${fields.map(quoted).join(delimiter)}\r\n`).join('')
}

/** A wave as the program office plans it. */
export const waveOf = (overrides: Partial<PlanWaveRequest> = {}): PlanWaveRequest => ({
  title: 'Spring 2027', instrumentId: 'full-8', languages: ['en'], closesOn: '2027-03-31', thresholds: { score: 5, spread: 10 }, bands: [], ...overrides
})

export type AnswersOptions = {
  /** Share of items left without an answer. */
  missing?: number
  /** From 0 to 1: where on the scale answers lie in the middle. */
  mood?: number
}
type Question = Pick<Item, 'itemId' | 'min' | 'max'>

/** One person's answers: whole numbers on each item's scale, around a mood; null where there is none. */
export function answersOf (random: () => number, items: readonly Question[], { missing = 0.05, mood = 0.6 }: AnswersOptions = {}): SheetData['answers'] {
  const own = mood + 0.4 * (random() - 0.5)
  return Object.fromEntries(items.map(({ itemId, min, max }) => {
    const wish = min + Math.round((max - min) * (own + 0.6 * (random() - 0.5)))
    return [itemId, random() < missing ? null : Math.min(max, Math.max(min, wish))]
  }))
}

export type SheetsOptions = AnswersOptions & { waveId: string, items: readonly Question[], units: readonly string[], count: number, seed?: number }

/** Answer sheets of a wave, dealt out over its units. The same seed gives the same sheets. */
export function sheetsOf ({ waveId, items, units, count, seed = 1, ...options }: SheetsOptions): SheetData[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => ({
    waveId, stratum: { unitId: units[below(random, units.length)] ?? '', bands: {} }, answers: answersOf(random, items, options)
  }))
}
