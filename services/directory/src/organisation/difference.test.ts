import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf, isEmpty } from './difference.ts'

type Facts = { id: string, name: string, bands: Record<string, string> }
const facts = fc.record({ id: fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'), name: fc.constantFrom<string>('x', 'y'), bands: fc.dictionary(fc.constantFrom('p', 'q'), fc.constantFrom<string>('1', '2')) })
const list = fc.uniqueArray(facts, { selector: one => one.id })
const known = (all: readonly Facts[]) => new Map(all.map(one => [one.id, { facts: one, since: '2026-01-01', version: 1 }]))
const idOf = (one: Facts) => one.id

test('Whatever was known, applying the difference gives what the file says', () => {
  fc.assert(fc.property(list, list, (before, next) => {
    const { added, changed, ended, same } = differenceOf(known(before), next, idOf)
    const after = new Map(before.map(one => [one.id, one]))
    for (const id of ended) after.delete(id)
    for (const one of [...added, ...changed]) after.set(one.id, one)
    expect([...after.values()].sort((a, b) => a.id < b.id ? -1 : 1)).toEqual([...next].sort((a, b) => a.id < b.id ? -1 : 1))
    expect(added.length + changed.length + same).toBe(next.length)
  }))
})

test('When the same comes in another order, then the difference is empty', () => {
  fc.assert(fc.property(list, all => {
    const turned = [...all].reverse().map(({ id, name, bands }) => ({ bands: Object.fromEntries(Object.entries(bands).reverse()), name, id }))
    expect(isEmpty(differenceOf(known(all), turned, idOf))).toBe(true)
  }))
})

test('When one fact is another, then exactly that one has changed', () => {
  const before = known([{ id: 'a', name: 'x', bands: { p: '1' } }, { id: 'b', name: 'x', bands: {} }])
  const next = [{ id: 'a', name: 'x', bands: { q: '1' } }, { id: 'b', name: 'x', bands: {} }]
  expect(differenceOf(before, next, idOf)).toEqual({ added: [], changed: [next[0]], ended: [], same: 1 })
})
