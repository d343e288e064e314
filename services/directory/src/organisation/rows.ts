import { label, rank, roleName, sourceId } from '@weft/contracts/vocabulary'
import { Refusal, type Problem } from '@weft/service-kit/refusal'
import { z } from 'zod'
import type { PersonRow, UnitRow } from './organisation.ts'
import { PEOPLE_FILE, placeIn, UNITS_FILE } from './place.ts'

export const unitColumns = ['unit', 'parent', 'name'] as const
export const personColumns = ['person', 'name', 'email', 'unit', 'boss', 'rank', 'role', 'sign_in'] as const

const BAND = 'band_'
const MOST_BANDS = 20
const email = z.email().max(254)
const signIn = z.string().max(254).regex(/^[^\p{Cc}\s]+$/u)

/** A row of a file: the line it begins on, and as many cells as the header has. */
export type Line = { line: number, cells: readonly string[] }
/** A row, or what is wrong with it. */
export type Read<Row> = { row: Row } | { problems: Problem[] }
/** Something wrong with a row, and the value that is. */
export type Fault = { code: string, value: string, sentence: string }
/** A row as far as it can be read: with faults, its facts are the nearest that would do. */
export type Taken<Row> = { row: Row, faults: Fault[] }
export type Cells = (column: string) => string

/** Columns nobody asked for are refused, not dropped: one of them may be a band whose name was misspelt. Throws `unknown-columns`, `too-many-bands`, `bad-band`. */
export function unitReader (header: readonly string[]): (row: Line) => Read<UnitRow> {
  refuseUnknown(UNITS_FILE, header, header.filter(column => !unitColumns.some(known => known === column)))
  return ({ line, cells }) => readOf(UNITS_FILE, unitFrom(line, cellsOf(header, cells)))
}

/** As `unitReader`; an empty rank is `staff`. */
export function personReader (header: readonly string[]): (row: Line) => Read<PersonRow> {
  const bandColumns = header.filter(column => column.startsWith(BAND))
  refuseUnknown(PEOPLE_FILE, header, header.filter(column => !personColumns.some(known => known === column) && !column.startsWith(BAND)))
  refuseBands(bandColumns)
  return ({ line, cells }) => {
    const cell = cellsOf(header, cells)
    return readOf(PEOPLE_FILE, personFrom(line, cell, bandColumns.map(column => [column.slice(BAND.length), cell(column)])))
  }
}

const readOf = <Row extends { line: number }>(name: string, { row, faults }: Taken<Row>): Read<Row> => faults.length === 0
  ? { row }
  : { problems: faults.map(({ code, sentence }) => ({ at: placeIn(name, row.line), code, sentence })) }

/** A unit from cells that are called as in our own files. */
export function unitFrom (line: number, cell: Cells): Taken<UnitRow> {
  const check = checker()
  check(sourceId, cell('unit'), 'bad-id', 'The column unit needs an id of 1 to 64 characters.')
  check(sourceId, cell('parent') || null, 'bad-id', 'The column parent holds an id of more than 64 characters.')
  check(label, cell('name'), 'bad-name', 'The column name needs 1 to 200 characters.')
  return { row: { line, unitId: cell('unit'), parentId: cell('parent') || null, name: cell('name') }, faults: check.faults }
}

/** As `unitFrom`; bands are pairs of name and value, an empty value is none. With `unitsByName`, a unit may be told by its name: whether there is one is found out later. */
export function personFrom (line: number, cell: Cells, bands: readonly (readonly [string, string])[], { unitsByName = false } = {}): Taken<PersonRow> {
  const check = checker()
  check(sourceId, cell('person'), 'bad-id', 'The column person needs an id of 1 to 64 characters.')
  check(label, cell('name'), 'bad-name', 'The column name needs 1 to 200 characters.')
  check(email, cell('email'), 'bad-email', 'The column email holds no e-mail address.')
  if (!unitsByName) check(sourceId, cell('unit'), 'bad-id', 'The column unit needs an id of 1 to 64 characters.')
  check(rank, cell('rank').toLowerCase() || null, 'unknown-rank', `The column rank knows ${rank.options.join(', ')}.`)
  check(roleName, cell('role') || null, 'unknown-role', `The column role knows ${roleName.options.join(', ')}, or nothing.`)
  check(signIn, cell('sign_in') || null, 'bad-sign-in', 'The column sign_in holds spaces or more than 254 characters.')
  if (cell('role') !== '' && cell('sign_in') === '') check.fault('role-without-sign-in', cell('role'), 'Somebody with a role needs a sign_in, or nobody can use it.')
  for (const [, value] of bands) check(label, value || null, 'bad-band', 'A band has more than 200 characters.')
  const row = {
    line, personId: cell('person'), name: cell('name'), email: cell('email'), unitId: cell('unit'), bossId: cell('boss') || null,
    rank: rank.safeParse(cell('rank').toLowerCase()).data ?? 'staff', bands: Object.fromEntries(bands.filter(([, value]) => label.safeParse(value).success)),
    role: roleName.safeParse(cell('role')).data ?? null, signIn: signIn.safeParse(cell('sign_in')).success ? cell('sign_in').toLowerCase() : null
  }
  return { row, faults: check.faults }
}

function refuseUnknown (name: string, header: readonly string[], unknown: readonly string[]): void {
  if (unknown.length === 0) return
  const sentence = `${name} has columns that are not known here: ${unknown.slice(0, 10).join(', ')}. Take them out; a band's column is called band_ and its name.`
  throw new Refusal('invalid', 'unknown-columns', sentence, [{ at: placeIn(name, 1), code: 'unknown-columns', sentence: `The header has ${header.length} columns.` }])
}

function refuseBands (columns: readonly string[]): void {
  const at = placeIn(PEOPLE_FILE, 1)
  if (columns.length > MOST_BANDS) throw new Refusal('invalid', 'too-many-bands', `${PEOPLE_FILE} has more than ${MOST_BANDS} band columns.`)
  const bad = columns.find(column => column === `${BAND}__proto__` || !sourceId.safeParse(column.slice(BAND.length)).success)
  if (bad === undefined) return
  throw new Refusal('invalid', 'bad-band', `The band column ${bad} needs a name of 1 to 64 characters after band_.`, [{ at, code: 'bad-band', sentence: `This header holds ${bad}.` }])
}

const cellsOf = (header: readonly string[], cells: readonly string[]): Cells => column => cells[header.indexOf(column)]?.trim() ?? ''

/** Checks values, `null` for none, and keeps what did not pass. */
function checker () {
  const faults: Fault[] = []
  const fault = (code: string, value: string, sentence: string): void => { faults.push({ code, value: value.slice(0, 200), sentence }) }
  const check = (schema: z.ZodType, value: string | null, code: string, sentence: string): void => {
    if (value !== null && !schema.safeParse(value).success) fault(code, value, sentence)
  }
  return Object.assign(check, { faults, fault })
}
