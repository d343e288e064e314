import { describe, expect, test } from 'vitest'
import { buyInByDepth } from './by-depth.ts'

describe('Buy-in by depth, worked out by hand', () => {
  // Depth 0: 1 leader, behind it. Depth 1: 12 people, 9 behind it. Depth 2: 30, 10 behind it.
  // All: 43 people, 20 of them. Depth 0 is one person and counts in all only; but all less depth 1 less depth 2 would tell of that one.
  // So the smaller depth, 1, is not shown either: what is left is 13 people. Bands of 6 counts: 43 people make seven bands, 20 lies in 18–23;
  // 30 people make five, 10 lies in 6–11.
  test('When the top is one person, then no subtraction tells where they stand', () => {
    expect(buyInByDepth([{ depth: 0, people: 1, behindIt: 1 }, { depth: 1, people: 12, behindIt: 9 }, { depth: 2, people: 30, behindIt: 10 }])).toEqual([
      { depth: null, people: 43, behindIt: { atLeast: 18, atMost: 23 } },
      { depth: 2, people: 30, behindIt: { atLeast: 6, atMost: 11 } }
    ])
  })

  test('When nobody is a leader, or fewer than ten are, then nothing is said', () => {
    expect(buyInByDepth([])).toEqual([])
    expect(buyInByDepth([{ depth: 0, people: 4, behindIt: 4 }, { depth: 1, people: 5, behindIt: 0 }])).toEqual([])
  })
})
