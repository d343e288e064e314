import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oldestIn } from './oldest.ts'

test('When what waits is looked at again, then its age grows; when it is done, the age is that of what came next', () => {
  const oldest = oldestIn()
  expect(oldest.look(0, 0, 0)).toBe(0)
  expect(oldest.look(0, 10, 1_000)).toBe(0)
  expect(oldest.look(0, 25, 2_000)).toBe(1_000)
  expect(oldest.look(9, 25, 3_000)).toBe(2_000)
  expect(oldest.look(10, 30, 4_000)).toBe(2_000)
  expect(oldest.look(25, 30, 5_000)).toBe(1_000)
  expect(oldest.look(30, 30, 6_000)).toBe(0)
  oldest.look(30, 40, 7_000)
  expect(oldest.look(Infinity, Infinity, 8_000)).toBe(0)
  expect(oldest.look(40, 41, 9_000)).toBe(0)
})

test('When a log grows and is worked off in any way, then no age is more than the truth, nor less by more than a look', () => {
  fc.assert(fc.property(fc.array(fc.record({ grown: fc.nat(5), done: fc.nat(5) }), { maxLength: 60 }), steps => {
    const oldest = oldestIn()
    const bornAt: number[] = []
    let next = 0
    steps.forEach(({ grown, done }, now) => {
      for (let i = 0; i < grown; i++) bornAt.push(now)
      next = Math.min(bornAt.length, next + done)
      expect(oldest.look(next, bornAt.length, now)).toBe(next < bornAt.length ? now - (bornAt[next] ?? 0) : 0)
    })
  }))
})

test('When it waits for very long, then few marks are kept and the oldest is still known', () => {
  const oldest = oldestIn(10)
  for (let now = 0; now < 1_000; now++) expect(oldest.look(0, now + 1, now)).toBe(now)
})
