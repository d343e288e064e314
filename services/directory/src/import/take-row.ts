import type { PersonMapping, UnitMapping } from '@weft/contracts/directory/api'
import type { PersonRow, UnitRow } from '../organisation/organisation.ts'
import { personFrom, unitFrom, type Cells, type Line, type Taken } from '../organisation/rows.ts'

/** Reads units out of rows whose columns are called otherwise. `header` is that of the file. */
export function unitTaker ({ fields }: UnitMapping, header: readonly string[]): (row: Line) => Taken<UnitRow> {
  const place = placesOf(fields, header)
  return row => withWidth(unitFrom(row.line, cellsOf(row, place)), row, header)
}

/** As `unitTaker`. A unit may be told by its name, and a name by its two halves. */
export function personTaker ({ fields, bands }: PersonMapping, header: readonly string[]): (row: Line) => Taken<PersonRow> {
  const place = placesOf(fields, header)
  const bandPlaces = bands.map(({ band, column }) => [band, header.indexOf(column)] as const)
  const halves = fields.name === undefined
  return row => {
    const cell = cellsOf(row, place)
    const named: Cells = halves ? field => field === 'name' ? `${cell('given_name')} ${cell('family_name')}`.trim() : cell(field) : cell
    const taken = personFrom(row.line, named, bandPlaces.map(([band, at]) => [band, row.cells[at]?.trim() ?? '']), { unitsByName: true })
    return withWidth(taken, row, header)
  }
}

const placesOf = (fields: Partial<Record<string, string>>, header: readonly string[]): ReadonlyMap<string, number> =>
  new Map(Object.entries(fields).map(([field, column]) => [field, header.indexOf(column ?? '')]))

const cellsOf = ({ cells }: Line, place: ReadonlyMap<string, number>): Cells => field => cells[place.get(field) ?? -1]?.trim() ?? ''

/** A row with another number of cells has shifted somewhere: nothing in it can be trusted. */
const withWidth = <Row>(taken: Taken<Row>, { cells }: Line, header: readonly string[]): Taken<Row> => cells.length === header.length
  ? taken
  : { row: taken.row, faults: [{ code: 'uneven-row', value: String(cells.length), sentence: `This row has ${cells.length} cells, the header has ${header.length}.` }] }
