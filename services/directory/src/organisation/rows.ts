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
type Cells = (column: string) => string

/** Columns nobody asked for are refused, not dropped: one of them may be a band whose name was misspelt. Throws `unknown-columns`, `too-many-bands`, `bad-band`. */
export function unitReader (header: readonly string[]): (row: Line) => Read<UnitRow> {
  refuseUnknown(UNITS_FILE, header, header.filter(column => !unitColumns.some(known => known === column)))
  return ({ line, cells }) => {
    const cell = cellsOf(header, cells)
    const check = checker(UNITS_FILE, line)
    check(sourceId.safeParse(cell('unit')).success, 'bad-id', 'The column unit needs an id of 1 to 64 characters.')
    check(cell('parent') === '' || sourceId.safeParse(cell('parent')).success, 'bad-id', 'The column parent holds an id of more than 64 characters.')
    check(label.safeParse(cell('name')).success, 'bad-name', 'The column name needs 1 to 200 characters.')
    return check.result({ line, unitId: cell('unit'), parentId: cell('parent') || null, name: cell('name') })
  }
}

/** As `unitReader`; an empty rank is `staff`. */
export function personReader (header: readonly string[]): (row: Line) => Read<PersonRow> {
  const bandColumns = header.filter(column => column.startsWith(BAND))
  refuseUnknown(PEOPLE_FILE, header, header.filter(column => !personColumns.some(known => known === column) && !column.startsWith(BAND)))
  refuseBands(bandColumns)
  return ({ line, cells }) => {
    const cell = cellsOf(header, cells)
    const check = checker(PEOPLE_FILE, line)
    const bands = Object.fromEntries(bandColumns.filter(column => cell(column) !== '').map(column => [column.slice(BAND.length), cell(column)]))
    checkPerson(cell, check)
    check(Object.values(bands).every(value => label.safeParse(value).success), 'bad-band', 'A band has more than 200 characters.')
    return check.result({
      line, personId: cell('person'), name: cell('name'), email: cell('email'), unitId: cell('unit'), bossId: cell('boss') || null,
      rank: rank.safeParse(cell('rank')).data ?? 'staff', bands, role: roleName.safeParse(cell('role')).data ?? null, signIn: cell('sign_in').toLowerCase() || null
    })
  }
}

function checkPerson (cell: Cells, check: Checker): void {
  check(sourceId.safeParse(cell('person')).success, 'bad-id', 'The column person needs an id of 1 to 64 characters.')
  check(label.safeParse(cell('name')).success, 'bad-name', 'The column name needs 1 to 200 characters.')
  check(email.safeParse(cell('email')).success, 'bad-email', 'The column email holds no e-mail address.')
  check(sourceId.safeParse(cell('unit')).success, 'bad-id', 'The column unit needs an id of 1 to 64 characters.')
  check(cell('rank') === '' || rank.safeParse(cell('rank')).success, 'unknown-rank', `The column rank knows ${rank.options.join(', ')}.`)
  check(cell('role') === '' || roleName.safeParse(cell('role')).success, 'unknown-role', `The column role knows ${roleName.options.join(', ')}, or nothing.`)
  check(cell('sign_in') === '' || signIn.safeParse(cell('sign_in')).success, 'bad-sign-in', 'The column sign_in holds spaces or more than 254 characters.')
  check(cell('role') === '' || cell('sign_in') !== '', 'role-without-sign-in', 'Somebody with a role needs a sign_in, or nobody can use it.')
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

type Checker = ReturnType<typeof checker>

function checker (name: string, line: number) {
  const problems: Problem[] = []
  const check = (holds: boolean, code: string, sentence: string): void => {
    if (!holds) problems.push({ at: placeIn(name, line), code, sentence })
  }
  check.result = <Row>(row: Row): Read<Row> => problems.length > 0 ? { problems } : { row }
  return check
}
