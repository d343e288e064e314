import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { INDEX, type Score, type ScoreValue } from '@weft/contracts/scoring/events'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { canonical, hashOf } from '@weft/service-kit/checksum'
import { planOf } from '../instrument/plan.ts'
import { tallySheets } from '../tally/sheet.ts'
import type { Answers } from '../tally/tally.ts'
import { releaseOf, releaseIdOf, scoreIdOf, type Input } from './release.ts'

type Unit = { unitId: string, parentId: string | null, name: string, merged?: boolean }
type Person = { unit: string, answers: Answers }
type World = { units: Unit[], people: Person[] }

const unit = (unitId: string, parentId: string | null): Unit => ({ unitId, parentId, name: unitId })
const instrumentOf = (factors: Record<string, string[]>, favourableFrom: number | null = 4): Instrument => ({
  instrumentId: 'test', version: 1, title: 'Test', validated: false,
  factors: Object.keys(factors).map(factorId => ({ factorId, name: factorId, discipline: null, favourableFrom })),
  items: Object.entries(factors).flatMap(([factorId, items]) => items.map(itemId => ({ itemId, factorId, min: 1, max: 5, reverse: false, text: {} })))
})
const one = instrumentOf({ A: ['a'] })
const two = instrumentOf({ A: ['a'], B: ['b'] })

function inputOf ({ units, people }: World, instrument: Instrument, thresholds = { score: 5, spread: 10 }): Input {
  const plan = planOf(instrument)
  const { tallies } = tallySheets(plan, people.map(({ unit, answers }, i) => ({ key: `k${i}`, stratum: { unitId: unit, bands: {} }, answers })))
  return {
    wave: {
      waveId: '018f0000-0000-7000-8000-000000000001', title: 'Test', kind: 'live', state: 'closed', instrumentId: 'test', instrumentVersion: 1,
      languages: ['en'], mode: 'confidential', closesOn: '2027-03-31', thresholds, bands: []
    },
    number: 1, supersedes: null, instrument, plan, units, tallies
  }
}
const release = (world: World, instrument: Instrument, thresholds?: Input['wave']['thresholds']) => releaseOf(inputOf(world, instrument, thresholds))
const valueOf = (scores: readonly Score[], unitId: string, factorId = 'A') => (scores.find(score => score.unitId === unitId && score.factorId === factorId) as Score).value
const shown = (value: ScoreValue) => { if (value.kind !== 'shown') throw new Error('hidden'); return value }
const people = (unit: string, answers: number[]): Person[] => answers.map(a => ({ unit, answers: { a } }))

describe('real data', () => {
  type Golden = Record<string, { items: string[], min: number, max: number, score: { n: number, mean: number, se: number, ci95: [number, number] }, percentFavourable: number, groups: Record<string, { n: number, mean: number, sd: number }> }>
  const read = (name: string) => readFileSync(new URL(`../../../../tests/data/${name}`, import.meta.url), 'utf8')
  const golden = JSON.parse(read('lq2002.json')) as Golden
  const rows = parse<Record<string, string>>(read('lq2002.csv'), { columns: true })
  const leadership = golden['leadership'] as Golden[string]
  const { scores } = release({
    units: [unit('all', null), ...Object.keys(leadership.groups).map(id => unit(id, 'all'))],
    people: rows.map(row => ({ unit: row['COMPID'] as string, answers: Object.fromEntries(leadership.items.map(item => [item, Number(row[item])])) }))
  }, instrumentOf({ A: leadership.items }))

  test('When 2,042 people of 49 companies are scored, then mean, interval and share of all equal R', () => {
    const { n, mean, interval, favourable } = shown(valueOf(scores, 'all'))
    expect([n, mean]).toEqual([2042, Number(leadership.score.mean.toFixed(4))])
    expect(interval).toEqual({
      kind: 'shown', low: Number(leadership.score.ci95[0].toFixed(4)), high: Number(leadership.score.ci95[1].toFixed(4)),
      standardError: Number(leadership.score.se.toFixed(4)), degreesOfFreedom: 2041, spread: 'own'
    })
    expect(favourable).toEqual({ kind: 'shown', percent: Number(leadership.percentFavourable.toFixed(4)) })
  })

  test('When companies are scored, then n, mean and standard error of each equal R', () => {
    expect(Object.keys(leadership.groups)).toHaveLength(49)
    for (const [id, group] of Object.entries(leadership.groups)) {
      const { n, mean, score, interval } = shown(valueOf(scores, id))
      expect([n, mean]).toEqual([group.n, Number(group.mean.toFixed(4))])
      expect(score).toBeCloseTo(100 * (group.mean - 1) / 4, 4)
      expect(interval).toMatchObject({ spread: 'own', degreesOfFreedom: group.n - 1, standardError: Number((group.sd / Math.sqrt(group.n)).toFixed(4)) })
    }
  })
})

