import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandOf, coverageOf } from './coverage.ts'

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

test('When units lie in units, then each counts all below it, and a small one is left out', () => {
  const unit = (unitId: string, parentId: string | null, people: number, acknowledged: number) => ({ unitId, parentId, name: unitId, people, acknowledged })
  expect(coverageOf([unit('a', null, 2, 2), unit('b', 'a', 30, 11), unit('c', 'a', 4, 4)])).toEqual([
    { unitId: 'a', name: 'a', people: 36, atLeast: 12, atMost: 17 }, { unitId: 'b', name: 'b', people: 30, atLeast: 6, atMost: 11 }
  ])
})
