import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { Refusal } from './refusal.ts'

export type CsvCaps = {
  /** Of the whole file. */
  bytes: number
  columns: number
  /** Characters of one cell. */
  cell: number
  /** Characters of one row, line breaks inside quotes included. */
  line: number
}

export type CsvOptions = {
  /** How the sender calls the file: findings are placed at "rows.csv line 7". */
  name: string
  /** Columns that must be there. Others may be. */
  required?: readonly string[]
  caps?: Partial<CsvCaps>
  /** What it is written in where no byte order mark says so. */
  encoding?: Encoding
  /** Takes what can be told apart later: rows of another length than the header come as they are, columns without a name or with one that was there get one. */
  lenient?: boolean
}

export type Encoding = 'utf-8' | 'windows-1252'

export type CsvRow = {
  /** Where the row begins in the file; the header is line 1. */
  line: number
  /** As many as the header has, trimmed of nothing. */
  cells: string[]
}

/** `rows` can be gone through once. It throws a `Refusal` where the file breaks a rule. */
export type Csv = { name: string, header: readonly string[], delimiter: string, rows: AsyncIterable<CsvRow> }

type Bytes = AsyncIterable<Uint8Array>
type Parsed = { record: string[], info: { lines: number } }

const DEFAULT_CAPS: CsvCaps = { bytes: 64 * 1_048_576, columns: 500, cell: 10_000, line: 200_000 }
const DELIMITERS = [',', ';', '\t'] as const

/**
 * Reads a CSV as it arrives, never holding more than a row: UTF-8 with or without byte order mark, UTF-16 with one; `,`, `;` or tab as in the header.
 * Refuses, here or while `rows` is gone through: `wrong-encoding`, `empty-file`, `missing-columns`, `duplicate-columns`, `unnamed-column`,
 * `uneven-row`, `broken-quotes` (invalid); `file-too-large`, `line-too-long`, `cell-too-long`, `too-many-columns` (too-large).
 */
export async function readCsv (source: Bytes, { name, required = [], caps: given, encoding = 'utf-8', lenient = false }: CsvOptions): Promise<Csv> {
  const caps = { ...DEFAULT_CAPS, ...given }
  const text = shortLines(textOf(source, name, caps, encoding), name, caps)
  try {
    const head = await readHead(text)
    const delimiter = delimiterOf(head.line)
    const rows = parsedRows(head.text, text, delimiter, name, caps)
    const first = await rows.next()
    if (first.done === true) throw new Refusal('invalid', 'empty-file', `${name} is empty.`)
    const header = headerOf(lenient ? namedCells(first.value.cells) : first.value.cells, name, required, caps)
    return { name, header, delimiter, rows: lenient ? rows : evenRows(rows, header.length, name) }
  } catch (error) {
    await text.return(undefined)
    throw error
  }
}

/** Where a finding stands, in words for the sender. */
const placeIn = (name: string, line: number): string => `${name} line ${line}`

async function * textOf (source: Bytes, name: string, caps: CsvCaps, encoding: Encoding): AsyncGenerator<string, void> {
  let bytes = 0
  let decoder: TextDecoder | undefined
  let held = new Uint8Array()
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > caps.bytes) throw new Refusal('too-large', 'file-too-large', `${name} is larger than ${Math.floor(caps.bytes / 1_048_576)} MB.`)
    if (decoder === undefined && held.length + chunk.length < 2) {
      held = Uint8Array.from([...held, ...chunk])
      continue
    }
    const piece = held.length > 0 ? Uint8Array.from([...held, ...chunk]) : chunk
    held = new Uint8Array()
    decoder ??= decoderFor(piece, encoding)
    yield decode(decoder, piece, true, name)
  }
  yield decode(decoder ?? new TextDecoder(encoding, { fatal: true }), held, false, name)
}

function decoderFor ([first, second]: Uint8Array, encoding: Encoding): TextDecoder {
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : encoding
  return new TextDecoder(marked, { fatal: true })
}

/** Whole files of other kinds, by how they begin: their bytes would pass for Windows-1252. */
const otherKinds: readonly (readonly [string, string])[] = [['PK\u0003\u0004', 'an Excel workbook or another packed file'], ['\u00d0\u00cf\u0011\u00e0', 'an old Excel or Project file'], ['%PDF', 'a PDF'], ['{\\rtf', 'a text document'], ['<', 'a web page or XML']]

/** What a whole file seems to be written in. Throws `not-csv` for a file of another kind. */
export function encodingOf (bytes: Uint8Array, name: string): Encoding {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  const other = otherKinds.find(([mark]) => start.startsWith(mark))
  if (other !== undefined) throw new Refusal('invalid', 'not-csv', `${name} is ${other[1]}, not CSV. Open it and save or export it as CSV, then send that.`)
  const guess = encodingGuess()
  guess.feed(bytes)
  return guess.end()
}

/**
 * What a file seems to be written in: UTF-8 while every byte fits it, else Windows-1252, which takes any byte. Feed it chunks as they
 * come, in order; a file with a byte order mark says so itself.
 */
export function encodingGuess (): { feed: (chunk: Uint8Array) => void, end: () => Encoding } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let fits = true
  let start: number[] = []
  const attempt = (decode: () => string) => { try { decode() } catch { fits = false } }
  const isMarked = () => (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
  return {
    feed: chunk => {
      if (start.length < 2) start = [...start, ...chunk.subarray(0, 2)].slice(0, 2)
      if (fits) attempt(() => decoder.decode(chunk, { stream: true }))
    },
    end: () => {
      if (fits) attempt(() => decoder.decode())
      return fits || isMarked() ? 'utf-8' : 'windows-1252'
    }
  }
}

