import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assertTree, treeChunksOf, treeEvents } from './tree.ts'

const unit = (unitId: string, parentId: string | null, name = unitId) => ({ unitId, parentId, name })

test('When a tree is large or its names are long, then it is cut into chunks that fit an event, in order, none lost', () => {
  const many = Array.from({ length: 12_000 }, (_, i) => unit(`u${i}`, i === 0 ? null : 'u0'))
  expect(treeChunksOf(many).map(chunk => chunk.length)).toEqual([5_000, 5_000, 2_000])
  const long = many.slice(0, 5_000).map(each => ({ ...each, name: '漢'.repeat(200) }))
  const events = treeEvents('8f14e45f-ceea-467f-9c1b-0a5b1d0f6f11', treeChunksOf(long), treeChunksOf(long).map(() => '8f14e45f-ceea-467f-9c1b-0a5b1d0f6f12'), '2027-03-01')
  expect(events.length).toBeGreaterThan(1)
  for (const { data } of events) expect(Buffer.byteLength(data ?? '')).toBeLessThan(900_000)
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 200 }), { maxLength: 50 }), names => {
    const units = names.map((name, i) => unit(`u${i}`, null, name))
    expect(treeChunksOf(units).flat()).toEqual(units)
  }))
})

test.each([
  ['no root', [unit('a', 'b'), unit('b', 'a')], 'exactly one'], ['two roots', [unit('a', null), unit('b', null)], 'exactly one'],
  ['a circle', [unit('a', null), unit('b', 'c'), unit('c', 'b')], 'not a tree'], ['an unknown parent', [unit('a', null), unit('b', 'x')], 'not a tree']
])('When units have %s, then they are refused', (_what, units, words) => {
  expect(() => { assertTree(units) }).toThrow(words)
})

test('When units are a tree, then they pass', () => {
  expect(() => { assertTree([unit('b', 'a'), unit('a', null), unit('c', 'b')]) }).not.toThrow()
})
