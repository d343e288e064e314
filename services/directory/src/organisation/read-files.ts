import { readCsv, type CsvRow } from '@weft/service-kit/csv'
import { Refusal, type Problem } from '@weft/service-kit/refusal'
import { MOST_PROBLEMS } from './check-organisation.ts'
import type { PersonRow, UnitRow } from './organisation.ts'
import { PEOPLE_FILE, personColumns, personReader, unitColumns, UNITS_FILE, unitReader, type Read } from './rows.ts'

type Bytes = AsyncIterable<Uint8Array>

export const FILE_CAP = 64 * 1_048_576
const MOST_ROWS = 200_000

/** Reads a units file whole. Throws a `Refusal` of the file, or one with up to 100 findings of its rows. */
export const readUnits = (source: Bytes): Promise<UnitRow[]> => readRows(source, UNITS_FILE, unitColumns, unitReader)

/** As `readUnits`, of people. */
export const readPeople = (source: Bytes): Promise<PersonRow[]> => readRows(source, PEOPLE_FILE, personColumns, personReader)

async function readRows<Row> (source: Bytes, name: string, required: readonly string[], readerOf: (header: readonly string[]) => (row: CsvRow) => Read<Row>): Promise<Row[]> {
  const csv = await readCsv(source, { name, required, caps: { bytes: FILE_CAP } })
  const reader = readerOf(csv.header)
  const rows: Row[] = []
  const problems: Problem[] = []
  for await (const row of csv.rows) {
    const read = reader(row)
    if ('row' in read) rows.push(read.row)
    else problems.push(...read.problems)
    if (problems.length >= MOST_PROBLEMS) break
    if (rows.length > MOST_ROWS) throw new Refusal('too-large', 'too-many-rows', `${name} has more than ${MOST_ROWS} rows.`)
  }
  if (problems.length > 0) throw refusedRows(problems)
  return rows
}

/** One refusal for findings: its code is that of the first. */
export function refusedRows (problems: readonly Problem[]): Refusal {
  const [first] = problems
  const rest = problems.length > 1 ? ` There ${problems.length === 2 ? 'is 1 more finding' : `are ${problems.length - 1} more findings`}.` : ''
  return new Refusal('invalid', first?.code ?? 'malformed', `Nothing was imported. ${first?.at}: ${first?.sentence}${rest}`, problems.slice(0, MOST_PROBLEMS))
}
