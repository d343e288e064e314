import { expect, test } from 'vitest'
import { readersOf, seesOf } from './sees.ts'

const rules = { fewest: 5, keptDays: 31, undoneDays: 30, importHours: 168, mostRows: 5_000, boss: 'Bo Lind' }

test('When what is kept is listed for a phone, then only who reads it is named, and that nobody else does', () => {
  const all = Object.fromEntries(seesOf(rules).map(one => [one.what, readersOf(one)]))
  expect(all['A draft of a commitment']).toEqual([['You', 'Always'], ['Nobody else', '']])
  expect(all['A commitment, its history and how far it is']?.map(([who]) => who)).toEqual(['You', 'Partners', 'Your boss', 'Others'])
})
