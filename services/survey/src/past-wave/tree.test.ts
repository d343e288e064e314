import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenIds, treeOf, unitIdOf } from './tree.ts'

const wave = '00000000-0000-4000-8000-000000000000'
const paths = fc.array(fc.array(fc.constantFrom('North', 'South', 'Desk', '1', '["North"]'), { maxLength: 4 }), { maxLength: 20 })

describe('the tree of a past wave', () => {
  it('When nobody has a unit, then there is a root alone', () => {
    expect(treeOf(wave, 'Harbour', [])).toEqual([{ unitId: unitIdOf(wave, []), parentId: null, name: 'Harbour' }])
  })

  it('When only a team is seen, then the area above it is there too', () => {
    expect(treeOf(wave, 'Harbour', [['North', 'Desk']]).map(({ name }) => name)).toEqual(['Harbour', 'North', 'Desk'])
  })

  it('When two teams of one name stand in two areas, then they are two units', () => {
    expect(treeOf(wave, 'Harbour', [['North', 'Desk'], ['South', 'Desk']])).toHaveLength(5)
  })

  it('When a path and a wave are given, then the id is fixed for good', () => {
    expect(unitIdOf(wave, ['B1', '2'])).toBe('46cc0337-3b55-57b7-aac4-7febb9cb505d')
    expect(unitIdOf(wave, [])).toBe('cfe75b07-aff9-5a98-b563-6b70e0bbbc06')
  })

  it('When ids of the directory are given, then those units have them in every wave, and parents are theirs too', () => {
    const given = givenIds([{ path: ['North'], unitId: 'U-10' }])
    const units = treeOf(wave, 'Harbour', [['North', 'Desk']], given)
    expect(units.map(({ unitId, parentId }) => [unitId, parentId])).toEqual([[unitIdOf(wave, []), null], ['U-10', unitIdOf(wave, [])], [unitIdOf(wave, ['North', 'Desk']), 'U-10']])
  })

  it('When any paths are given, then there is one root, every parent comes before its children, every path has its unit and no unit comes twice', () => {
    fc.assert(fc.property(paths, some => {
      const units = treeOf(wave, 'Harbour', some)
      const seen = new Set<string>()
      for (const { unitId, parentId } of units) {
        expect(seen.has(unitId)).toBe(false)
        expect(parentId === null ? seen.size === 0 : seen.has(parentId)).toBe(true)
        seen.add(unitId)
      }
      for (const path of some) expect(seen.has(unitIdOf(wave, path))).toBe(true)
    }))
  })

  it('When the same people come in another order, then the tree is the same', () => {
    fc.assert(fc.property(paths, some => {
      expect(treeOf(wave, 'Harbour', some.toReversed())).toEqual(treeOf(wave, 'Harbour', some))
    }))
  })
})
