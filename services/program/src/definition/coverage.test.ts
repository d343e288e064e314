import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandOf } from './coverage.ts'
import { readersShown } from './readers.ts'

test('When fewer than ten people are asked, then nothing is said', () => {
  expect(bandOf(3, 9)).toBeNull()
})

test('When a count lies anywhere, then its band holds it and is at least six counts wide, ends included', () => {
  fc.assert(fc.property(fc.integer({ min: 10, max: 400 }).chain(people => fc.tuple(fc.constant(people), fc.integer({ min: 0, max: people }))), ([people, count]) => {
    const band = bandOf(count, people)
    if (band === null) throw new Error('There is no band')
    expect(band.atLeast <= count && count <= band.atMost && band.atMost <= people).toBe(true)
    expect(band.atMost - band.atLeast).toBeGreaterThanOrEqual(5)
  }))
})

// By hand. A: 1 person alone, who has read it. B below: 30, of whom 23. Bands of B, 18–23 of 30, and of A, 24–31 of 31, would leave only one
// way: 23 of B, and A's own one. So B is not shown beside A. With C (12, of whom 7) below A, too: B is the larger and stands, C and A's one are the rest, 13.
test('When a unit above has few people of its own, then no two bands tell what they did', () => {
  const unit = (unitId: string, parentId: string | null, people: number, acknowledged: number) => ({ unitId, parentId, name: unitId, people, acknowledged })
  const [a, b, c] = [unit('a', null, 1, 1), unit('b', 'a', 30, 23), unit('c', 'a', 12, 7)]
  expect(readersShown([a, b])).toEqual([{ unitId: 'a', name: 'a', people: 31, atLeast: 24, atMost: 31 }])
  expect(readersShown([a, b, c])).toEqual([{ unitId: 'a', name: 'a', people: 43, atLeast: 30, atMost: 35 }, { unitId: 'b', name: 'b', people: 30, atLeast: 18, atMost: 23 }])
})
