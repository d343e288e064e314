import type { RollUpFigures, RollUpReply } from '@weft/contracts/commitments/rollup-api'
import { expect, test } from 'vitest'
import { linesOf } from './csv.ts'
import { helpInWords, shareInWords } from './words.ts'

const figures: RollUpFigures = {
  people: 12, coverage: { kind: 'at-least', percent: 90 }, reviewed: { kind: 'shown', percent: 81.8 }, index: { n: 9, mean: 71.4 }, gap: { n: 8, signed: -3.2, absolute: 8.9 },
  horizons: [{ horizon: '3-months', index: { n: 8, mean: 74.1 } }, { horizon: 'beyond', index: null }], disciplines: []
}
const reply: RollUpReply = {
  quarter: { quarter: '2027-01-01', label: 'Q1 2027', madeOn: '2027-05-13', formulaVersion: 1, kappa: 0.7 }, first: null, quarters: [], path: [], here: { figures }, history: [], help: [], next: null,
  units: [{ unitId: 'U-1', name: '=Claims', figures: null, before: null, more: false }, { unitId: '+U-2', name: 'Sales', figures: { ...figures, reviewed: null, index: null, gap: null, horizons: [] }, before: null, more: false }]
}

test('When the table is taken as a file, then hidden units have no line, breakdowns one each, and names are no formulas', () => {
  const lines = linesOf([reply]).trim().split(/\r?\n/)
  expect(lines[1]).toBe('2027-01-01,,everybody,12,>=90,81.8,all,9,71.4,8,-3.2,8.9')
  expect(lines[2]).toBe('2027-01-01,,everybody,12,>=90,81.8,3-months,8,74.1,,,')
  expect(lines[3]).toMatch(/^2027-01-01,"?'\+U-2"?,Sales,12,>=90,,all,,,,,$/)
  expect(lines).toHaveLength(4)
  expect(linesOf([{ ...reply, quarter: null }]).trim().split(/\r?\n/)).toHaveLength(1)
})

test('When a unit is to be helped, then the sentence says with what, and shares near an end stay bounded', () => {
  expect(helpInWords({ why: 'few-promise', share: { kind: 'shown', percent: 71.5 } })).toBe('72 % have something that counts. Help people make their first commitments.')
  expect(helpInWords({ why: 'few-reviewed', share: { kind: 'at-most', percent: 10 } })).toContain('≤ 10 % of the reviews')
  expect(shareInWords({ kind: 'at-least', percent: 90 })).toBe('≥ 90 %')
})
