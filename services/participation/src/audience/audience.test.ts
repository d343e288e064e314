import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audienceEvents, entriesOf, markMerged, newcomers, refusalOf, type AudienceWave } from './audience.ts'

const wave: AudienceWave = { waveId: '018f0000-0000-7000-8000-000000000001', threshold: 5, bands: ['site', 'age'], launchedOn: '2026-11-02' }
const key = Buffer.alloc(32, 7)
const units = ['all', 'a', 'b', 'c'].map(unitId => ({ unitId, parentId: unitId === 'all' ? null : 'all', name: unitId, since: '2026-01-01' }))
const people = fc.array(fc.record({
  unitId: fc.constantFrom('all', 'a', 'b', 'c'),
  bands: fc.record({ site: fc.constantFrom('N', 'S'), age: fc.constantFrom('1', '2', '3'), shoe: fc.constantFrom('41', '42') }, { requiredKeys: [] })
}), { minLength: 5, maxLength: 60 }).map(all => all.map((person, i) => ({ ...person, bands: person.bands, personId: `P-${i}`, since: '2026-01-01' })))

describe('an audience', () => {
  test('Whoever is invited, entries are sorted by hash, every stratum is held by at least k, and only declared bands are told', () => {
    fc.assert(fc.property(people, all => {
      const entries = entriesOf(wave, units, all, key)
      expect(entries).toHaveLength(all.length)
      expect(entries.map(entry => entry.hash)).toEqual(entries.map(entry => entry.hash).sort())
      const strata = Map.groupBy(entries, ({ stratum }) => JSON.stringify([stratum.unitId, Object.entries(stratum.bands).sort()]))
      for (const held of strata.values()) expect(held.length).toBeGreaterThanOrEqual(wave.threshold)
      expect(entries.some(({ stratum }) => 'shoe' in stratum.bands)).toBe(false)
    }), { numRuns: 300 })
  })

  test('Whatever the order of people and units, the entries are the same', () => {
    fc.assert(fc.property(people, all => {
      expect(entriesOf(wave, [...units].reverse(), [...all].reverse(), key)).toEqual(entriesOf(wave, units, all, key))
    }), { numRuns: 100 })
  })

  test('When a unit gives its own people to the one above and keeps a team below, then it is told as merged, and no other', () => {
    const deep = [...units.slice(0, 2), { unitId: 'team', parentId: 'a', name: 'team', since: '2026-01-01' }]
    const seats = [['all', 2], ['a', 6], ['team', 8]] as const
    const all = seats.flatMap(([unitId, count]) => Array.from({ length: count }, (_, i) => ({ personId: `${unitId} ${i}`, unitId, bands: {}, since: '2026-01-01' })))
    const [chunk] = audienceEvents(wave.waveId, markMerged(deep, all, 5), entriesOf(wave, deep, all, key), () => '018f0000-0000-4000-8000-000000000002', '2026-11-02')
    expect((JSON.parse(chunk?.data ?? '') as { units: unknown[] }).units).toEqual([
      { unitId: 'all', parentId: null, name: 'all' }, { unitId: 'a', parentId: 'all', name: 'a', merged: true }, { unitId: 'team', parentId: 'a', name: 'team' }
    ])
  })

  test('When it is large, then chunks stay below their caps, are numbered through, and add up to what is announced', () => {
    const entries = Array.from({ length: 12_000 }, (_, i) => ({ hash: i.toString(16).padStart(64, '0'), stratum: { unitId: 'a', bands: { site: 'x'.repeat(200) } } }))
    const events = audienceEvents(wave.waveId, units, entries, () => '018f0000-0000-4000-8000-000000000002', '2026-11-02')
    const data = events.map(event => JSON.parse(event.data ?? '') as { chunk?: number, chunks?: number, entries?: unknown[], hashes?: number })
    expect(events.every(event => (event.data?.length ?? 0) < 900_000)).toBe(true)
    expect(data.slice(0, -1).map(({ chunk }) => chunk)).toEqual(data.slice(0, -1).map((_, i) => i))
    expect(data.at(-1)).toEqual({ waveId: wave.waveId, chunks: data.length - 1, units: 4, hashes: 12_000 })
    expect(data.flatMap(({ entries: some }) => some ?? [])).toEqual(entries)
    expect(new Set(events.map(event => event.time))).toEqual(new Set(['2026-11-02']))
  })
})

test('When fewer people than the threshold are there, then a sentence says why not', () => {
  expect(refusalOf(5, 5)).toBeNull()
  expect(refusalOf(4, 5)).toContain('4 people')
  expect(refusalOf(1, 5)).toContain('1 person,')
  expect(refusalOf(0, 5)).toContain('nobody')
})

test('When somebody is known for 30 days, then they are not new any more', () => {
  const since = (day: string) => [{ since: day }]
  expect(newcomers(since('2026-10-03'), '2026-11-02')).toBe(0)
  expect(newcomers(since('2026-10-04'), '2026-11-02')).toBe(1)
})
