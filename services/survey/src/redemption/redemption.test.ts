import { createHash, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Redemption } from '@weft/contracts/survey/events'
import { isTimeToTell, redemptionEvents } from './redemption.ts'

const waveId = '8f14e45f-ceea-467f-9c1b-0a5b1d0f6f11'
const hashes = (count: number) => Array.from({ length: count }, (_, i) => createHash('sha256').update(String(i)).digest('hex'))
const told = (of: readonly string[]) => redemptionEvents({ waveId, day: '2027-03-02', final: true, hashes: of }, randomUUID).map(event => JSON.parse(event.data ?? '') as Redemption)

describe('telling redeemed hashes', () => {
  test('When there are many, then they come sorted over all parts, each once', () => {
    const all = hashes(12_001)
    const parts = told(all)
    expect(parts.map(({ part, parts, final }) => [part, parts, final])).toEqual([[0, 3, true], [1, 3, true], [2, 3, true]])
    expect(parts.flatMap(part => part.hashes)).toEqual([...all].sort())
  })

  test('When there are none, then one empty part says so', () => {
    expect(told([])).toEqual([{ waveId, day: '2027-03-02', part: 0, parts: 1, final: true, hashes: [] }])
  })

  test('When the same hashes come in any order, then what is told is the same', () => {
    const all = hashes(30)
    fc.assert(fc.property(fc.shuffledSubarray(all, { minLength: all.length }), shuffled => { expect(told(shuffled)).toEqual(told(all)) }))
  })
})

test('When the hour has come on a new day, and not before, then it is time to tell', () => {
  expect(isTimeToTell(new Date('2027-03-02T02:59:59Z'), '2027-03-01', 3)).toBe(false)
  expect(isTimeToTell(new Date('2027-03-02T03:00:00Z'), '2027-03-01', 3)).toBe(true)
  expect(isTimeToTell(new Date('2027-03-02T23:00:00Z'), '2027-03-02', 3)).toBe(false)
})
