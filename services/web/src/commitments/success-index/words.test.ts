import { expect, test } from 'vitest'
import { indexInWords, itemInWords, movementInWords, weightInWords } from './words.ts'

const item = { commitmentId: '', wording: '', horizon: '3-months', discipline: null, startsOn: '', dueOn: '', droppedAlone: false, counts: true, weight: 2, share: 33.3333, expected: 54.3478, progress: 50, credit: 92, points: 30.6667 }

test('When an index is shown, then it has one decimal, halves up, and a movement its sign', () => {
  expect([indexInWords(71.35), indexInWords(100), indexInWords(0.0499), movementInWords(5.25), movementInWords(-3), movementInWords(-0.04)]).toEqual(['71.4', '100.0', '0.0', '+5.3', '\u22123.0', '0.0'])
  expect([weightInWords(2), weightInWords(2 / 3)]).toEqual(['2', '0.67'])
})

test('When an item is explained, then the sentence says what it brings and why', () => {
  expect(itemInWords(item)).toBe('50 % done of the 54 % that could be expected: 92 % credit. It carries 33 % of the weight and brings 30.7 of 33.3 points.')
  expect(itemInWords({ ...item, progress: 75, credit: 100, points: 33.3333 })).toContain('full credit')
  expect(itemInWords({ ...item, droppedAlone: true, credit: 0, points: 0 })).toContain('counts nothing')
  expect(itemInWords({ ...item, counts: false })).toContain('Does not count yet')
})
