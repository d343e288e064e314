import { seeded } from '@weft/testkit/seeded'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plantedUnits, type Planted } from '../../test/effect-world.ts'
import { effectsOf, rules, type Effect, type Unit } from './effect.ts'

const one = (units: readonly Unit[]): Effect => effectsOf(new Map([['CI', units]])).get('CI') as Effect
const usual: Planted = { kept: 10, others: 14, effect: 0.3, between: 0.1, people: [12, 60] }
const share = (many: number, holds: (random: () => number) => boolean): number => {
  const random = seeded(20_261_124)
  return Array.from({ length: many }, () => holds(random)).filter(Boolean).length / many
}

describe('planted effects', { timeout: 60_000 }, () => {
  test.each<[string, Planted]>([
    ['units move alike', { ...usual, between: 0 }],
    ['units move apart', { ...usual, between: 0.25 }],
    ['few kept and many did not', { ...usual, kept: 6, others: 30, between: 0.15 }],
    ['there are as few as may be', { ...usual, kept: 5, others: 5, people: [40, 120] }],
    ['units are small', { ...usual, kept: 20, others: 20, people: [6, 20] }],
    ['there is no effect', { ...usual, effect: 0 }]
  ])('When %s, then 93–97 % of the intervals hold the effect', (_, planted) => {
    let told = 0
    const covered = share(2_500, random => {
      const effect = one(plantedUnits(random, planted))
      if (effect.kind === 'told') told++
      return effect.kind === 'told' && effect.low <= planted.effect && planted.effect <= effect.high
    })
    expect(told).toBeGreaterThan(2_000)
    expect(covered * 2_500 / told).toBeGreaterThanOrEqual(0.93)
    expect(covered * 2_500 / told).toBeLessThanOrEqual(0.97)
  })

  test('When nothing has an effect, then at most 5 % of pages with eight disciplines call one clear', () => {
    const alarms = share(600, random => [...effectsOf(new Map(Array.from({ length: 8 }, (_, at) => [`D-${at}`, plantedUnits(random, { ...usual, effect: 0 })]))).values()].some(effect => effect.kind === 'told' && effect.clear))
    expect(alarms).toBeLessThanOrEqual(0.05)
  })

  test('When commitments are made where scores were lowest, then what rises by chance is no clear effect, though the plain difference would say so', () => {
    const low: Planted = { ...usual, effect: 0, between: 0, people: [8, 25], lowest: true }
    const says = (of: (effect: Extract<Effect, { kind: 'told' }>) => boolean) => share(1_500, random => { const effect = one(plantedUnits(random, low)); return effect.kind === 'told' && of(effect) })
    expect(says(({ low: end }) => end > 0)).toBeGreaterThan(0.3)
    expect(says(({ clear }) => clear)).toBeLessThanOrEqual(0.05)
  })

  test('When a true effect has the stated size, then it is found at least four times in five wherever anything is told', () => {
    for (const planted of [{ ...usual, people: [12, 20] }, { ...usual, kept: 6, others: 8, people: [28, 40] }] satisfies Partial<Planted>[]) {
      let told = 0
      const found = share(1_500, random => {
        const effect = one(plantedUnits(random, { ...planted, effect: rules.size, between: 0 }))
        if (effect.kind === 'told') told++
        return effect.kind === 'told' && effect.clear
      })
      expect(told).toBeGreaterThan(300)
      expect(found * 1_500 / told).toBeGreaterThanOrEqual(0.8)
    }
  })
})

describe('what is not told', () => {
  test.each<[string, Partial<Planted>, Effect]>([
    ['four units kept theirs', { kept: 4 }, { kind: 'untold', reason: 'too-few-units', kept: 4, others: 14 }],
    ['four units had none', { others: 4 }, { kind: 'untold', reason: 'too-few-units', kept: 10, others: 4 }],
    ['units are too small to find anything', { kept: 5, others: 5, people: [5, 6] }, { kind: 'untold', reason: 'too-little-power', kept: 5, others: 5 }]
  ])('When %s, then it says so', (_, change, expected) => {
    expect(one(plantedUnits(seeded(1), { ...usual, ...change }))).toEqual(expected)
  })

  test('When there is no unit at all, then too few', () => {
    expect(one([])).toEqual({ kind: 'untold', reason: 'too-few-units', kept: 0, others: 0 })
  })

  test('When two disciplines are told, then neither is drawn to the other; of three, each is, and more the less is known of it', () => {
    const random = seeded(3)
    const all = Array.from({ length: 3 }, (_, at): [string, Unit[]] => [`D-${at}`, plantedUnits(random, { ...usual, effect: at * 0.3 })])
    expect([...effectsOf(new Map(all.slice(0, 2))).values()]).toEqual([expect.objectContaining({ drawn: null }), expect.objectContaining({ drawn: null })])
    const told = [...effectsOf(new Map(all)).values()].flatMap(effect => effect.kind === 'told' ? [effect] : [])
    const [ends, ends2] = [told.map(({ drawn }) => drawn ?? NaN), told.map(({ difference }) => difference)]
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(Math.max(...ends2) - Math.min(...ends2))
  })
})

describe('units that are compared', () => {
  test('When units of several levels are there, then one level is taken, that with the most on its smaller side', () => {
    const [a, b] = [plantedUnits(seeded(4), usual), plantedUnits(seeded(5), { ...usual, kept: 6 })]
    expect(one([...b.map(unit => ({ ...unit, level: 3 })), ...a])).toEqual(one(a))
  })

  test('When everybody moves by the same amount more, then nothing changes but the two movements', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: -2, max: 2, noNaN: true }), (seed, by) => {
      const units = plantedUnits(seeded(seed), usual)
      const [before, after] = [one(units), one(units.map(unit => ({ ...unit, after: { ...unit.after, mean: unit.after.mean + by } })))]
      if (before.kind === 'untold' || after.kind === 'untold') return expect(after).toEqual(before)
      for (const key of ['difference', 'low', 'high', 'findable'] as const) expect(after[key]).toBeCloseTo(before[key], 9)
      expect(after.kept.change - before.kept.change).toBeCloseTo(by, 9)
      expect(after.equalStart?.difference).toBeCloseTo(before.equalStart?.difference ?? NaN, 8)
    }), { numRuns: 100 })
  })

  test('When a unit is known more exactly, then it counts for more', () => {
    const units = plantedUnits(seeded(6), { ...usual, effect: 0 })
    const outlier = (standardError: number) => one(units.map((unit, at) => at === 0 ? { ...unit, after: { mean: unit.before.mean + 1.5, standardError } } : unit))
    const [exact, vague] = [outlier(0.05), outlier(0.9)]
    expect(exact.kind === 'told' && vague.kind === 'told' && exact.kept.change > vague.kept.change).toBe(true)
  })
})
