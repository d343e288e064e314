import { expect, test } from 'vitest'
import { suggestionsFor } from './same-customers.ts'

const families = { segmentId: 's1', name: 'Young families', description: 'Parents with small children', alsoCalled: ['Household builders'] }
const retired = { segmentId: 's2', name: 'Retired couples', description: 'Children have left home', alsoCalled: [] }

test.each([
  ['Families with babies', ['s1'], 'shares “families”'],
  ['Household customers', ['s1'], 'shares “household”'],
  ['A retired couple', ['s2'], 'shares “retired”, “couple”'],
  ['Customers of our bank', [], ''],
  ['Children', [], '']
])('When a department calls them “%s”, then the same customers are suggested with the reason', (called, ids, why) => {
  const found = suggestionsFor(called, [families, retired])
  expect(found.map(({ segmentId }) => segmentId)).toEqual(ids)
  if (why !== '') expect(found[0]?.why).toBe(why)
})
