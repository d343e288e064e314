import { below, seeded } from '@weft/testkit/seeded'
import { describe, expect, test } from 'vitest'
import { finds } from '../../test/attackers.ts'

const random = seeded(3)
const found = (people: number, known: number[][], coalition: [number, number] = [people, people + 1]) => finds(people + 2, known.map(set => new Set(set)), [coalition], most => below(random, most))

describe('the attackers of the same-page figures', () => {
  test('When one group is another and one person more, then they find that person', () => {
    expect(found(6, [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]])).toEqual(['6 and 7 know what 5 said'])
  })
  test('When one of two who are left over is theirs, then they find the other', () => {
    expect(found(8, [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6]], [5, 0])).toContain('5 and 0 know what 6 said')
  })
  test('When only three groups together tell, then they find it', () => {
    expect(found(7, [[0, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6], [4, 5]])).toEqual(['7 and 8 know what 4 and 5 said together', '7 and 8 know what 6 said'])
  })
  test('When all that is left over is five, then they find nothing', () => {
    expect(found(10, [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]], [0, 5])).toEqual([])
  })
})
