import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pastWaveMapping } from '@weft/contracts/survey/mapping'
import { Refusal } from '@weft/service-kit/refusal'
import { layoutOf } from './layout.ts'
import { readRow } from './row.ts'

const mapping = pastWaveMapping.parse({
  title: 'Past', closedOn: '2024-11-30', organisation: 'Harbour', instrument: { instrumentId: 'pulse', version: 1, title: 'Pulse' },
  missing: ['NA'], scales: { agree: { min: 1, max: 5 }, often: { min: 0, max: 4 } },
  factors: [{ factorId: 'care', name: 'Care', scale: 'agree' }, { factorId: 'anger', name: 'Anger', scale: 'often' }],
  items: [{ column: 'q1', factorId: 'care' }, { column: 'q2', factorId: 'anger' }], unitPath: ['area', 'team']
})
const layout = layoutOf(mapping, ['name', 'team', 'q2', 'area', 'q1'])
const read = (area: string, team: string, q1: string, q2: string) => readRow(layout, { line: 7, cells: ['Ann Example', team, q2, area, q1] })
const codes = (row: { problems: readonly { code: string }[] }) => row.problems.map(problem => problem.code)

describe('a row of answers', () => {
  it('When columns stand in another order than in the mapping, then each answer finds its item, and other columns are dropped', () => {
    expect(read('North', 'Desk', '5', '0')).toEqual({ path: ['North', 'Desk'], answers: [5, 0], problems: [] })
    expect(layout.dropped).toEqual(['name'])
  })

  it.each(['', ' ', 'NA', ' NA '])('When an answer is %j, then it is missing', text => {
    expect(read('North', 'Desk', text, '0').answers).toEqual([null, 0])
  })

  it.each([['4', 4], [' 4 ', 4], ['4.0', 4], ['4.00', 4]])('When an answer is %j, then it is %d', (text, answer) => {
    expect(read('North', 'Desk', text, '0')).toEqual({ path: ['North', 'Desk'], answers: [answer, 0], problems: [] })
  })

  it.each([
    ['0', 'out-of-scale'], ['6', 'out-of-scale'], ['-1', 'out-of-scale'], ['99', 'out-of-scale'], ['4.5', 'not-a-number'], ['four', 'not-a-number'],
    ['4e0', 'not-a-number'], ['0x4', 'not-a-number'], ['1000000', 'not-a-number'], ['NaN', 'not-a-number'], ['٤', 'not-a-number'], ['na', 'not-a-number']
  ])('When an answer on 1 to 5 is %j, then it is refused as %s, with line and column', (text, code) => {
    expect(read('North', 'Desk', text, '0').problems).toMatchObject([{ at: 'answers line 7, column q1', code }])
  })

  it('When an answer fits another item\'s scale only, then it is out of scale', () => {
    expect(codes(read('North', 'Desk', '0', '5'))).toEqual(['out-of-scale', 'out-of-scale'])
  })

  it.each([['North', '', ['North']], ['', '', []], ['NA', '', []], [' North ', 'Desk', ['North', 'Desk']]])('When area is %j and team is %j, then the path is %j', (area, team, path) => {
    expect(read(area, team, '1', '1')).toMatchObject({ path, problems: [] })
  })

  it('When a team is given and its area is not, then it is refused as a gap', () => {
    expect(read('', 'Desk', '1', '1').problems).toMatchObject([{ at: 'answers line 7, column team', code: 'gap-in-path' }])
  })

  it('When a unit\'s name is too long or has a control character, then it is refused', () => {
    expect(codes(read('N'.repeat(201), '', '1', '1'))).toEqual(['bad-unit-name'])
    expect(codes(read('North\u0007', '', '1', '1'))).toEqual(['bad-unit-name'])
  })

  it('When a row has no problem, then every answer is null or on its scale, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.integer({ min: -20, max: 20 }).map(String), fc.double().map(String), fc.constantFrom('', 'NA', '3', '3.0'))
    fc.assert(fc.property(fc.array(cell, { minLength: 5, maxLength: 5 }), cells => {
      const { answers, path, problems } = readRow(layout, { line: 2, cells })
      if (problems.length > 0) return
      for (const [place, { min, max }] of layout.items.entries()) {
        const answer = answers[place] ?? null
        expect(answer === null || (Number.isInteger(answer) && answer >= min && answer <= max)).toBe(true)
      }
      expect(path.every(name => name.length > 0 && name === name.trim())).toBe(true)
    }), { numRuns: 2_000 })
  })

  it('When the mapping names columns that the file has not, then all of them are listed', () => {
    const work = () => layoutOf(mapping, ['q1', 'team'])
    expect(work).toThrow(Refusal)
    try { work() } catch (error) {
      expect(error).toMatchObject({ code: 'missing-columns', problems: [{ at: 'mapping q2' }, { at: 'mapping area' }] })
    }
  })
})
