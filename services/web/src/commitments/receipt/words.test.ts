import { expect, test } from 'vitest'
import { doneInWords, movementInWords } from './words.ts'

test.each([
  [{ kind: 'moved', change: 0.21, low: 0.05, high: 0.37 }, 'In Spring it moved by +0.2 (95 % interval +0.1 to +0.4): it rose.'],
  [{ kind: 'moved', change: -0.3, low: -0.5, high: -0.1 }, 'In Spring it moved by −0.3 (95 % interval −0.5 to −0.1): it fell.'],
  [{ kind: 'moved', change: 0.04, low: -0.2, high: 0.28 }, 'In Spring it moved by 0.0 (95 % interval −0.2 to +0.3): that can be chance.'],
  [{ kind: 'moved', change: 0.1, low: null, high: null }, 'In Spring it moved by +0.1. No interval is given.'],
  [{ kind: 'not-shown' }, 'In Spring it is not shown of this unit.'],
  [{ kind: 'not-yet' }, 'It was not measured again yet.']
] as const)('When the movement is %j, then it reads %s', (movement, sentence) => {
  expect(movementInWords(movement, 'Spring')).toBe(sentence)
})

test('When things were done, then each has its sentence', () => {
  const nothing = { discipline: 'CI', mean: 3.1, score: 52, commitments: [], practices: [], wins: { shared: 0, here: 0 }, movement: { kind: 'not-yet' as const } }
  expect(doneInWords(nothing)).toEqual([])
  expect(doneInWords({ ...nothing, commitments: [{ quarter: '2026-10-01', label: 'Q4 2026', people: 7, index: 82.5 }], practices: [{ practiceId: 'x', title: 'Open with a customer', unitName: 'Company', on: '2026-10-05' }], wins: { shared: 2, here: 1 } })).toEqual([
    '7 people here had a commitment on it that counted in Q4 2026. What they kept: 83 of 100.', 'Company works by “Open with a customer” since 5 October 2026.', '1 quick win on it was taken up here.', '2 quick wins on it were shared in the whole organisation.'
  ])
})
