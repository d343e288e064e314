import { flatTree } from '@weft/testkit/release'
import { describe, expect, test } from 'vitest'
import { childrenOf, isTree } from './tree.ts'

const unit = (unitId: string, parentId: string | null) => ({ unitId, parentId, name: unitId })

describe('a tree', () => {
  test('When units hang under one root, in any order and depth, then it is a tree', () => {
    expect(isTree(flatTree(5).reverse())).toBe(true)
    expect(isTree(Array.from({ length: 20_000 }, (_, at) => unit(`${at}`, at === 0 ? null : `${at - 1}`)))).toBe(true)
  })
  test.each([
    ['there is no unit', []],
    ['there are two roots', [unit('a', null), unit('b', null)]],
    ['a parent is missing', [unit('a', null), unit('b', 'c')]],
    ['a unit comes twice', [unit('a', null), unit('b', 'a'), unit('b', 'a')]],
    ['units go round in a ring', [unit('a', null), unit('b', 'c'), unit('c', 'b')]]
  ])('When %s, then it is none', (_, units) => {
    expect(isTree(units)).toBe(false)
  })
})

test('When units are counted, then each has as many below it as name it their parent', () => {
  expect(childrenOf([unit('a', null), unit('b', 'a'), unit('c', 'a'), unit('d', 'c')])).toEqual([2, 0, 1, 0])
})
