import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { planOf } from '../instrument/plan.ts'
import { emptyTally, fromJson, tallySheet, toJson, type Tally } from '../tally/tally.ts'
import { alphaComplete, alphaPairwise, factorMoments, itemMoments } from './reliability.ts'

type Golden = {
  items: string[], reversed: string | string[], min: number, max: number, nComplete: number
  item: Record<string, { n: number, mean: number, sd: number }>
  alphaPairwise: { raw: number }, alphaComplete: { raw: number }, score: { n: number, mean: number, sd: number }
}

const data = new URL('../../../../tests/data/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, data), 'utf8')

/** Real answers and what R makes of them (psych::alpha and base R; see SOURCE.md there). */
const scales = ['lq2002', 'bfi', 'cohesion'].flatMap(name => {
  const golden = JSON.parse(read(`${name}.json`)) as Record<string, Golden | string>
  const rows = parse<Record<string, string>>(read(`${name}.csv`), { columns: true })
  return Object.entries(golden).flatMap(([scale, figures]) => typeof figures === 'object' && Array.isArray(figures.items) ? [{ name, scale, figures, rows }] : [])
})

function instrumentOf (scale: string, { items, reversed, min, max }: Golden): Instrument {
  return {
    instrumentId: scale, version: 1, title: scale, validated: false,
    factors: [{ factorId: scale, name: scale, discipline: null, favourableFrom: null }],
    items: items.map(itemId => ({ itemId, factorId: scale, min, max, reverse: [reversed].flat().includes(itemId), text: {} }))
  }
}

describe.each(scales)('$name $scale', ({ scale, figures, rows }) => {
  const plan = planOf(instrumentOf(scale, figures))
  const factor = plan.factors[0] as (typeof plan.factors)[0]
  const filled = emptyTally(plan)
  for (const row of rows) tallySheet(plan, filled, Object.fromEntries(figures.items.map(item => [item, row[item] === '' || row[item] === 'NA' ? null : Number(row[item])])))
  const tally: Tally = fromJson(JSON.parse(JSON.stringify(toJson(filled))) as ReturnType<typeof toJson>)

  test('When items are read from tallies, then n, mean and deviation equal R', () => {
    for (const item of factor.items) {
      const golden = figures.item[item.itemId] as Golden['item'][string]
      const { n, mean, variance } = itemMoments(tally, item)
      expect(n).toBe(golden.n)
      expect(mean).toBeCloseTo(golden.mean, 10)
      expect(Math.sqrt(variance as number)).toBeCloseTo(golden.sd, 10)
    }
  })

  test('When the scale is read from tallies, then n, mean and deviation equal R', () => {
    const { n, mean, variance } = factorMoments(tally, factor, 0)
    expect(n).toBe(figures.score.n)
    expect(mean).toBeCloseTo(figures.score.mean, 10)
    expect(Math.sqrt(variance as number)).toBeCloseTo(figures.score.sd, 10)
  })

  test('When alpha is read from tallies, then pairwise and complete equal R to 1e-9', () => {
    const [pairwise, complete] = [alphaPairwise(tally, factor), alphaComplete(tally, factor)]
    if (pairwise.kind !== 'defined' || complete.kind !== 'defined') throw new Error('Alpha must be defined here')
    expect(Math.abs(pairwise.value - figures.alphaPairwise.raw)).toBeLessThan(1e-9)
    expect(Math.abs(complete.value - figures.alphaComplete.raw)).toBeLessThan(1e-9)
    expect(complete.n).toBe(figures.nComplete)
  })
})

describe('what is not defined', () => {
  const golden = { items: ['a', 'b'], reversed: [], min: 1, max: 5 } as unknown as Golden
  const tallyOf = (instrument: Instrument, sheets: Record<string, number>[]) => {
    const plan = planOf(instrument)
    const tally = emptyTally(plan)
    for (const sheet of sheets) tallySheet(plan, tally, sheet)
    return { tally, factor: plan.factors[0] as (typeof plan.factors)[0] }
  }

  test('When there is one item, then alpha is undefined and says so', () => {
    const { tally, factor } = tallyOf(instrumentOf('x', { ...golden, items: ['a'] }), [{ a: 1 }, { a: 3 }])
    expect(alphaPairwise(tally, factor)).toEqual({ kind: 'undefined', reason: 'one-item' })
    expect(alphaComplete(tally, factor)).toEqual({ kind: 'undefined', reason: 'one-item' })
  })

  test('When everybody answers the same, then alpha is undefined and not 0', () => {
    const { tally, factor } = tallyOf(instrumentOf('x', golden), [{ a: 3, b: 3 }, { a: 3, b: 3 }])
    expect(alphaComplete(tally, factor)).toEqual({ kind: 'undefined', reason: 'no-spread' })
  })

  test('When nobody answered, then mean and variance are null and alpha undefined', () => {
    const { tally, factor } = tallyOf(instrumentOf('x', golden), [])
    expect(factorMoments(tally, factor, 0)).toEqual({ n: 0, mean: null, variance: null })
    expect(alphaPairwise(tally, factor)).toEqual({ kind: 'undefined', reason: 'too-few' })
  })
})
