import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv, type CsvOptions } from './csv.ts'
import { Refusal } from './refusal.ts'

type Bytes = Uint8Array | string
const bytesOf = (piece: Bytes) => typeof piece === 'string' ? Buffer.from(piece) : piece

async function * arriving (pieces: readonly Bytes[]) { for (const piece of pieces) yield bytesOf(piece) }

/** Header, then every row as "line: a|b". */
async function read (pieces: readonly Bytes[], options: Partial<CsvOptions> = {}) {
  const csv = await readCsv(arriving(pieces), { name: 'units.csv', ...options })
  const rows: string[] = []
  for await (const { line, cells } of csv.rows) rows.push(`${line}: ${cells.join('|')}`)
  return { header: csv.header, rows }
}

async function refusalOf (work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('Nothing was refused.')
}

const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('a CSV that can be read', () => {
  const asExpected = { header: ['unit', 'name'], rows: ['2: U-1|Größe', '3: U-2|b'] }

  test.each<[string, Bytes]>([
    ['UTF-8', 'unit,name\nU-1,Größe\nU-2,b\n'],
    ['UTF-8 with a byte order mark', '\uFEFFunit,name\r\nU-1,Größe\r\nU-2,b'],
    ['UTF-16 little-endian with ;', utf16('unit;name\r\nU-1;Größe\r\nU-2;b\r\n', 'le')],
    ['UTF-16 big-endian with tabs', utf16('unit\tname\nU-1\tGröße\nU-2\tb\n', 'be')],
    ['old line ends', 'unit,name\rU-1,Größe\rU-2,b\r'],
    ['empty lines at the end', 'unit,name\nU-1,Größe\nU-2,b\n\n\n']
  ])('When it is %s, then header and rows are the same', async (_, file) => {
    expect(await read([file])).toEqual(asExpected)
  })

  test('When it arrives byte by byte, then nothing is different', async () => {
    const file = utf16('unit;name\r\nU-1;Größe\r\nU-2;b\r\n', 'le')
    expect(await read(Array.from(file, byte => Uint8Array.of(byte)))).toEqual(asExpected)
  })

  test('When a cell in quotation marks holds delimiters and line breaks, then rows keep the line they begin on', async () => {
    expect(await read(['a,b\n"x;\n""y""",1\nz,2\n'])).toEqual({ header: ['a', 'b'], rows: ['2: x;\n"y"|1', '4: z|2'] })
  })

  test('When a quoted header holds the other delimiter, then it does not decide', async () => {
    expect((await read(['"a,b,c";d\n1;2\n'])).header).toEqual(['a,b,c', 'd'])
  })

  test('Whatever the cells, what is written comes back', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).filter(text => !/[\0\uFEFF]/.test(text))
    const table = fc.integer({ min: 2, max: 5 }).chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
    await fc.assert(fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), fc.integer({ min: 1, max: 7 }), async (rows, delimiter, cut) => {
      const header = rows[0]?.map((_, place) => `c${place}`) ?? []
      const text = [header, ...rows].map(cells => cells.map(content => `"${content.replaceAll('"', '""')}"`).join(delimiter)).join('\n')
      const bytes = Buffer.from(text)
      const pieces = Array.from({ length: Math.ceil(bytes.length / cut) }, (_, i) => bytes.subarray(i * cut, (i + 1) * cut))
      const csv = await readCsv(arriving(pieces), { name: 'x.csv' })
      const back: string[][] = []
      for await (const { cells } of csv.rows) back.push(cells)
      expect(back).toEqual(rows)
    }), { numRuns: 60 })
  })
})

describe('a CSV that is refused', () => {
  test.each<[string, string, Bytes]>([
    ['it is Latin-1', 'wrong-encoding', Buffer.from('unit,name\nU-1,Gr\u00f6\u00dfe\n', 'latin1')],
    ['wrong bytes come late', 'wrong-encoding', Buffer.concat([Buffer.from(`unit,name\n${'U,n\n'.repeat(50_000)}`), Buffer.of(0xff, 0xfe, 0x41)])],
    ['it is UTF-16 without a mark', 'wrong-encoding', Buffer.from('unit,name\nU-1,b\n', 'utf16le')],
    ['half a UTF-16 letter is left', 'wrong-encoding', Buffer.concat([utf16('unit,name\nU-1,b\n', 'le'), Buffer.of(0x41)])],
    ['a required column is missing', 'missing-columns', 'unit,title\nU-1,b\n'],
    ['a column comes twice', 'duplicate-columns', 'unit,name,unit\nU-1,b,c\n'],
    ['a column has no name', 'unnamed-column', 'unit,name,\nU-1,b,\n'],
    ['it is empty', 'empty-file', ''],
    ['a row is short', 'uneven-row', 'unit,name\nU-1\n'],
    ['a row is long', 'uneven-row', 'unit,name\nU-1,a,b\n'],
    ['a quotation mark is not closed', 'broken-quotes', 'unit,name\n"U-1,b\n'],
    ['a quotation mark stands inside', 'broken-quotes', 'unit,name\n"U"-1,b\n'],
    ['it has too many columns', 'too-many-columns', `unit,name,${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n`],
    ['a cell is too long', 'cell-too-long', `unit,name\nU-1,${'x'.repeat(10_001)}\n`]
  ])('When %s, then the code is %s', async (_, code, file) => {
    expect((await refusalOf(read([file], { required: ['unit', 'name'] }))).code).toBe(code)
  })

  test('When a row is uneven, then the finding names file and line', async () => {
    const { problems } = await refusalOf(read(['unit,name\nU-1,"a\nb"\nU-2\n']))
    expect(problems).toEqual([{ at: 'units.csv line 4', code: 'uneven-row', sentence: 'This row has 1 cells, the header has 2.' }])
  })

  test('When the file is above its cap, then reading stops there', async () => {
    expect((await refusalOf(read(['unit,name\n', 'U-1,b\n'.repeat(100)], { caps: { bytes: 100 } }))).code).toBe('file-too-large')
  })

  test.each([['in the header', ''], ['in a row', 'unit,name\n'], ['inside quotation marks', 'unit,name\n"'], ['made of delimiters', 'unit,name\n,,']])(
    'When a line without end comes %s, then it is refused after little of it was taken', async (_, before) => {
      const piece = Buffer.alloc(65_536, before.endsWith(',,') ? ',' : 'x')
      let taken = 0
      async function * endless () {
        yield Buffer.from(before)
        for (;;) { taken += piece.length; yield piece }
      }
      const work = async () => {
        const csv = await readCsv(endless(), { name: 'units.csv', caps: { bytes: 2 ** 40 } })
        for await (const row of csv.rows) expect(row).toBeUndefined()
      }
      expect((await refusalOf(work())).code).toBe('line-too-long')
      expect(taken).toBeLessThan(2_000_000)
    })
})