describe('a release', () => {
  const world: World = {
    units: [unit('all', null), unit('x', 'all'), unit('y', 'all'), unit('z', 'all')],
    people: [...people('x', [1, 2, 3, 4, 5, 5]), ...people('y', [1, 1, 2]), ...people('z', [3, 3, 4, 4, 5, 5, 1])]
  }
  const { scores, manifest } = release(world, one)

  test('When a unit is too small, then it and whoever would give it away are hidden, without value, n or cause', () => {
    expect(valueOf(scores, 'y')).toEqual({ kind: 'hidden' })
    expect(valueOf(scores, 'x')).toEqual({ kind: 'hidden' })
    expect([shown(valueOf(scores, 'all')).n, shown(valueOf(scores, 'z')).n]).toEqual([16, 7])
  })

  test('When it is checked by a reader, then number and SHA-256 are those of the canonical scores', () => {
    expect(manifest.scores).toBe(8)
    expect(manifest.sha256).toBe(hashOf(scores))
    expect(manifest.factors.map(factor => factor.factorId)).toEqual(['A', INDEX])
  })

  test('When it is made twice or in another order, then bytes and ids are the same', () => {
    const again = release({ units: world.units.toReversed(), people: world.people.toReversed() }, one)
    expect(canonical(again)).toBe(canonical({ scores, manifest }))
    expect(new Set(scores.map(scoreIdOf)).size).toBe(8)
    expect(releaseIdOf(manifest.waveId, 2)).not.toBe(manifest.releaseId)
  })

  test('When a group has fewer than 10, then its interval has the spread within all groups shown, and says so', () => {
    const { interval } = shown(valueOf(scores, 'z'))
    // Residuals: z, and all without z.
    const squares = (xs: number[]) => { const mean = xs.reduce((a, b) => a + b) / xs.length; return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) }
    const within = squares([3, 3, 4, 4, 5, 5, 1]) + squares([1, 2, 3, 4, 5, 5, 1, 1, 2])
    expect(interval).toMatchObject({ kind: 'shown', spread: 'pooled', degreesOfFreedom: 14, standardError: Number(Math.sqrt(within / 14 / 7).toFixed(4)) })
    expect(shown(valueOf(scores, 'all')).interval).toMatchObject({ spread: 'own', degreesOfFreedom: 15 })
    expect(shown(valueOf(scores, 'z')).favourable).toEqual({ kind: 'hidden' })
  })

  test('When all together are fewer than 10, then there is no interval and it says why', () => {
    const { scores } = release({ units: [unit('all', null)], people: people('all', [1, 2, 3, 4, 5]) }, one)
    expect(shown(valueOf(scores, 'all'))).toMatchObject({ n: 5, mean: 3, score: 50, interval: { kind: 'none', reason: 'too-few-for-a-spread' }, favourable: { kind: 'hidden' } })
  })

  test('When everybody answers the same, then there is no spread and the share of a small group is only bounded', () => {
    const of = (count: number, answer: number) => shown(valueOf(release({ units: [unit('all', null)], people: people('all', Array<number>(count).fill(answer)) }, one).scores, 'all'))
    expect(of(29, 5)).toMatchObject({ interval: { kind: 'none', reason: 'no-spread' }, favourable: { kind: 'bounded-below', atLeast: 90 } })
    expect(of(29, 1).favourable).toEqual({ kind: 'bounded', atMost: 10 })
    expect(of(30, 1).favourable).toEqual({ kind: 'shown', percent: 0 })
  })

  test('When a share is between the ends or not defined, then it is shown or hidden', () => {
    const all = { units: [unit('all', null)], people: people('all', [1, 1, 1, 1, 1, 1, 1, 1, 5, 5, 5]) }
    expect(shown(valueOf(release(all, one).scores, 'all')).favourable).toEqual({ kind: 'shown', percent: 27.2727 })
    expect(shown(valueOf(release(all, instrumentOf({ A: ['a'] }, null)).scores, 'all')).favourable).toEqual({ kind: 'hidden' })
  })

  test('When nobody has an answer to one factor, then that one is hidden and the others are not', () => {
    const { scores } = release({ units: [unit('all', null)], people: people('all', [1, 2, 3, 4, 5]) }, two)
    expect([valueOf(scores, 'all').kind, valueOf(scores, 'all', 'B').kind, valueOf(scores, 'all', INDEX).kind]).toEqual(['shown', 'hidden', 'hidden'])
  })

  test('When a unit is too small for one factor, then it shows none', () => {
    const both = (unit: string, a: number, b: number) => [...Array<Person>(b).fill({ unit, answers: { a: 3, b: 4 } }), ...Array<Person>(a - b).fill({ unit, answers: { a: 3 } })]
    const { scores } = release({ units: [unit('all', null), unit('x', 'all'), unit('y', 'all')], people: [...both('x', 9, 4), ...both('y', 20, 20), ...both('all', 10, 10)] }, two)
    expect(scores.filter(score => score.unitId === 'x').map(score => score.value.kind)).toEqual(['hidden', 'hidden', 'hidden'])
    expect(valueOf(scores, 'y', 'B').kind).toBe('shown')
  })

  test('When some people of a unit are counted above it, then it shows nothing and what is below it does', () => {
    const units = [unit('all', null), { ...unit('m', 'all'), merged: true }, unit('x', 'm'), unit('y', 'm')]
    const { scores } = release({ units, people: [...people('all', [1, 2, 3, 4, 5, 1]), ...people('x', [1, 2, 3, 4, 5]), ...people('y', [5, 4, 3, 2, 1])] }, one)
    expect(['all', 'm', 'x', 'y'].map(id => valueOf(scores, id).kind)).toEqual(['shown', 'hidden', 'shown', 'shown'])
  })

  test('When one person has a factor and no index, then the index is hidden, for the difference would be that person', () => {
    const both = (unit: string, n: number) => Array<Person>(n).fill({ unit, answers: { a: 3, b: 4 } })
    const units = [unit('all', null), unit('x', 'all'), unit('y', 'all')]
    const some = release({ units, people: [...both('x', 9), { unit: 'x', answers: { a: 1 } }, ...both('y', 9)] }, two).scores
    expect(['all', 'x', 'y'].map(id => valueOf(some, id, INDEX).kind)).toEqual(['hidden', 'hidden', 'shown'])
    expect(['all', 'x', 'y'].map(id => valueOf(some, id, 'B').kind)).toEqual(['shown', 'shown', 'shown'])
    expect(shown(valueOf(some, 'y', INDEX))).toMatchObject({ n: 9, mean: 3.5 })
  })
})