function decode (decoder: TextDecoder, bytes: Uint8Array, stream: boolean, name: string): string {
  let text: string
  try {
    text = decoder.decode(bytes, { stream })
  } catch {
    throw wrongEncoding(name)
  }
  // UTF-16 without its mark is valid UTF-8 as long as it is ASCII, with a zero beside every letter.
  if (text.includes('\0')) throw wrongEncoding(name)
  return text
}

function wrongEncoding (name: string): Refusal {
  const sentence = `${name} is not UTF-8 (and not UTF-16 with a byte order mark). Save it as "CSV UTF-8" and send it again.`
  return new Refusal('invalid', 'wrong-encoding', sentence, [{ at: name, code: 'wrong-encoding', sentence }])
}

// The parser limits what cells hold, but takes any number of delimiters for one row.
async function * shortLines (text: AsyncGenerator<string, void>, name: string, caps: CsvCaps): AsyncGenerator<string, void> {
  let open = 0
  for await (const piece of text) {
    const first = piece.search(/[\r\n]/)
    const reach = open + (first < 0 ? piece.length : first)
    open = first < 0 ? reach : piece.length - 1 - Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r'))
    if (Math.max(reach, open) > caps.line) throw lineTooLong(name, name, caps)
    yield piece
  }
}

/** Reads until the first line is whole. */
async function readHead (text: AsyncGenerator<string, void>): Promise<{ text: string, line: string }> {
  let head = ''
  let end = -1
  while (end < 0) {
    const next = await text.next()
    if (next.done === true) break
    head += next.value
    end = head.search(/[\r\n]/)
  }
  return { text: head, line: end < 0 ? head : head.slice(0, end) }
}

const lineTooLong = (name: string, at: string, caps: CsvCaps) => new Refusal('too-large', 'line-too-long',
  `A row of ${name} is longer than ${caps.line} characters.`, [{ at, code: 'line-too-long', sentence: 'This row is too long. Is a quotation mark not closed?' }])

/** The one that stands most often in the header, outside quotation marks. */
function delimiterOf (header: string): string {
  const bare = header.replace(/"[^"]*"/g, '')
  const times = (delimiter: string) => bare.split(delimiter).length
  return DELIMITERS.reduce((best, delimiter) => times(delimiter) > times(best) ? delimiter : best)
}

async function * parsedRows (head: string, rest: AsyncGenerator<string, void>, delimiter: string, name: string, caps: CsvCaps): AsyncGenerator<CsvRow, void> {
  const parser = parse({ delimiter, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: caps.line, record_delimiter: ['\r\n', '\n', '\r'] })
  const feeding = pipeline(async function * () { yield head; yield * rest }, parser).catch(() => {}) // the parser throws it again below
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      line = info.lines - record.reduce((sum, cell) => sum + breaksIn(cell), 0)
      const long = record.findIndex(cell => cell.length > caps.cell)
      if (long >= 0) {
        throw new Refusal('too-large', 'cell-too-long', `A cell of ${name} is longer than ${caps.cell} characters.`,
          [{ at: placeIn(name, line), code: 'cell-too-long', sentence: `Cell ${long + 1} of this row is too long.` }])
      }
      yield { line, cells: record }
    }
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error, name, line, caps) : error
  } finally {
    parser.destroy()
    await feeding
  }
}

const breaksIn = (cell: string) => cell.includes('\n') || cell.includes('\r') ? cell.split(/\r\n|\n|\r/).length - 1 : 0

function refusalOf (error: CsvError, name: string, lastLine: number, caps: CsvCaps): Refusal {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return lineTooLong(name, placeIn(name, lastLine + 1), caps)
  const line = typeof error['lines'] === 'number' ? error['lines'] : lastLine + 1
  return new Refusal('invalid', 'broken-quotes', `${name} could not be read as CSV.`,
    [{ at: placeIn(name, line), code: 'broken-quotes', sentence: 'A quotation mark stands in the wrong place or is not closed.' }])
}

function headerOf (cells: readonly string[], name: string, required: readonly string[], caps: CsvCaps): string[] {
  const header = cells.map(cell => cell.trim())
  if (header.length > caps.columns) throw new Refusal('too-large', 'too-many-columns', `${name} has more than ${caps.columns} columns.`)
  const missing = required.filter(column => !header.includes(column))
  if (missing.length > 0) throw inHeader(name, 'missing-columns', `${name} has no column ${missing.join(', ')}.`)
  const twice = header.find((column, place) => header.indexOf(column) !== place && column !== '')
  if (twice !== undefined) throw inHeader(name, 'duplicate-columns', `${name} has the column ${twice} more than once.`)
  if (header.includes('')) throw inHeader(name, 'unnamed-column', `Column ${header.indexOf('') + 1} of ${name} has no name.`)
  return header
}

/** "Column 3" for one without a name, "Name (2)" for the second of a name. */
function namedCells (cells: readonly string[]): string[] {
  const met = new Map<string, number>()
  return cells.map((cell, place) => {
    const name = cell.trim() === '' ? `Column ${place + 1}` : cell.trim()
    const times = (met.get(name) ?? 0) + 1
    met.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

const inHeader = (name: string, code: string, sentence: string) => new Refusal('invalid', code, sentence, [{ at: placeIn(name, 1), code, sentence }])

async function * evenRows (rows: AsyncGenerator<CsvRow, void>, width: number, name: string): AsyncGenerator<CsvRow, void> {
  for await (const row of rows) {
    if (row.cells.length !== width) {
      throw new Refusal('invalid', 'uneven-row', `A row of ${name} does not have as many cells as the header.`,
        [{ at: placeIn(name, row.line), code: 'uneven-row', sentence: `This row has ${row.cells.length} cells, the header has ${width}.` }])
    }
    yield row
  }
}
