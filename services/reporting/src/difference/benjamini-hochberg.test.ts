import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjustedP } from './benjamini-hochberg.ts'

const paper = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1]
const adjusted = [0.0015, 0.0030, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486, 0.581182, 0.714875, 0.753231, 0.813214, 1]
const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 })

test('When the p-values are those of the 1995 paper, then four of fifteen hold at 5 %', () => {
  const q = adjustedP(paper)
  for (const [at, expected] of adjusted.entries()) expect(q[at]).toBeCloseTo(expected, 6)
  expect(q.filter(value => value < 0.05)).toHaveLength(4)
})

test('When p-values come in another order, then each keeps its adjusted value', () => {
  fc.assert(fc.property(ps, fc.infiniteStream(fc.nat()), (p, picks) => {
    const order = p.map((_, at) => ({ at, pick: picks.next().value as number })).sort((a, b) => a.pick - b.pick).map(({ at }) => at)
    const straight = adjustedP(p)
    const shuffled = adjustedP(order.map(at => p[at] as number))
    expect(order.map((_, place) => shuffled[place])).toEqual(order.map(at => straight[at]))
  }))
})

test('When p-values are adjusted, then none falls, none passes 1, and their order stays', () => {
  fc.assert(fc.property(ps, p => {
    const q = adjustedP(p)
    for (const [at, value] of q.entries()) {
      expect(value).toBeGreaterThanOrEqual(p[at] as number)
      expect(value).toBeLessThanOrEqual(1)
      for (const [other, theirs] of q.entries()) if ((p[other] as number) < (p[at] as number)) expect(theirs).toBeLessThanOrEqual(value)
    }
  }))
})
