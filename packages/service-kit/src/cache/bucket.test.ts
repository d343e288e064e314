import fc from 'fast-check'
import { expect, test } from 'vitest'
import { take } from './bucket.ts'

test('When calls come in any rhythm, then in no stretch of time more pass than a burst and what filled up meanwhile', () => {
  const rates = fc.record({ perMinute: fc.integer({ min: 1, max: 6_000 }), burst: fc.integer({ min: 1, max: 50 }) })
  fc.assert(fc.property(rates, fc.array(fc.nat(5_000), { minLength: 1, maxLength: 200 }), (rate, gaps) => {
    const passed: number[] = []
    let [now, fullAt] = [1_000_000, 0]
    for (const gap of gaps) {
      now += gap
      const verdict = take(rate, fullAt, now)
      fullAt = verdict.fullAt
      if (verdict.allowed) passed.push(now)
      else expect(take(rate, fullAt, now + Math.ceil(verdict.waitMs)).allowed).toBe(true)
    }
    passed.forEach((from, first) => passed.slice(first).forEach((to, more) => {
      expect(more + 1).toBeLessThanOrEqual(rate.burst + (to - from) * rate.perMinute / 60_000 + 0.1)
    }))
  }))
})

test('When nobody came for long, then a burst passes and not one more', () => {
  let fullAt = 0
  const outcomes = Array.from({ length: 7 }, () => {
    const verdict = take({ perMinute: 60, burst: 5 }, fullAt, 500_000)
    fullAt = verdict.fullAt
    return verdict.allowed
  })
  expect(outcomes).toEqual([true, true, true, true, true, false, false])
})
