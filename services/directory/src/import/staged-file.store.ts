import type { ImportFile, ImportMapping } from '@weft/contracts/directory/api'
import { encodingGuess, readCsv, type Csv, type CsvRow, type Encoding } from '@weft/service-kit/csv'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { PersonRow, UnitRow } from '../organisation/organisation.ts'
import type { Taken } from '../organisation/rows.ts'
import type { ReadFiles } from './compose.ts'
import { insertPart, partsOf } from './import-run.store.ts'
import { personTaker, unitTaker } from './take-row.ts'

type Bytes = AsyncIterable<Uint8Array>
type FileName = ImportFile['file']

export const FILE_CAP = 64 * 1_048_576
const MOST_ROWS = 200_000
const PIECE = 262_144
const REST = 1_000
const SAMPLED_ROWS = 500
const MOST_SAMPLES = 3
const SAMPLE_LENGTH = 60

/** Stores a file as it comes in, holding no more than a piece of it. Gives what it seems to be written in. */
export async function stageFile (sql: Sql, runId: string, file: FileName, source: Bytes): Promise<Encoding> {
  const guess = encodingGuess()
  let [bytes, place, held] = [0, 0, [] as Uint8Array[]]
  const flush = async () => {
    if (held.length > 0) await insertPart(sql, runId, file, place++, Buffer.concat(held))
    held = []
  }
  let waiting = 0
  for await (const chunk of source) {
    bytes += chunk.length
    waiting += chunk.length
    if (bytes > FILE_CAP) throw new Refusal('too-large', 'file-too-large', `The file ${file} is larger than ${FILE_CAP / 1_048_576} MB.`)
    guess.feed(chunk)
    held.push(chunk)
    if (waiting < PIECE) continue
    await flush()
    waiting = 0
  }
  await flush()
  return guess.end()
}

const openStaged = (sql: Sql, runId: string, { file, name, encoding }: Pick<ImportFile, 'file' | 'name' | 'encoding'>): Promise<Csv> =>
  readCsv(partsOf(sql, runId, file), { name, encoding, lenient: true, caps: { bytes: FILE_CAP } })

/** Goes through a staged file once: its columns with samples, and how many rows there are. Throws what makes it unreadable as a whole. */
export async function describeFile (sql: Sql, runId: string, staged: Pick<ImportFile, 'file' | 'name' | 'encoding'>): Promise<ImportFile> {
  const { header, delimiter, rows } = await openStaged(sql, runId, staged)
  const samples = header.map(() => new Set<string>())
  let count = 0
  for await (const { cells } of rows) {
    if (count % REST === 0) await rest()
    if (++count > MOST_ROWS) throw new Refusal('too-large', 'too-many-rows', `${staged.name} has more than ${MOST_ROWS} rows.`)
    if (count <= SAMPLED_ROWS) noteSamples(samples, cells)
  }
  return { ...staged, rows: count, delimiter, columns: header.map((column, place) => ({ column, samples: [...samples[place] ?? []] })) }
}

function noteSamples (samples: readonly Set<string>[], cells: readonly string[]): void {
  for (const [place, seen] of samples.entries()) {
    const cell = (cells[place] ?? '').trim()
    if (cell !== '' && seen.size < MOST_SAMPLES) seen.add(cell.length > SAMPLE_LENGTH ? `${cell.slice(0, SAMPLE_LENGTH)}…`.toWellFormed() : cell)
  }
}

/** The rows of a run's files as the mapping reads them. */
export async function readStaged (sql: Sql, run: { runId: string, files: readonly ImportFile[], mapping: ImportMapping }): Promise<ReadFiles> {
  const read: { units?: Taken<UnitRow>[], people?: Taken<PersonRow>[] } = {}
  for (const staged of run.files) {
    const { header, rows } = await openStaged(sql, run.runId, staged)
    if (staged.file === 'units') read.units = await all(rows, unitTaker(run.mapping.units ?? { fields: {} }, header))
    else read.people = await all(rows, personTaker(run.mapping.people ?? { fields: {}, bands: [] }, header))
  }
  return read
}

async function all<Row> (rows: AsyncIterable<CsvRow>, take: (row: CsvRow) => Row): Promise<Row[]> {
  const taken: Row[] = []
  for await (const row of rows) {
    if (taken.length % REST === 0) await rest()
    taken.push(take(row))
  }
  return taken
}

/** Rows of a piece come without a pause of their own: other requests are let in between. */
const rest = () => new Promise(resolve => setImmediate(resolve))

/** Goes through a file once more for the cells of some lines. */
export async function * cellsOfLines (sql: Sql, runId: string, staged: ImportFile, lines: ReadonlyMap<number, string>): AsyncGenerator<{ file: FileName, line: number, reason: string, cells: readonly string[] }> {
  const { rows } = await openStaged(sql, runId, staged)
  let seen = 0
  for await (const { line, cells } of rows) {
    if (++seen % REST === 0) await rest()
    const reason = lines.get(line)
    if (reason !== undefined) yield { file: staged.file, line, reason, cells: cells.map(cell => cell.replaceAll('\0', '').toWellFormed()) }
  }
}
