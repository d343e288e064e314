import type { Experiment } from '@weft/contracts/program/experiment-api'
import { describe, expect, test } from 'vitest'
import { figureIn, resultInWords } from './words.ts'

const one = { verdict: 'not-moved', measure: 'repeat calls a week', baseline: 40, target: 20, result: 44, better: 'lower' } as Experiment

describe('What came out, in words', () => {
  test.each([
    [{}, 'Did not move: repeat calls a week went from 40 to 44, target 20.'],
    [{ verdict: 'moved', target: null, result: 30 }, 'Moved lower: repeat calls a week went from 40 to 30.'],
    [{ verdict: 'observation', baseline: null, result: 5 }, 'Observation: repeat calls a week, 5. There was no baseline, so nobody can say what it changed.'],
    [{ verdict: 'observation', result: null }, 'Observation: seen, not measured.']
  ])('%o', (change, words) => { expect(resultInWords({ ...one, ...change } as Experiment)).toBe(words) })

  test.each([['', null], [' 12,5 ', 12.5], ['−3', -3], ['1000000', 1e6], ['about 5', undefined], ['1e9', undefined], ['1.000.000', undefined]])('A box with "%s" holds %s', (text, value) => {
    expect(figureIn(text)).toBe(value)
  })
})
