import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openShelf } from './shelf.ts'

test('When more comes than there is room for, then what was asked for last stays and the rest goes', () => {
  const shelf = openShelf<string>({ most: 10, weigh: value => value.length })
  shelf.put('a', 'aaaa')
  shelf.put('b', 'bbbb')
  expect(shelf.get('a')).toBe('aaaa')
  shelf.put('c', 'cccc')
  expect([shelf.get('a'), shelf.get('b'), shelf.get('c')]).toEqual(['aaaa', undefined, 'cccc'])
  shelf.put('d', 'd'.repeat(11))
  expect([shelf.get('d'), shelf.get('a')]).toEqual([undefined, 'aaaa'])
})

test('Whatever is put and asked for, then no more is kept than there is room for, and nothing under a name that is not its own', () => {
  const step = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), size: fc.integer({ min: 1, max: 12 }), asks: fc.boolean() })
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), steps => {
    const shelf = openShelf<{ name: string, size: number }>({ most: 10, weigh: value => value.size })
    const last = new Map<string, number>()
    for (const { name, size, asks } of steps) {
      if (asks) {
        shelf.get(name)
        continue
      }
      shelf.put(name, { name, size })
      last.set(name, size)
    }
    const found = [...last].flatMap(([name, size]) => {
      const value = shelf.get(name)
      expect([undefined, name]).toContain(value?.name)
      expect([undefined, size]).toContain(value?.size)
      return value === undefined ? [] : [value.size]
    })
    expect(found.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10)
  }))
})
