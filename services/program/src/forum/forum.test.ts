import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureOf, forumWay, resultOf, stepFrom } from './forum.ts'

/** Every way in which `people` votes fall on five answers, as counts. */
function * spreads (people: number, answers = 5): Generator<number[]> {
  if (answers === 1) {
    yield [people]
    return
  }
  for (let first = 0; first <= people; first++) for (const rest of spreads(people - first, answers - 1)) yield [first, ...rest]
}
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count, place) => sum + count * (place + 1), 0)
const told = (people: number, counts: readonly number[]) => JSON.stringify(figureOf(people, sumOf(counts), people >= 10 ? counts : null))

/**
 * What two who put their own votes together still cannot tell apart: of all spreads that are told the same and hold their two votes, what
 * the others voted. Somebody's vote is known where in all of them the others all chose one and the same answer.
 */
function knownToTwo (people: number): string[] {
  const worlds = new Map<string, number[][]>()
  for (const counts of spreads(people)) worlds.set(told(people, counts), [...worlds.get(told(people, counts)) ?? [], counts])
  const found: string[] = []
  for (const [figure, alike] of worlds) {
    for (let a = 0; a < 5; a++) for (let b = a; b < 5; b++) {
      const others = alike.map(counts => counts.map((count, place) => count - Number(place === a) - Number(place === b))).filter(counts => Math.min(...counts) >= 0)
      const possible = new Set(others.flatMap(counts => counts.flatMap((count, place) => count > 0 ? [place] : [])))
      if (others.length > 0 && possible.size < 2) found.push(`${people} people, told ${figure}, two voted ${a + 1} and ${b + 1}`)
    }
  }
  return found
}

describe('what is told of a vote', () => {
  test.each([5, 6, 7, 8, 9, 10, 11, 12])('When any two of %i put their own votes beside what is told, then they know nobody else’s, whatever was voted', people => {
    expect(knownToTwo(people)).toEqual([])
  })

  test('When everybody votes in the middle of the scale, then the average is told as it is', () => {
    expect(figureOf(8, 24, null)).toEqual({ kind: 'exact', mean: 3, counts: null })
    expect(figureOf(12, 37, [2, 2, 3, 3, 2])).toEqual({ kind: 'exact', mean: 3.0833, counts: [2, 2, 3, 3, 2] })
  })

  test('When votes lie near an end, or nearly all chose the same, then a bound is told that depends on the number of people alone', () => {
    expect(figureOf(9, 45, null)).toEqual({ kind: 'at-least', mean: 4 })
    expect(figureOf(9, 36, null)).toEqual({ kind: 'at-least', mean: 4 })
    expect(figureOf(9, 9, null)).toEqual({ kind: 'at-most', mean: 2 })
    expect(figureOf(10, 40, [0, 0, 0, 10, 0])).toEqual({ kind: 'most-chose', value: 4, atLeast: 7 })
    expect(figureOf(10, 37, [0, 0, 3, 7, 0])).toEqual({ kind: 'most-chose', value: 4, atLeast: 7 })
  })

  test('When fewer than five voted in both, then nothing is told, not even how many', () => {
    expect(resultOf(undefined)).toEqual({ kind: 'hidden' })
  })
})

describe('the way of a forum', () => {
  test('When it is let go on from any state that was ever seen, then it moves one place forward, stays, or is refused', () => {
    const state = fc.constantFrom(...forumWay)
    fc.assert(fc.property(state, fc.array(state), (start, seen) => {
      let at = start
      for (const from of seen) {
        const before = forumWay.indexOf(at)
        try {
          at = stepFrom(at, from) ?? at
        } catch (error) {
          expect(error).toMatchObject({ kind: 'conflict' })
        }
        expect([before, before + 1]).toContain(forumWay.indexOf(at))
      }
    }))
  })
})