/** Random trees with chains and empty heads, people with answers missing. */
const worlds = (mostPeople: number, sizes: number[]): fc.Arbitrary<World> => fc.record({
  parents: fc.array(fc.oneof(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.constant(0.9999)), { maxLength: 5 }),
  sizes: fc.array(fc.constantFrom(0, ...sizes), { minLength: 6, maxLength: 6 }),
  missing: fc.array(fc.constantFrom('', '', '', 'a', 'b'), { minLength: mostPeople, maxLength: mostPeople })
}).map(({ parents, sizes, missing }) => {
  const units = [unit('u0', null), ...parents.map((parent, i) => unit(`u${i + 1}`, `u${Math.floor(parent * (i + 1))}`))]
  const homes = units.flatMap(({ unitId }, i) => Array<string>(sizes[i] as number).fill(unitId)).slice(0, mostPeople)
  const people = homes.map((home, i) => ({ unit: home, answers: { ...(missing[i] !== 'a' && { a: i % 5 + 1 }), ...(missing[i] !== 'b' && { b: i % 3 + 1 }) } }))
  return { units, people }
})

const ancestors = (units: readonly Unit[], id: string): string[] => {
  const path = [id]
  for (let at = units.find(one => one.unitId === id)?.parentId ?? null; at !== null; at = units.find(one => one.unitId === at)?.parentId ?? null) path.push(at)
  return path
}

/**
 * What n·mean of a score is a sum of: one number for each person and factor. The index counts twice itself, so that it is whole.
 * An attacker may add, subtract and weigh such rows as they like.
 */
function rowOf ({ units, people }: World, { unitId, factorId }: Pick<Score, 'unitId' | 'factorId'>): number[] {
  return people.flatMap(({ unit, answers }) => {
    const [inside, a, b] = [ancestors(units, unit).includes(unitId), 'a' in answers, 'b' in answers]
    if (factorId === INDEX) return inside && a && b ? [1, 1] : [0, 0]
    return [inside && factorId === 'A' && a ? 1 : 0, inside && factorId === 'B' && b ? 1 : 0]
  })
}

