import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { circleInWords, circleWith, criticalChain, lateNeeds, type Need, type Stop } from './roadmap.ts'

const stop = (milestoneId: string, due: string, state: Stop['state'] = 'open'): Stop => ({ milestoneId, title: milestoneId.toUpperCase(), due, state })
const need = (milestoneId: string, needsId: string): Need => ({ milestoneId, needsId })
const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const someNeed = fc.record({ milestoneId: fc.constantFrom(...ids), needsId: fc.constantFrom(...ids) })

/** Whether the needs can be put in an order: take away what needs nothing that is left, again and again. */
function canBeOrdered (needs: readonly Need[]): boolean {
  let left = [...needs]
  for (;;) {
    const waiting = new Set(left.map(({ milestoneId }) => milestoneId))
    const rest = left.filter(({ needsId }) => waiting.has(needsId))
    if (rest.length === left.length) return rest.length === 0
    left = rest
  }
}

describe('the needs of a roadmap', () => {
  test('When needs are added in any order, those that would close a circle being refused, then the rest can be put in an order and nothing is refused for nothing', () => {
    fc.assert(fc.property(fc.array(someNeed, { maxLength: 30 }), wanted => {
      const kept: Need[] = []
      for (const one of wanted) {
        const circle = circleWith(kept, one)
        expect(circle === null).toBe(canBeOrdered([...kept, one]))
        if (circle === null) kept.push(one)
        else for (const [place, milestoneId] of circle.entries()) expect([...kept, one]).toContainEqual({ milestoneId, needsId: circle[(place + 1) % circle.length] })
      }
      expect(canBeOrdered(kept)).toBe(true)
    }))
  })

  test('When a need would close a circle, then all of it is named', () => {
    expect(circleWith([need('a', 'b'), need('b', 'c'), need('a', 'd')], need('c', 'a'))).toEqual(['c', 'a', 'b'])
    expect(circleInWords(['C', 'A', 'B'])).toBe('This would lead in a circle: “C” needs “A”, “A” needs “B” and “B” needs “C”. Take one of these needs away first.')
    expect(circleInWords(['C', 'A'])).toBe('This would lead in a circle: “C” needs “A” and “A” needs “C”. Take one of these needs away first.')
    expect(circleInWords(['A'])).toBe('“A” would need itself.')
  })

  test('When a milestone needs one that is due later, then it is found; the same day is in time', () => {
    const stops = [stop('a', '2027-03-31'), stop('b', '2027-04-01'), stop('c', '2027-03-31')]
    expect(lateNeeds(stops, [need('a', 'b'), need('a', 'c')])).toEqual([need('a', 'b')])
  })
})

describe('the critical chain', () => {
  // By hand: e is due last. Of b (30 June) and d (31 May) before it, b leaves it less time; of a and c before b, c is due later.
  test('When milestones fork, then it goes back through what is due last each time, to one that needs nothing open', () => {
    const stops = [stop('a', '2027-01-31'), stop('c', '2027-02-28'), stop('b', '2027-06-30'), stop('d', '2027-05-31'), stop('e', '2027-09-30')]
    const needs = [need('e', 'b'), need('e', 'd'), need('b', 'a'), need('b', 'c')]
    expect(criticalChain(stops, needs)).toEqual(['c', 'b', 'e'])
    expect(criticalChain(stops.map(one => one.milestoneId === 'b' ? { ...one, state: 'reached' as const } : one), needs)).toEqual(['d', 'e'])
  })

  test('When everything is reached, or there is nothing, then there is none', () => {
    expect(criticalChain([stop('a', '2027-01-31', 'reached')], [])).toEqual([])
    expect(criticalChain([], [])).toEqual([])
  })
})
