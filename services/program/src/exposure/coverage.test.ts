import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverageOf, windowOf, type Counted } from './coverage.ts'

const node = (id: string, parent: string | null, people: number, said: number): Counted => ({ id, parent, people, said })

describe('Coverage, worked out by hand', () => {
  // All: 3 people alone. East: 12, of whom 7 heard customers. West: 8 of whom 2, and below it Desk: 4 of whom 4.
  // Desk has fewer than ten and ends in West: 12 people, 6 of them. All alone has 3: fewer than ten, so the smallest group below it,
  // East (12, a tie with West, first by id), gives up and joins: All's pool is 15. West stands, and All with everybody: 27 people, 13 of them.
  // Bands of 6 counts: 6 of 12 lies in 6 to 12 (two bands: 0–5, 6–12); 13 of 27 in 12 to 17 (four bands: 0–5, 6–11, 12–17, 18–27).
  const units = [node('all', null, 3, 0), node('desk', 'west', 4, 4), node('east', 'all', 12, 7), node('west', 'all', 8, 2)]

  test('When units are small, then they count in the one above, and each shown one is a band', () => {
    expect(coverageOf(units)).toEqual([
      { id: 'all', people: 27, band: { atLeast: 12, atMost: 17 } },
      { id: 'west', people: 12, band: { atLeast: 6, atMost: 12 } }
    ])
  })

  test('When fewer than ten people are there at all, then nothing is said', () => {
    expect(coverageOf([node('all', null, 9, 4)])).toEqual([])
  })

  test('When a unit above is not known, then it counts as a root and nobody is lost', () => {
    expect(coverageOf([node('a', 'gone', 12, 0)])).toEqual([{ id: 'a', people: 12, band: { atLeast: 0, atMost: 5 } }])
  })
})

test('Whatever the tree, shown groups and their differences hold ten people or none, and every band six counts', () => {
  const tree = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 0, max: 15 }), fc.nat(100)), { minLength: 1, maxLength: 14 }).map(rows =>
    rows.map(([above, people, percent], i) => node(`n${i}`, i === 0 ? null : `n${above % i}`, people, Math.floor(people * percent / 100))))
  fc.assert(fc.property(tree, nodes => {
    const shown = coverageOf(nodes)
    const size = new Map(shown.map(({ id, people }) => [id, people]))
    for (const { people, band } of shown) {
      expect(people).toBeGreaterThanOrEqual(10)
      expect(band.atMost - band.atLeast).toBeGreaterThanOrEqual(5)
    }
    const nextShown = (id: string): string | undefined => { const above = nodes.find(one => one.id === id)?.parent; return above == null ? undefined : size.has(above) ? above : nextShown(above) }
    for (const { id, people } of shown) {
      const rest = people - shown.filter(below => nextShown(below.id) === id).reduce((sum, below) => sum + below.people, 0)
      expect(rest === 0 || rest >= 10).toBe(true)
    }
  }))
})

test.each([['2026-11-24', '2026-08-25', '2026-11-22'], ['2026-11-22', '2026-08-18', '2026-11-15'], ['2026-11-23', '2026-08-25', '2026-11-22']])('On %s the ninety days are %s to %s', (today, from, until) => {
  expect(windowOf(today, 90)).toEqual({ from, until })
})
