import fc from 'fast-check'
import { expect, test } from 'vitest'
import { positionOf, START, textOf } from './position.ts'

test('When a position is written and read again, then it is the same', () => {
  const count = fc.integer({ min: 1, max: 999_999_999 })
  fc.assert(fc.property(count, count, (seq, index) => { expect(positionOf(textOf({ seq, index }))).toEqual({ seq, index }) }))
})

test('When there is no Last-Event-ID, then the stream starts at the first release', () => {
  expect(positionOf(undefined)).toEqual(START)
  expect(positionOf('')).toEqual(START)
})

test.each(['1', '0.1', '1.0', '-1.2', '1.2.3', '01.2', '1e3.1', '1.2 ', 'latest', '9999999999.1'])('When the Last-Event-ID is %j, then it is refused', text => {
  expect(() => positionOf(text)).toThrow(expect.objectContaining({ code: 'no-such-position' }) as Error)
})
