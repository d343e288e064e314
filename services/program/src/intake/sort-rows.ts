import type { FileReading, PortfolioCounts, RowOutcome } from '@weft/contracts/program/portfolio-api'
import type { ToldFields } from '../initiative/fields.ts'
import { cellsOf, placesIn, readRow, tooLong, type Cells, type Guesses } from './read-row.ts'
import { said } from './said.ts'

/** A data row of a file; `row` counts from 1 without the header, `line` is where it begins in the file. */
export type FileRow = { row: number, line: number, cells: readonly string[] }
export type File = { reading: FileReading, header: readonly string[], rows: readonly FileRow[] }
/** Where a row ends up. `fields` of a row that is no project are read all the same: somebody may say that it is one. */
export type Sorted = {
  file: number, row: number, line: number, outcome: RowOutcome, reason: string | null, title: string, fields: ToldFields | null, guesses: Guesses
  key: string | null, cells: readonly string[], initiativeId: string | null
}
const parts: Record<FileReading['format'], RegExp> = {
  csv: /^(sub-?task|task|activity|milestone|aufgabe|teilaufgabe|meilenstein)$/i,
  jira: /^(sub-?task|technical task|task|bug|story|user story|test|spike|incident|change request)$/i,
  'ms-project': /^$/,
  openproject: /^(task|milestone|bug|feature|user story|sub-?task)$/i
}

/** Sorts every row of every file: none is lost, none is in two places. `taken`: "0:3" of rows that somebody took for projects. */
export function sortRows (files: readonly File[], taken: ReadonlySet<string>): Sorted[] {
  const met = new Map<string, string>()
  return files.flatMap((file, place) => {
    const places = placesIn(file.reading, file.header)
    const tree = treeOf()
    const keys = keysOf(file, cells => cellsOf(cells, places))
    return file.rows.map(row => {
      const cell = cellsOf(row.cells, places)
      const partOf = notProject(cell, file.reading.format, tree, keys)
      const { fields, guesses } = readRow(cell, file.reading)
      const base = { file: place, row: row.row, line: row.line, title: fields.title, guesses, cells: row.cells, key: null, initiativeId: null, fields: null }
      const refused = refusalOf(row, file.header, fields)
      const isTaken = taken.has(`${place}:${row.row}`)
      if (row.cells.every(text => text.trim() === '')) return { ...base, outcome: 'not-project' as const, reason: 'The row is empty.' }
      if (refused !== null) return { ...base, outcome: 'refused' as const, reason: refused }
      if (partOf !== null && !isTaken) return { ...base, fields, outcome: 'not-project' as const, reason: partOf }
      const key = keyOf(cell, file.reading.format, fields.title, met)
      const before = met.get(key)
      if (before !== undefined) return { ...base, outcome: 'refused' as const, reason: `The key ${cell('key')} stands in ${before} already.` }
      met.set(key, `row ${row.row} of file ${place + 1}`)
      return { ...base, fields, key, outcome: 'new' as const, reason: null }
    })
  })
}

/** The title of the project that an outline is in, while one goes down the rows of a plan. */
function treeOf () {
  let top = ''
  return { enter: (title: string) => { top = title }, top: () => top }
}

/** Keys of a file's rows: a parent that is not among them is elsewhere, and the row may be a project here. */
const keysOf = ({ rows, reading }: File, read: (cells: readonly string[]) => Cells): ReadonlySet<string> =>
  reading.fields.parent === undefined ? new Set() : new Set(rows.map(({ cells }) => read(cells)('key')).filter(key => key !== ''))

/** Why a row is no project of its own; null: it is one. */
function notProject (cell: Cells, format: FileReading['format'], tree: ReturnType<typeof treeOf>, keys: ReadonlySet<string>): string | null {
  const level = cell('level')
  if (level === '0') return 'Outline level 0: the plan itself.'
  if (level === '1') tree.enter(cell('title'))
  if (/^\d+$/.test(level) && Number(level) > 1) return `Outline level ${level}: a task of "${tree.top().slice(0, 100)}".`
  const type = cell('type')
  if (parts[format].test(type) && type !== '') return `Its type is ${type}: part of a project.`
  const parent = cell('parent')
  if (said(parent) !== null && keys.has(parent)) return `It is a part of ${parent.slice(0, 60)}.`
  return null
}

/** Why nothing can be made of a row; null: it can be read. A row with another number of cells has shifted somewhere. */
function refusalOf ({ cells }: FileRow, header: readonly string[], fields: ToldFields): string | null {
  if (cells.length !== header.length) return `The row has ${cells.length} cells, the header has ${header.length}.`
  if (said(fields.title) === null) return 'It has no name.'
  return tooLong(fields)
}

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/**
 * By what a row is known again. Jira and OpenProject give a key that stays; a plan and a list of one's own number their rows anew, and two
 * departments both have a project 1, so there the name counts too. The second row of one name is another project.
 */
function keyOf (cell: Cells, format: FileReading['format'], title: string, met: ReadonlyMap<string, string>): string {
  const id = cell('key').slice(0, 60)
  if (id !== '' && (format === 'jira' || format === 'openproject')) return `${format}:${id}`
  const named = `${format}:${bare(title).slice(0, 200)}${id === '' ? '' : `:${id}`}`
  if (!met.has(named)) return named
  for (let time = 2; ; time++) if (!met.has(`${named}#${time}`)) return `${named}#${time}`
}

/** Rows that came in before are there already: nothing happens to them. `known`: key → initiative. */
export const markKnown = (rows: readonly Sorted[], known: ReadonlyMap<string, string>): Sorted[] => rows.map(row => {
  const initiativeId = row.outcome === 'new' ? known.get(row.key ?? '') : undefined
  return initiativeId === undefined ? row : { ...row, outcome: 'known', initiativeId }
})

/** rows = new + known + notProjects + refused */
export function countsOf (rows: readonly Pick<Sorted, 'outcome'>[]): PortfolioCounts {
  const number = (outcome: RowOutcome) => rows.filter(row => row.outcome === outcome).length
  return { rows: rows.length, new: number('new'), known: number('known'), notProjects: number('not-project'), refused: number('refused') }
}
