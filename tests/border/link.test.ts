import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '@weft/testkit/seeded'
import { atLeast, link, midRanks, type Evidence, type Truth } from './link.ts'


function world (seed: number, people = 200, crowd = 10) {
  const random = seeded(seed)
  const numbers = Array.from({ length: people }, (_, i) => i)
  const shuffle = () => numbers.map(i => ({ i, at: random() })).sort((a, b) => a.at - b.at).map(({ i }) => i)
  const truth: Truth = { sheetOf: shuffle(), crowdOf: numbers.map(i => `crowd ${Math.floor(i / crowd)}`) }
  const clean: Evidence = {
    people: { clues: numbers.map(about => ({ about, place: 'people', value: random() })), mentions: numbers.map(about => ({ about, place: 'people', token: `p${about}` })) },
    sheets: { clues: numbers.map(about => ({ about, place: 'sheets', value: random() })), mentions: numbers.map(about => ({ about, place: 'sheets', token: `s${about}` })) }
  }
  return { random, truth, clean, numbers }
}
const options = (random: () => number) => ({ permutations: 500, random })

describe('the linking program', () => {
  test('When nothing joins people and sheets, then it does no better than chance', () => {
    const verdicts = Array.from({ length: 40 }, (_, seed) => world(seed)).map(({ clean, truth, random }) => link(clean, truth, options(random)))
    expect(verdicts.filter(verdict => verdict.p < 0.05).length).toBeLessThan(8)
    expect(verdicts.filter(verdict => verdict.permutationP < 0.05).length).toBeLessThan(8)
  })

  test('When both lists stand in the order of answering, then it is found', () => {
    const { clean, truth, numbers, random } = world(1)
    const asAnswered = { people: { ...clean.people, clues: numbers.map(about => ({ about, place: 'flags', value: about * 7 % 200 })) }, sheets: { ...clean.sheets, clues: truth.sheetOf.map((about, person) => ({ about, place: 'heap', value: person * 7 % 200 })) } }
    const verdict = link(asAnswered, truth, options(random))
    expect(verdict.p).toBeLessThan(1e-6)
    expect(verdict.findings[0]?.channel).toBe('order: flags ~ heap')
    expect(verdict.permutationP).toBeLessThan(0.01)
  })

  test('When a few sheets carry a value of their person, then it is found', () => {
    const { clean, truth, random } = world(2)
    const few = truth.sheetOf.slice(0, 12).map((about, person) => ({ about, place: 'sheets', token: `p${person}` }))
    expect(link({ ...clean, sheets: { ...clean.sheets, mentions: [...clean.sheets.mentions, ...few] } }, truth, options(random)).p).toBeLessThan(1e-6)
  })

  test('When the only link is the crowd itself, then that is not counted', () => {
    const { clean, truth, random } = world(3)
    const byCrowd = { people: { ...clean.people, clues: truth.crowdOf.map((crowd, about) => ({ about, place: 'unit', value: Number(crowd.slice(6)) })) }, sheets: { ...clean.sheets, clues: truth.sheetOf.map((about, person) => ({ about, place: 'stratum', value: Number(truth.crowdOf[person]?.slice(6)) })) } }
    expect(link(byCrowd, truth, options(random)).p).toBe(1)
  })

  test('Whatever the expectation, more hits are never more likely by chance', () => {
    fc.assert(fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), fc.nat(400), (chance, hits) => {
      expect(atLeast(hits + 1, chance)).toBeLessThanOrEqual(atLeast(hits, chance) + 1e-12)
    }))
  })

  test('Whatever the values, mid-ranks add up as ranks do', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), values => {
      expect(midRanks(values).reduce((a, b) => a + b, 0)).toBeCloseTo(values.length * (values.length - 1) / 2)
    }))
  })
})
