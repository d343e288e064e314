import { heatMapReply, unitReply } from '@weft/contracts/reporting/api'
import type { Score } from '@weft/contracts/scoring/events'
import { flatTree, releaseOf, type ReleaseParts } from '@weft/testkit/release'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScoredUnit } from '../unit/scored-unit.ts'
import { unitOf } from '../unit/unit.ts'
import { BY_NAME, heatMapOf, heatTableOf, MOST_ROWS } from './heat-map.ts'

const DEEP = [
  { unitId: 'U-1', parentId: null, name: 'Company' }, { unitId: 'U-2', parentId: 'U-1', name: 'Claims' },
  { unitId: 'U-3', parentId: 'U-2', name: 'Claims North' }, { unitId: 'U-4', parentId: 'U-3', name: 'Desk' }
]

/** Units of a release as the store gives them. */
function unitsOf ({ tree, scores }: ReleaseParts): Map<string, ScoredUnit> {
  const units = tree.flatMap(chunk => chunk.units)
  return new Map(units.map(unit => [unit.unitId, {
    ...unit,
    below: units.filter(other => other.parentId === unit.unitId).length,
    values: Object.fromEntries(scores.filter(score => score.unitId === unit.unitId).map(score => [score.factorId, score.value]))
  }]))
}
const pathOf = (parts: ReleaseParts, unitId: string): [ScoredUnit, ...ScoredUnit[]] => {
  const units = unitsOf(parts)
  const path: ScoredUnit[] = []
  for (let at = units.get(unitId); at; at = at.parentId === null ? undefined : units.get(at.parentId)) path.unshift(at)
  return path as [ScoredUnit, ...ScoredUnit[]]
}
const belowOf = (parts: ReleaseParts, unitId: string) => [...unitsOf(parts).values()].filter(unit => unit.parentId === unitId)
const mapOf = (parts: ReleaseParts, { under = 'U-1', sort = BY_NAME, after = null }: { under?: string, sort?: string, after?: string | null } = {}) =>
  heatMapOf(heatTableOf({ release: parts.manifest, path: pathOf(parts, under), below: belowOf(parts, under) }), sort, after)
const refusal = (code: string) => expect.objectContaining({ code }) as Error

