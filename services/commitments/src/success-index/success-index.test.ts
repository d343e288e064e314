import { describe, expect, test } from 'vitest'
import { eligible } from './eligible.ts'
import { byDiscipline, byHorizon, explained, successIndex, type Item } from './success-index.ts'

const lastDay = '2026-12-31'
const item = (over: Partial<Item> = {}): Item => ({
  commitmentId: 'a', weight: 2, parts: 1, horizon: '3-months', discipline: 'CI', startsOn: '2026-10-01', dueOn: '2026-12-31', progress: 100, droppedAlone: false, ...over
})
/** 100 of 200 days have run: half can be expected. */
const halfway = { startsOn: '2026-09-23', dueOn: '2027-04-10', horizon: '6-months' }

describe('what counts in a quarter', () => {
  test.each([
    ['29 days of a long one', '2026-12-03', '2027-06-03', false], ['30 days of a long one', '2026-12-02', '2027-06-02', true],
    ['a quarter of its time', '2026-12-22', '2027-01-30', true], ['a day less than a quarter', '2026-12-23', '2027-01-31', false],
    ['its only day', '2026-12-31', '2026-12-31', true], ['not begun', '2027-01-01', '2027-01-01', false], ['overdue', '2026-01-01', '2026-03-01', true]
  ])('When it has run %s, then the calendar alone decides', (_what, startsOn, dueOn, counts) => {
    expect(eligible({ startsOn, dueOn }, lastDay)).toBe(counts)
  })
})

describe('the Success Index, by hand', () => {
  test('When two of three are done and one has done half of what could be expected, then weights decide', () => {
    // (3·1 + 1·1 + 2·(25/50)) / 6 = 5/6
    const items = [item({ weight: 3 }), item({ weight: 1 }), item({ weight: 2, ...halfway, progress: 25 })]
    expect(successIndex(items, lastDay)).toEqual({ value: 833_333, items: 3, reason: null })
  })
  test('When more was done than could be expected, then it counts as whole and no more', () => {
    expect(successIndex([item({ ...halfway, progress: 75 }), item({ progress: 0 })], lastDay).value).toBe(500_000)
  })
  test('When something was dropped alone, then it counts nothing; dropped with agreement, what was done counts on', () => {
    expect(successIndex([item({ droppedAlone: true }), item()], lastDay).value).toBe(500_000)
    expect(successIndex([item({ ...halfway, progress: 25 }), item()], lastDay).value).toBe(750_000)
  })
  test('When one was split into three, then its parts share its weight', () => {
    const parts = [100, 0, 0].map(progress => item({ weight: 3, parts: 3, progress }))
    expect(successIndex([...parts, item({ weight: 1, progress: 0 })], lastDay).value).toBe(250_000)
    expect(successIndex([item({ weight: 3, progress: 0 }), item({ weight: 1, progress: 0 })], lastDay).value).toBe(0)
  })
  test('When the last figure is exactly a half, then it goes up', () => {
    // 25 % after 64 of 64 days at weight 1/125 beside a whole of 1 − 1/125 that is 0: 100 · 0.25 / 125 = 0.2
    expect(successIndex([item({ weight: 1, parts: 125, progress: 25 }), ...Array.from({ length: 124 }, () => item({ weight: 1, parts: 125, progress: 0 }))], lastDay).value).toBe(2_000)
    // 1/32 of the whole at 25 % is 0.78125 %: 7812.5 ten-thousandths
    expect(successIndex([item({ weight: 1, parts: 32, progress: 25 }), ...Array.from({ length: 31 }, () => item({ weight: 1, parts: 32, progress: 0 }))], lastDay).value).toBe(7_813)
  })
  test('When nothing counts, or a value is missing, then there is none and it says why', () => {
    expect(successIndex([item({ startsOn: '2026-12-20', dueOn: '2027-12-01' })], lastDay)).toEqual({ value: null, items: 0, reason: 'nothing-counts' })
    expect(successIndex([item({ progress: null }), item()], lastDay)).toEqual({ value: null, items: 2, reason: 'value-missing' })
  })
  test('When it is asked by horizon and discipline, then each is over its own items', () => {
    const items = [item({ progress: 50 }), item({ ...halfway, progress: 50, discipline: null })]
    expect(byHorizon(items, lastDay)).toEqual({ '3-months': { value: 500_000, items: 1, reason: null }, '6-months': { value: 1_000_000, items: 1, reason: null }, beyond: { value: null, items: 0, reason: 'nothing-counts' } })
    expect([...byDiscipline(items, lastDay)].map(([discipline, { value }]) => [discipline, value])).toEqual([['CI', 500_000]])
  })
  test('When it is explained, then each item says what it brings and they add up', () => {
    const items = [item({ weight: 3, progress: 100 }), item({ weight: 1, ...halfway, progress: 25 }), item({ startsOn: '2026-12-30', dueOn: '2027-12-01', progress: 0 })]
    expect(explained(items, lastDay)).toEqual([
      { commitmentId: 'a', counts: true, expected: 100, credit: 100, weight: 3, share: 75, points: 75 },
      { commitmentId: 'a', counts: true, expected: 50, credit: 50, weight: 1, share: 25, points: 12.5 },
      expect.objectContaining({ counts: false, share: 0, points: 0 })
    ])
    expect(successIndex(items, lastDay).value).toBe(875_000)
  })
})
