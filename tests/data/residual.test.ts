import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poolTree } from '@weft/service-kit/pooling'
import { dataSets, mustShow, REFERENCE_WAVE, residual, unitId } from './residual.ts'

const committed = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'expected', name), 'utf8')) as { shown: string[], hidden: string[], units: { path: string[], people: number }[] }

describe('the recomputation of which units must show', () => {
  it.each(dataSets)('When %s is recomputed, then what is committed comes out, for every unit that R knows', dataSet => {
    const again = mustShow(dataSet, REFERENCE_WAVE)
    const { shown, hidden } = committed(`${dataSet}.shown.json`)
    expect(again).toEqual({ shown, hidden })
    expect([...shown, ...hidden].sort()).toEqual(committed(`${dataSet}.r.json`).units.map(unit => unit.path.join('/')).sort())
  })

  it('When companies are thinned, then units of five and more are hidden too, and nothing below five is shown', () => {
    const people = new Map(committed('thinned.r.json').units.map(unit => [unit.path.join('/'), unit.people]))
    const { shown, hidden } = mustShow('thinned', REFERENCE_WAVE)
    expect(shown.filter(name => (people.get(name) ?? 0) < 5)).toEqual([])
    expect(hidden.filter(name => (people.get(name) ?? 0) >= 5)).not.toEqual([])
  })

  it('When a unit id is made by hand, then it is the version-5 id that a library makes', () => {
    expect(unitId(REFERENCE_WAVE, ['B1', '2'])).toBe('46cc0337-3b55-57b7-aac4-7febb9cb505d')
    expect(unitId(REFERENCE_WAVE, [])).toBe('cfe75b07-aff9-5a98-b563-6b70e0bbbc06')
  })

  it('When a tree is pooled by the kit, then the same nodes stand as by this second reading of the design', () => {
    const trees = fc.integer({ min: 2, max: 6 }).chain(k => fc.record({
      k: fc.constant(k),
      nodes: fc.array(fc.record({ parent: fc.nat(), people: fc.integer({ min: 0, max: 2 * k }) }), { minLength: 1, maxLength: 14 })
    }))
    fc.assert(fc.property(trees, ({ k, nodes }) => {
      const tree = nodes.map(({ parent }, place) => ({ id: `u${place}`, parent: place === 0 ? null : `u${parent % place}` }))
      const counts = new Map(nodes.map(({ people }, place) => [`u${place}`, people]))
      expect([...poolTree(tree, counts, k).standing].sort()).toEqual([...residual(tree, counts, k)].sort())
    }), { numRuns: 2_000 })
  })
})
