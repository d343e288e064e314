import type { HeatMapRow } from '@weft/contracts/reporting/api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder } from './order.ts'

const cell = fc.oneof(
  fc.constant({ kind: 'hidden' as const }),
  fc.integer({ min: 0, max: 100 }).map(score => ({
    kind: 'shown' as const, n: 9, mean: 3, score, interval: null, difference: 0, step: 0, different: false, favourable: null
  })))
const rows: fc.Arbitrary<HeatMapRow[]> = fc.uniqueArray(fc.record({
  unitId: fc.string({ minLength: 1, maxLength: 4 }), parentId: fc.constant('U-1'), name: fc.constantFrom('Team 2', 'Team 10', 'Claims', 'Legal'),
  depth: fc.constant(1), below: fc.constant(0), cells: fc.tuple(cell, cell)
}), { selector: row => row.unitId, maxLength: 20 })
const ids = (ordered: readonly HeatMapRow[]) => ordered.map(row => row.unitId)

test('When rows come in another order, then the table is the same', () => {
  fc.assert(fc.property(rows, fc.constantFrom(null, 0, 1), (all, column) => {
    expect(ids(inOrder([...all].reverse(), column))).toEqual(ids(inOrder(all, column)))
  }))
})

test('When rows are sorted by a column, then scores rise, and hidden ones follow by name alone', () => {
  fc.assert(fc.property(rows, fc.constantFrom(0, 1), (all, column) => {
    const ordered = inOrder(all, column)
    const scores = ordered.map(row => row.cells[column]).map(value => value?.kind === 'shown' ? value.score : Infinity)
    expect(scores).toEqual([...scores].sort((a, b) => a - b))
    const hidden = ordered.filter(row => row.cells[column]?.kind === 'hidden').map(row => ({ ...row, cells: [] }))
    expect(ids(hidden)).toEqual(ids(inOrder(hidden, null)))
  }))
})

test('When names hold numbers, then Team 2 comes before Team 10', () => {
  const [row] = fc.sample(rows.filter(all => all.length > 0), 1)[0] as [HeatMapRow]
  const named = ['Team 10', 'Team 2'].map(name => ({ ...row, unitId: name, name }))
  expect(ids(inOrder(named, null))).toEqual(['Team 2', 'Team 10'])
})
