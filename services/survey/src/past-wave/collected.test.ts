import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pastWaveMapping } from '@weft/contracts/survey/mapping'
import { collector } from './collected.ts'
import { layoutOf } from './layout.ts'

const mapping = pastWaveMapping.parse({
  title: 'Past', closedOn: '2024-11-30', organisation: 'Harbour', instrument: { instrumentId: 'pulse', version: 1, title: 'Pulse' },
  scales: { wide: { min: -1000, max: 1000 } }, factors: [{ factorId: 'care', name: 'Care', scale: 'wide' }],
  items: ['q1', 'q2', 'q3'].map(column => ({ column, factorId: 'care' })), unitPath: ['team']
})
const layout = layoutOf(mapping, ['team', 'q1', 'q2', 'q3'])
const collect = (rows: readonly (readonly string[])[]) => {
  const { add, finish } = collector(layout)
  for (const [place, cells] of rows.entries()) add({ line: place + 2, cells })
  return finish
}

describe('what is kept of a file of answers', () => {
  it('When rows come in, then every sheet comes out again as it was, over as many pages as it takes', () => {
    const answer = fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null })
    const rows = fc.array(fc.record({ team: fc.constantFrom('', 'Desk', 'Yard'), answers: fc.tuple(answer, answer, answer) }), { minLength: 1, maxLength: 30 })
    fc.assert(fc.property(rows, fc.integer({ min: 1, max: 400 }), (some, times) => {
      const many = Array.from({ length: times }, () => some).flat()
      const collected = collect(many.map(({ team, answers }) => [team, ...answers.map(value => value === null ? '' : String(value))]))()
      const sheets = collected.page(0, collected.sheets)
      expect(collected.sheets).toBe(many.length)
      expect(sheets.map(sheet => sheet.answers)).toEqual(many.map(row => [...row.answers]))
      expect(sheets.map(sheet => collected.paths[sheet.path])).toEqual(many.map(row => row.team === '' ? [] : [row.team]))
      expect(collected.missingAnswers).toBe(many.flatMap(row => row.answers).filter(value => value === null).length)
    }), { numRuns: 60 })
  })

  it('When a page is asked for beyond the end, then it has what there is', () => {
    const collected = collect([['Desk', '1', '2', '3'], ['Desk', '4', '5', '6']])()
    expect(collected.page(1, 10)).toEqual([{ path: 0, answers: [4, 5, 6] }])
    expect(collected.page(2, 10)).toEqual([])
  })

  it('When one row of many is wrong, then all is refused at its line and column', () => {
    expect(collect([['Desk', '1', '2', '3'], ['Desk', '1', '2000', '3']])).toThrow(expect.objectContaining({
      code: 'out-of-scale', kind: 'invalid', problems: [expect.objectContaining({ at: 'answers line 3, column q2' })]
    }) as Error)
  })

  it('When every row is wrong, then reading stops at a hundred findings', () => {
    let read = 0
    const { add } = collector(layout)
    expect(() => { for (; read < 10_000; read++) add({ line: read + 2, cells: ['Desk', 'x', 'x', 'x'] }) }).toThrow(expect.objectContaining({ code: 'not-a-number' }) as Error)
    expect(read).toBeLessThan(40)
  })

  it('When there are no rows, then it is refused', () => {
    expect(collect([])).toThrow(expect.objectContaining({ code: 'no-answers' }) as Error)
  })

  it('When a column of people is mapped as a unit, then a tree without end is refused', () => {
    const { add } = collector(layout)
    const work = () => { for (let i = 0; i <= 50_000; i++) add({ line: i + 2, cells: [`person ${i}`, '1', '2', '3'] }) }
    expect(work).toThrow(expect.objectContaining({ code: 'too-many-units' }) as Error)
  })
})
