import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { Refusal } from '@weft/service-kit/refusal'
import { planOf } from '../instrument/plan.ts'
import { addTally, emptyTally, fromJson, tallySheet, toJson, type Answers } from './tally.ts'

const instrument: Instrument = {
  instrumentId: 'two', version: 1, title: 'Two factors', validated: false,
  factors: [{ factorId: 'A', name: 'A', discipline: null, favourableFrom: 4 }, { factorId: 'B', name: 'B', discipline: null, favourableFrom: null }],
  items: [
    { itemId: 'a1', factorId: 'A', min: 1, max: 5, reverse: false, text: {} }, { itemId: 'a2', factorId: 'A', min: 1, max: 5, reverse: true, text: {} },
    { itemId: 'a3', factorId: 'A', min: 1, max: 5, reverse: false, text: {} },
    { itemId: 'b1', factorId: 'B', min: 1, max: 5, reverse: false, text: {} }, { itemId: 'b2', factorId: 'B', min: 1, max: 5, reverse: false, text: {} }
  ]
}
const plan = planOf(instrument)
const [a, b] = plan.factors as [(typeof plan.factors)[0], (typeof plan.factors)[0]]
const tallyOf = (sheets: readonly Answers[]) => sheets.reduce((tally, sheet) => { tallySheet(plan, tally, sheet); return tally }, emptyTally(plan))
const answer = fc.option(fc.integer({ min: 1, max: 5 }))
const sheet = fc.record({ a1: answer, a2: answer, a3: answer, b1: answer, b2: answer }, { requiredKeys: [] })

describe('one sheet', () => {
  test('When answers are reversed, then options are counted raw and scores are made of the reversed codes', () => {
    const { counts, sums } = tallyOf([{ a1: 5, a2: 1, a3: 4, b1: 2, b2: 3 }])
    expect(counts[0]).toBe(1)
    expect(counts[(a.items[1]?.optionsAt as number)]).toBe(1)
    expect(a.denominator).toBe(6n)
    expect(sums[0]).toBe(28n) // (5 + 5 + 4) / 3 = 28/6
    expect(sums[1]).toBe(784n)
    expect(counts.slice(a.scoredAt, a.scoredAt + 3)).toEqual([1, 3, 3])
  })

  test('When half of the items are answered, then there is a score; with fewer there is none', () => {
    const { counts, sums } = tallyOf([{ a1: 4, a2: null, a3: 5, b1: 1 }, { a1: 4 }])
    expect(counts[a.scoredAt]).toBe(1)
    expect(sums[0]).toBe(27n) // 9/2
    expect(counts[b.scoredAt]).toBe(1)
    expect(counts[b.completeAt]).toBe(0)
  })

  test('When a factor is missing, then there is no index and the person counts as one without', () => {
    const index = plan.index as NonNullable<typeof plan.index>
    const { counts, sums } = tallyOf([{ a1: 4, a2: 3, a3: 5, b1: 1 }, { b1: 2 }, {}])
    expect(counts.slice(index.scoredAt, index.scoredAt + 2)).toEqual([1, 1])
    expect(Number(sums[4]) / Number(index.denominator)).toBeCloseTo((4 + 1) / 2, 12)
  })

  test('When two items are answered, then their pair counts, and the whole scale does not', () => {
    const { counts } = tallyOf([{ a1: 2, a3: 5 }])
    expect(counts.slice(a.pairsAt, a.pairsAt + 12)).toEqual([0, 0, 0, 0, 1, 2, 5, 10, 0, 0, 0, 0])
    expect(counts[a.completeAt]).toBe(0)
  })

  test.each([[{ x: 1 }, 'unknown-item'], [{ a1: 6 }, 'answer-off-scale'], [{ a1: 0 }, 'answer-off-scale']])(
    'When a sheet does not fit its instrument (%j), then it is refused and nothing is added', (odd, code) => {
      const tally = emptyTally(plan)
      expect(() => tallySheet(plan, tally, odd as unknown as Answers)).toThrow(expect.objectContaining({ code }) as Error)
      expect(tally).toEqual(emptyTally(plan))
    })
})

describe('many sheets', () => {
  test('When sheets come in any order and any parts, then the tally is the same', () => {
    const cases = fc.array(sheet, { maxLength: 30 }).chain(sheets => fc.tuple(
      fc.constant(sheets), fc.shuffledSubarray(sheets, { minLength: sheets.length }), fc.nat(sheets.length)))
    fc.assert(fc.property(cases, ([sheets, shuffled, at]) => {
      const [left, right] = [tallyOf(shuffled.slice(0, at)), tallyOf(shuffled.slice(at))]
      expect(addTally(fromJson(toJson(left)), right)).toEqual(tallyOf(sheets))
    }))
  })

  test('When a sum passes 2^53, then it stays exact through JSON', () => {
    const big = { counts: [1], sums: [2n ** 60n + 1n] }
    expect(fromJson(JSON.parse(JSON.stringify(toJson(big))) as ReturnType<typeof toJson>)).toEqual(big)
  })

  test('When tallies of two instruments are added, then it throws', () => {
    expect(() => addTally(emptyTally(plan), { counts: [0], sums: [] })).toThrow()
  })
})

describe('the layout of an instrument', () => {
  const changed = (change: Partial<Instrument>) => () => planOf({ ...instrument, ...change })
  const item = instrument.items[0] as Instrument['items'][0]

  test('When factors have different scales, then there is no index', () => {
    expect(planOf({ ...instrument, items: instrument.items.map(one => one.factorId === 'B' ? { ...one, min: 0, max: 4 } : one) }).index).toBeNull()
  })

  test.each([
    ['mixed-scale', { items: [...instrument.items, { ...item, itemId: 'a4', max: 7 }] }],
    ['mixed-scale', { items: instrument.items.map(one => ({ ...one, max: 1 })) }],
    ['unknown-factor', { items: [...instrument.items, { ...item, itemId: 'c', factorId: 'C' }] }],
    ['doubled-item', { items: [...instrument.items, item] }],
    ['empty-factor', { items: instrument.items.filter(one => one.factorId === 'A') }],
    ['doubled-factor', { factors: [...instrument.factors, ...instrument.factors] }],
    ['reserved-factor', { factors: [{ factorId: 'index', name: 'x', discipline: null, favourableFrom: null }] }],
    ['instrument-too-wide', { items: instrument.items.map(one => ({ ...one, min: -1000, max: 1000 })).concat(Array.from({ length: 20 }, (_, i) => ({ ...item, itemId: `x${i}`, min: -1000, max: 1000 }))) }]
  ])('When an instrument cannot be tallied (%s), then it is refused', (code, change) => {
    expect(changed(change)).toThrow(Refusal)
    expect(changed(change)).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('When a factor has eleven items, then every mean of six to eleven answers is whole on its denominator', () => {
    const items = Array.from({ length: 11 }, (_, i) => ({ ...item, itemId: `i${i}` }))
    const eleven = planOf({ ...instrument, items, factors: instrument.factors.slice(0, 1) })
    expect(eleven.factors[0]?.denominator).toBe(27_720n)
  })
})
