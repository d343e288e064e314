import type { FileReading, PortfolioField } from '@weft/contracts/program/portfolio-api'
import type { ToldFields } from '../initiative/fields.ts'
import { budgetIn } from './budget.ts'
import { dayIn } from './days.ts'
import { disciplinesIn } from './disciplines.ts'
import { customersSaid, nameSaid, said, saysMore } from './said.ts'

/** What each field's columns hold in one row, as the file says it. */
export type Cells = (field: PortfolioField) => string
export type Guesses = Record<string, string>
/** A row as it was read: the fields, and in words what of them was guessed. People and units are not resolved yet. */
export type Read = { fields: ToldFields, guesses: Guesses }

const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
const longest = { title: 200, goal: 4_000, owner: 200, sponsor: 200, unit: 200, customers: 500, budgetText: 100, startsText: 100, endsText: 100, status: 100 } as const
const names: Record<keyof typeof longest, string> = { title: 'name', goal: 'goal', owner: 'owner', sponsor: 'sponsor', unit: 'unit', customers: 'customers', budgetText: 'budget', startsText: 'start', endsText: 'end', status: 'status' }

/** The columns of a field, "Labels" and "Labels (2)", as places in the header. */
export function cellsOf (cells: readonly string[], places: ReadonlyMap<PortfolioField, readonly number[]>): Cells {
  return field => (places.get(field) ?? []).map(place => cells[place]?.trim() ?? '').filter(text => text !== '').join('; ').toWellFormed()
}

export function placesIn ({ fields }: FileReading, header: readonly string[]): ReadonlyMap<PortfolioField, readonly number[]> {
  return new Map(Object.entries(fields).map(([field, column]) => [field as PortfolioField,
    header.flatMap((name, place) => name === column || (name.startsWith(`${column} (`) && /^\d+\)$/.test(name.slice(column.length + 2))) ? [place] : [])]))
}

/** Reads a row of a project. What a text says inside ("Sponsor: …", "For: …") fills only what no column says. */
export function readRow (cell: Cells, reading: FileReading): Read {
  const guesses: Guesses = {}
  const text = cell('goal').replaceAll('\0', '').trim()
  const line = (field: PortfolioField) => { const found = said(oneLine(cell(field))); return found === null ? null : found }
  const orSaid = (field: 'owner' | 'sponsor', written: string | null): string | null => {
    const inside = written === null ? nameSaid(text, field) : null
    if (inside !== null) guesses[field] = `Read out of the text: ${inside}.`
    return written ?? inside
  }
  const inside = customersSaid(text)
  const customers = line('customers') ?? inside
  if (inside !== null && line('customers') === null) guesses['customers'] = `Read out of the text: ${inside}.`
  const fields: ToldFields = {
    title: oneLine(cell('title')), goal: said(text) !== null && saysMore(text) ? text : null,
    owner: orSaid('owner', ownerIn(line('owner'), reading.format)), ownerId: null, sponsor: orSaid('sponsor', line('sponsor')), sponsorId: null, unit: line('unit'), unitId: null,
    disciplines: disciplinesIn(cell('disciplines')), segments: segmentsIn(cell('segments')), customers,
    ...moneyIn(line('budget'), reading, guesses), ...timeIn(line('start'), line('end'), reading, guesses), status: line('status')
  }
  if (fields.disciplines.length > 0) guesses['disciplines'] = `"${oneLine(cell('disciplines')).slice(0, 100)}" was taken for ${fields.disciplines.join(', ')}.`
  return { fields, guesses }
}

/** What of a row is longer than it may be, in a sentence; null: nothing. */
export function tooLong (fields: ToldFields): string | null {
  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][]) {
    if ((fields[field]?.length ?? 0) > most) return `The ${names[field]} has more than ${most} characters.`
  }
  return fields.segments.some(segment => segment.length > 100) || fields.segments.length > 20 ? 'There are more than 20 segments, or one has more than 100 characters.' : null
}

/** The first of several resources, without its share: "E. Svensson[50%];Call team" → "E. Svensson". */
function ownerIn (written: string | null, format: FileReading['format']): string | null {
  if (written === null || format !== 'ms-project') return written
  const parts = written.includes(';') ? written.split(';') : /^[^\s,]+, ?[^\s,]+$/.test(written) ? [written] : written.split(',')
  return said((parts[0] ?? '').replace(/\[[^\]]*\]/g, ''))
}

const segmentsIn = (text: string): string[] => [...new Set(text.split(/[;\n|]/).flatMap(part => said(oneLine(part)) ?? []))]

function moneyIn (written: string | null, { currency, times }: FileReading, guesses: Guesses): Pick<ToldFields, 'budget' | 'budgetCurrency' | 'budgetText'> {
  if (written === null) return { budget: null, budgetCurrency: null, budgetText: null }
  const money = budgetIn(written, { currency, times })
  guesses['budget'] = money === null
    ? `"${written}" is no one amount: kept as written.`
    : `"${written}" was read as ${money.about ? 'about ' : ''}${money.amount.toLocaleString('en-GB')}${money.currency === null ? ', currency not said' : ` ${money.currency}`}.`
  return { budget: money?.amount ?? null, budgetCurrency: money?.currency ?? null, budgetText: written }
}

function timeIn (start: string | null, end: string | null, { dates }: FileReading, guesses: Guesses): Pick<ToldFields, 'startsOn' | 'startsText' | 'endsOn' | 'endsText'> {
  const [from, until] = [start === null ? null : dayIn(start, 'start', dates), end === null ? null : dayIn(end, 'end', dates)]
  const tell = (field: string, written: string | null, day: string | null) => {
    if (written !== null && written !== day) guesses[field] = day === null ? `"${written}" names no day: kept as written.` : `"${written}" was read as ${day}.`
  }
  tell('start', start, from)
  tell('end', end, until)
  if (from !== null && until !== null && until < from) {
    guesses['end'] = `"${end ?? ''}" lies before the start: kept as written.`
    return { startsOn: from, startsText: start, endsOn: null, endsText: end }
  }
  return { startsOn: from, startsText: start, endsOn: until, endsText: end }
}
