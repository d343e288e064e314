import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fallsWith, giniOf, loadsOf, topShare, type Owned } from './hero.ts'

const things = (owns: Record<string, number>): Owned[] => Object.entries(owns).flatMap(([ownerId, many]) => Array.from({ length: many }, (_, i) => ({ kind: 'project', id: `${ownerId}-${i}`, title: `${ownerId} ${i}`, href: '/program/x', ownerId })))

describe('Hero dependency, worked out by hand', () => {
  // Ana owns 6 things, Ben 2, Cem 1, Dee 1: ten in all. Top one 6/10, top three 9/10.
  // Rising 1, 1, 2, 6: 1·1 + 2·1 + 3·2 + 4·6 = 33; Gini = 2·33/(4·10) − 5/4 = 1.65 − 1.25 = 0.4.
  const loads = loadsOf([...things({ dee: 1, ben: 2, ana: 6, cem: 1 }), { kind: 'project', id: 'z', title: 'Nobody\'s', href: '/program/x', ownerId: null }])

  test('Then the shares and the Gini are those of the example, and what nobody owns is left out', () => {
    expect(loads.map(({ ownerId, things: owned }) => [ownerId, owned.length])).toEqual([['ana', 6], ['ben', 2], ['cem', 1], ['dee', 1]])
    expect(topShare(loads, 1)).toBeCloseTo(0.6, 12)
    expect(topShare(loads, 3)).toBeCloseTo(0.9, 12)
    expect(giniOf(loads)).toBeCloseTo(0.4, 12)
  })

  test('When nothing is owned, then there is no figure, and not a zero', () => {
    expect([topShare([], 1), giniOf([])]).toEqual([null, null])
  })

  test('When somebody leaves, then what another owns too does not fall', () => {
    const both = [...things({ ana: 2 }), { kind: 'project', id: 'ana-0', title: 'Shared', href: '/program/x', ownerId: 'ben' }]
    expect(fallsWith('ana', both).map(({ id }) => id)).toEqual(['ana-1'])
    expect(fallsWith('ben', both)).toEqual([])
  })
})

test('Whatever people own, the Gini is half the mean absolute difference over the mean, and stays between 0 and (n − 1)/n', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }), counts => {
    const gini = giniOf(loadsOf(things(Object.fromEntries(counts.map((many, i) => [`p${i}`, many])))))
    const [n, mean] = [counts.length, counts.reduce((a, b) => a + b, 0) / counts.length]
    const byDefinition = counts.flatMap(a => counts.map(b => Math.abs(a - b))).reduce((a, b) => a + b, 0) / (2 * n * n * mean)
    expect(gini).toBeCloseTo(byDefinition, 9)
    expect(byDefinition).toBeLessThanOrEqual((n - 1) / n + 1e-9)
  }))
})
