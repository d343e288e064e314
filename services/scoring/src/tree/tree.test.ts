import { describe, expect, test } from 'vitest'
import { heldIn, holdersIn, rolledUp, treeOf } from './tree.ts'

const unit = (unitId: string, parentId: string | null) => ({ unitId, parentId })
const tree = treeOf([unit('c', 'b'), unit('b', 'a'), unit('a', null), unit('d', 'a')])

describe('a frozen tree', () => {
  test('When it is ordered, then each unit comes before what is below it', () => {
    expect(tree.topDown.indexOf('a')).toBe(0)
    expect(tree.topDown.indexOf('b')).toBeLessThan(tree.topDown.indexOf('c'))
  })

  test('When some units are chosen, then every other unit belongs to the nearest chosen one above', () => {
    expect(holdersIn(tree, new Set(['b', 'd']))).toEqual(new Map([['b', 'b'], ['d', 'd'], ['c', 'b']]))
    expect(heldIn(holdersIn(tree, new Set(['b'])), new Map([['b', 1], ['c', 2], ['d', 4]]))).toEqual(new Map([['b', 3]]))
  })

  test('When counts are rolled up, then each unit has its own and all below', () => {
    expect(Object.fromEntries(rolledUp(tree, new Map([['b', 1], ['c', 2], ['d', 4]])))).toEqual({ a: 7, b: 3, c: 2, d: 4 })
  })

  test.each([
    ['twice', [unit('a', null), unit('a', null)]], ['not there', [unit('a', 'x')]], ['own ancestors', [unit('a', 'b'), unit('b', 'a')]]
  ])('When it is no tree (%s), then it throws', (why, units) => {
    expect(() => treeOf(units)).toThrow(why)
  })
})
