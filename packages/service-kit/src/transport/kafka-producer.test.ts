import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timestampOf } from './kafka-producer.ts'

const day = 86_400_000
const noon = Date.parse('2026-11-23T12:00:00Z')

test.each([
  ['an instant of today', '2026-11-23T11:59:59Z', '2026-11-23T11:59:59Z'],
  ['today as a day', '2026-11-23', '2026-11-23T00:00:00Z'],
  ['yesterday as a day', '2026-11-22', '2026-11-22T00:00:00Z'],
  ['a day of another year', '2002-05-01', '2026-11-23T00:00:00Z'],
  ['a day to come', '2027-01-01', '2026-11-23T00:00:00Z']
])('When the event has %s, then the record has a time that the broker keeps', (_what, time, expected) => {
  expect(new Date(timestampOf(time, noon))).toEqual(new Date(expected))
})

test('When the time of an event is a day, then the record\'s time is a midnight, at most two days old', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }), fc.nat(day), (date, within) => {
    const timestamp = timestampOf(date.toISOString().slice(0, 10), noon + within)
    expect(timestamp % day).toBe(0)
    expect(noon + within - timestamp).toBeGreaterThanOrEqual(0)
    expect(noon + within - timestamp).toBeLessThan(2 * day)
  }))
})