/** Gives a set of fewer than k people whom some combination of the rows is about, and nobody else. */
function leakIn (rows: readonly number[][], people: number, k: number): Set<number> | undefined {
  const full = rank(rows)
  for (let mask = 1; mask < 1 << people; mask++) {
    const few = new Set(Array.from({ length: people }, (_, i) => i).filter(i => (mask >> i) & 1))
    if (few.size < k && full > rank(rows.map(row => row.filter((_, column) => !few.has(Math.floor(column / 2)))))) return few
  }
  return undefined
}

describe('an attacker with everything that is shown', () => {
  const cases = fc.integer({ min: 2, max: 4 }).chain(k => fc.record({ k: fc.constant(k), world: worlds(9, [1, k - 1, k, k + 1]) }))

  test('When all sums shown are combined in any way, then nothing is about fewer than k people', () => {
    fc.assert(fc.property(cases, ({ k, world }) => {
      const { scores } = release(world, two, { score: k, spread: 2 * k })
      expect(leakIn(scores.filter(({ value }) => value.kind === 'shown').map(score => rowOf(world, score)), world.people.length, k)).toBeUndefined()
    }), { numRuns: 150 })
  })

  test('When only groups below k were hidden, then the same attacker finds somebody', () => {
    const naive = (world: World, k: number) => world.units.flatMap(({ unitId }) => ['A', 'B', INDEX].map(factorId => rowOf(world, { unitId, factorId })))
      .filter(row => touched(row) >= k)
    const found = fc.sample(cases, { numRuns: 100, seed: 1 }).filter(({ k, world }) => leakIn(naive(world, k), world.people.length, k))
    expect(found.length).toBeGreaterThan(10)
  })

  test('When the index is shown wherever its factors are, then the same attacker finds somebody', () => {
    const careless = ({ k, world }: { k: number, world: World }) => release(world, two, { score: k, spread: 2 * k }).scores
      .filter(({ unitId, factorId, value }, _, all) => value.kind === 'shown' || (factorId === INDEX && valueOf(all, unitId).kind === 'shown'))
      .map(score => rowOf(world, score))
    const found = fc.sample(cases, { numRuns: 200, seed: 1 }).filter(one => leakIn(careless(one), one.world.people.length, one.k))
    expect(found.length).toBeGreaterThan(3)
  })

  test('When answers change and who answered does not, then the same scores are shown with the same n', () => {
    const pairs = fc.record({ world: worlds(40, [1, 4, 5, 6, 12]), shift: fc.integer({ min: 1, max: 4 }) })
    fc.assert(fc.property(pairs, ({ world, shift }) => {
      const other = { ...world, people: world.people.map(({ unit, answers }) => ({ unit, answers: Object.fromEntries(Object.entries(answers).map(([item, x]) => [item, ((x ?? 0) + shift) % 5 + 1])) })) }
      const faces = (world: World) => release(world, two).scores.map(({ value }) => [value.kind, value.kind === 'shown' ? value.n : 0])
      expect(faces(other)).toEqual(faces(world))
    }))
  })

  test('When groups show a spread of their own, then no combination of them is about fewer people than the threshold for spread', () => {
    const small = fc.record({ world: worlds(9, [1, 2, 3, 4, 5]), factorId: fc.constantFrom('A', 'B', INDEX) })
    fc.assert(fc.property(small, ({ world, factorId }) => {
      // Squares of different figures are different unknowns (the index' have products of two factors in them), so each is attacked alone.
      const rows = release(world, two, { score: 2, spread: 4 }).scores
        .filter(({ factorId: id, value }) => id === factorId && value.kind === 'shown' && value.interval.kind === 'shown' && value.interval.spread === 'own')
        .map(score => rowOf(world, score))
      expect(leakIn(rows, world.people.length, 4)).toBeUndefined()
    }), { numRuns: 100 })
  })
})

/** How many people a row is about. */
const touched = (row: readonly number[]) => row.filter((_, i) => i % 2 === 0 && (row[i] !== 0 || row[i + 1] !== 0)).length

/** Rank over a prime field; the rows are small whole numbers. */
function rank (rows: readonly number[][], prime = 1_000_003): number {
  const left = rows.map(row => [...row])
  let found = 0
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, i) => i >= found && row[column] !== 0)
    if (at < 0) continue
    const [pivot] = left.splice(at, 1) as [number[]]
    left.splice(found++, 0, pivot)
    for (let i = found; i < left.length; i++) {
      const row = left[i] as number[]
      const [p, q] = [pivot[column] as number, row[column] as number]
      if (q !== 0) row.forEach((value, j) => { row[j] = (((value * p - q * (pivot[j] as number)) % prime) + prime) % prime })
    }
  }
  return found
}