describe('a heat map', () => {
  test('When it is drawn for any release, then it fits its contract and shows every unit directly below', () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 0, max: 60 }), (seed, size) => {
      const map = mapOf(releaseOf({ seed, units: flatTree(size), hidden: ['U-12'] }))
      expect(heatMapReply.parse(map)).toEqual(map)
      expect(map.rows).toHaveLength(size)
      expect(map.top).toMatchObject({ unitId: 'U-1', depth: 0, below: size })
    }), { numRuns: 30 })
  })

  test('When it has more rows than fit, then the pages hold each row once, in the order of the whole, and a cell looks the same on every page and in every order', () => {
    const parts = releaseOf({ units: flatTree(150), hidden: ['U-20', 'U-30'] })
    for (const sort of [BY_NAME, 'CI', 'EM']) {
      const rows = []
      for (let after: string | null = null, more = true; more;) {
        const map = mapOf(parts, { sort, after })
        expect(map.rows.length).toBeLessThanOrEqual(MOST_ROWS)
        rows.push(...map.rows)
        after = map.next
        more = after !== null
      }
      expect(rows.map(row => row.unitId).sort()).toEqual(belowOf(parts, 'U-1').map(unit => unit.unitId).sort())
      const byName = mapOf(parts).rows
      for (const row of byName) expect(rows.find(other => other.unitId === row.unitId)).toEqual(row)
    }
  })

  test('When a unit is hidden, then its row says where it stands in the tree and nothing else, and comes last in every order', () => {
    const parts = releaseOf({ units: flatTree(4), hidden: ['U-10'] })
    for (const sort of [BY_NAME, 'CI', 'EM']) {
      const { rows, hiddenCells } = mapOf(parts, { sort })
      expect(rows.at(-1)).toEqual({ unitId: 'U-10', parentId: 'U-1', name: 'Team 1', depth: 1, below: 0, cells: [{ kind: 'hidden' }, { kind: 'hidden' }] })
      expect(hiddenCells).toBe(2)
    }
  })

  test('When a unit is hidden, then all other rows are those of a table without it', () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 10, max: 39 }), (seed, at) => {
      const all = releaseOf({ seed, units: flatTree(30) })
      const unitId = `U-${at}`
      const hidden = { ...all, scores: all.scores.map((score): Score => score.unitId === unitId ? { ...score, value: { kind: 'hidden' } } : score) }
      const without = { ...all, scores: all.scores.filter(score => score.unitId !== unitId), tree: all.tree.map(chunk => ({ ...chunk, units: chunk.units.filter(unit => unit.unitId !== unitId) })) }
      for (const sort of [BY_NAME, 'CI', 'EM']) expect(mapOf(hidden, { sort }).rows.slice(0, -1)).toEqual(mapOf(without, { sort }).rows)
    }), { numRuns: 30 })
  })

  const shown = (mean: number, n: number): Score['value'] => ({
    kind: 'shown', n, mean, score: Math.round(250_000 * (mean - 1)) / 10_000, favourable: { kind: 'hidden' },
    interval: { kind: 'shown', low: mean - 0.2, high: mean + 0.2, standardError: 0.8 / Math.sqrt(n), degreesOfFreedom: n - 1, spread: 'own' }
  })
  const withScore = (parts: ReleaseParts, unitId: string, factorId: string, mean: number): ReleaseParts =>
    ({ ...parts, scores: parts.scores.map(score => score.unitId === unitId && score.factorId === factorId ? { ...score, value: shown(mean, 80) } : score) })

  test('When a cell differs, then the finding names the one furthest below, on whichever page it stands', () => {
    const parts = withScore(releaseOf({ units: flatTree(100) }), 'U-105', 'EM', 1.2)
    expect(mapOf(parts).rows.map(row => row.unitId)).not.toContain('U-105')
    expect(mapOf(parts).finding).toMatchObject({ unitName: 'Team 96', factorName: 'Free to act', score: 5 })
  })

  test('When all that differs lies above the whole, or nothing differs, then there is no finding', () => {
    const level = releaseOf({ units: flatTree(1) })
    const even = { ...level, scores: level.scores.map((score): Score => ({ ...score, value: shown(3.4, score.unitId === 'U-1' ? 1_000 : 80) })) }
    expect(mapOf(even).finding).toBeNull()
    const above = mapOf(withScore(even, 'U-10', 'CI', 4.4))
    expect(above.rows[0]?.cells[0]).toMatchObject({ different: true, difference: 25 })
    expect(above.finding).toBeNull()
    expect(mapOf(withScore(even, 'U-10', 'CI', 2.4)).finding).toMatchObject({ unitName: 'Team 1', difference: -25 })
  })

  test('When what is asked for is not there, then it is refused with a code', () => {
    const parts = releaseOf()
    expect(() => mapOf(parts, { sort: 'ZZ' })).toThrow(refusal('no-such-factor'))
    expect(() => mapOf(parts, { after: 'U-99' })).toThrow(refusal('no-such-place'))
  })

  test('When it is about a unit further down, then path and depth start at the root', () => {
    const map = mapOf(releaseOf({ units: DEEP }), { under: 'U-2' })
    expect(map.path.map(unit => unit.name)).toEqual(['Company', 'Claims'])
    expect([map.top.depth, map.rows[0]?.depth]).toEqual([1, 2])
  })
})

describe('a unit', () => {
  const storyOf = (parts: ReleaseParts, unitId: string) => unitOf(parts.manifest, pathOf(parts, unitId), belowOf(parts, unitId))

  test('When it is shown, then it is seen as itself, beside the organisation', () => {
    const story = storyOf(releaseOf({ units: DEEP }), 'U-3')
    expect(unitReply.parse(story)).toEqual(story)
    expect(story).toMatchObject({ shownAs: { unitId: 'U-3' }, unit: { unitId: 'U-3', below: 1 }, below: [{ unitId: 'U-4', name: 'Desk' }] })
    expect(story.factors.every(({ cell, organisation }) => cell.kind === 'shown' && organisation.kind === 'shown')).toBe(true)
  })

  test('When it is not shown, then it is seen as the nearest above it that is, with exactly that unit\'s cells', () => {
    const parts = releaseOf({ units: DEEP, hidden: ['U-3', 'U-4'] })
    const story = storyOf(parts, 'U-4')
    expect(story).toMatchObject({ unit: { unitId: 'U-4' }, shownAs: { unitId: 'U-2', name: 'Claims' } })
    expect(story.factors).toEqual(storyOf(parts, 'U-2').factors)
  })

  test('When nothing is shown up to the root, then there is nothing to see it as', () => {
    const story = storyOf(releaseOf({ units: DEEP, hidden: DEEP.map(unit => unit.unitId) }), 'U-4')
    expect(story.shownAs).toBeNull()
    expect(story.factors.map(({ cell, organisation }) => [cell, organisation])).toEqual([[{ kind: 'hidden' }, { kind: 'hidden' }], [{ kind: 'hidden' }, { kind: 'hidden' }]])
  })
})
