import type { PortfolioFile } from '@weft/contracts/program/portfolio-api'
import { encodingOf, readCsv, type Csv, type Encoding } from '@weft/service-kit/csv'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { partOf } from './portfolio-import.store.ts'
import { fits, guessReading, unusedColumns } from './reading.ts'
import type { File, FileRow } from './sort-rows.ts'

export const FILE_CAP = 10 * 1_048_576
/** Of all files of an import together. */
export const MOST_ROWS = 5_000
const caps = { bytes: FILE_CAP, columns: 300, cell: 50_000, line: 500_000 }
const REST = 500
const MOST_SAMPLES = 3
const SAMPLE_LENGTH = 60

const opened = (bytes: Buffer, name: string, encoding: Encoding): Promise<Csv> => readCsv((async function * () { yield bytes })(), { name, encoding, lenient: true, caps })

/** Goes through a file once: its columns with samples, and how it is most likely read. Throws what makes it unreadable as a whole. */
export async function describe (bytes: Buffer, name: string, earlier: readonly PortfolioFile['reading'][]): Promise<PortfolioFile> {
  const encoding = encodingOf(bytes, name)
  const { header, delimiter, rows } = await opened(bytes, name, encoding)
  const seen = header.map(() => [] as string[])
  let count = 0
  for await (const { cells } of rows) {
    if (++count > MOST_ROWS) throw new Refusal('too-large', 'too-many-rows', `${name} has more than ${MOST_ROWS.toLocaleString('en-GB')} rows.`)
    for (const [place, texts] of seen.entries()) if ((cells[place] ?? '').trim() !== '') texts.push((cells[place] ?? '').trim())
    if (count % REST === 0) await rest()
  }
  const before = earlier.find(reading => fits(reading, header))
  const reading = before ?? guessReading(header, column => seen[header.indexOf(column)] ?? [])
  return {
    name, rows: count, encoding, delimiter, reading, readingFrom: before === undefined ? 'guess' : 'earlier', unused: unusedColumns(reading, header), counts: null,
    columns: header.map((column, place) => ({ column, samples: [...new Set(seen[place])].slice(0, MOST_SAMPLES).map(short) }))
  }
}

const short = (text: string): string => text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH)}…`.toWellFormed() : text

/** The rows of a run's files. */
export async function readStaged (sql: Sql, { runId, files }: { runId: string, files: readonly PortfolioFile[] }): Promise<File[]> {
  const read: File[] = []
  for (const [place, { name, encoding, reading }] of files.entries()) {
    const { header, rows } = await opened(await partOf(sql, runId, place), name, encoding as Encoding)
    const all: FileRow[] = []
    for await (const { line, cells } of rows) {
      all.push({ row: all.length + 1, line, cells })
      if (all.length % REST === 0) await rest()
    }
    read.push({ reading, header, rows: all })
  }
  return read
}

/** Rows come without a pause of their own: other requests are let in between. */
const rest = () => new Promise(resolve => setImmediate(resolve))
