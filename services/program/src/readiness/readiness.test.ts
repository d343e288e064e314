import { aspects, type Rated } from '@weft/contracts/program/readiness-api'
import { describe, expect, test } from 'vitest'
import { checkReview, quarterOf } from './readiness.ts'

const nine: Rated[] = aspects.map(({ id }) => ({ aspect: id, level: null, evidence: '' }))

test.each([['2026-01-01', '2026-Q1'], ['2026-03-31', '2026-Q1'], ['2026-04-01', '2026-Q2'], ['2026-12-31', '2026-Q4']])('%s lies in %s', (day, quarter) => { expect(quarterOf(day)).toBe(quarter) })

describe('A readiness review', () => {
  test('When all nine are there, in any order, then they are kept in the order of the source', () => {
    expect(checkReview([...nine].reverse(), '2026-Q4', '2026-11-24')).toEqual(nine)
  })

  test.each([
    ['one is missing', nine.slice(1), '2026-Q4', 'not-all-nine'], ['one comes twice', [...nine.slice(1), nine[1] as Rated], '2026-Q4', 'not-all-nine'],
    ['a level has no evidence', [{ aspect: 'mandate' as const, level: 1, evidence: '  ' }, ...nine.slice(1)], '2026-Q4', 'no-evidence'], ['the quarter is to come', nine, '2027-Q1', 'quarter-to-come']
  ])('When %s, then it is refused', (_what, rated, quarter, code) => {
    expect(() => checkReview(rated, quarter, '2026-11-24')).toThrow(expect.objectContaining({ code }))
  })
})
