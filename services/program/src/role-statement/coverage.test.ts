import { expect, test } from 'vitest'
import { coverageOf, shareOf } from './coverage.ts'
import { stateOf, yearAfter } from './statement.ts'

/*
 * Worked out by hand. Company (2 people of its own, 1 has it) over Claims (6, 3 have), Sales (40, all have), Legal (4, 4 have).
 * Legal has fewer than 5, so it is not shown and its 4 people join the 2 of Company: a rest of 6, which is enough, so nobody else gives up.
 * Claims: 3 of 6 = 50 %. Sales: 40 of 40 = 100 %, of 30 people or more the end is shown. Company: 1 + 3 + 40 + 4 = 48 of 52 = 92.3, 92 %.
 */
const nodes = [{ id: 'company', parent: null }, { id: 'claims', parent: 'company' }, { id: 'sales', parent: 'company' }, { id: 'legal', parent: 'company' }]
const own = new Map([['company', { people: 2, having: 1 }], ['claims', { people: 6, having: 3 }], ['sales', { people: 40, having: 40 }], ['legal', { people: 4, having: 4 }]])

test('When coverage is counted, then it is what was worked out by hand, and a unit of four is not shown', () => {
  expect(Object.fromEntries(coverageOf(nodes, own))).toEqual({
    company: { kind: 'shown', percent: 92 }, claims: { kind: 'shown', percent: 50 }, sales: { kind: 'shown', percent: 100 }, legal: { kind: 'hidden' }
  })
})

test('When the rest would be fewer than five, then the smallest unit beside it is not shown either: nobody is found by subtraction', () => {
  const without = new Map(own).set('company', { people: 0, having: 0 })
  expect(coverageOf(nodes, without).get('claims')).toEqual({ kind: 'hidden' })
  expect(coverageOf(nodes, without).get('company')?.kind).toBe('shown')
})

test('When who has what changes, then the same units are shown', () => {
  const kinds = (having: number) => [...coverageOf(nodes, new Map([...own].map(([id, { people }]) => [id, { people, having: Math.min(people, having) }])))].map(([id, { kind }]) => [id, kind === 'hidden'])
  expect(kinds(0)).toEqual(kinds(3))
})

test('When few people stand behind an end, then it is only bounded', () => {
  expect([shareOf({ people: 5, having: 0 }), shareOf({ people: 29, having: 29 }), shareOf({ people: 30, having: 0 }), shareOf({ people: 5, having: 1 })])
    .toEqual([{ kind: 'bounded', bound: '≤ 10' }, { kind: 'bounded', bound: '≥ 90' }, { kind: 'shown', percent: 0 }, { kind: 'shown', percent: 20 }])
})

test('When a year has passed, or its author works elsewhere or in another rank, then a statement is stale', () => {
  const statement = { dueOn: '2027-11-24', unitId: 'claims', rank: 'staff' }
  const at = (today: string, change: object = {}) => stateOf(statement, { unitId: 'claims', rank: 'staff', ...change }, today)
  expect([at('2026-11-24'), at('2027-10-25'), at('2027-11-24'), at('2027-11-25'), at('2026-11-24', { unitId: 'sales' }), at('2026-11-24', { rank: 'manager' }), stateOf(undefined, { unitId: 'claims', rank: 'staff' }, '2026-11-24')])
    .toEqual(['current', 'due-soon', 'due-soon', 'overdue', 'moved', 'moved', 'none'])
  expect([yearAfter('2026-11-24'), yearAfter('2028-02-29')]).toEqual(['2027-11-24', '2029-02-28'])
})
