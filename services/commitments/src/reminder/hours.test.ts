import { describe, expect, test } from 'vitest'
import { isOpenHour, localTime } from './hours.ts'

const berlin = { timeZone: 'Europe/Berlin', fromHour: 8, toHour: 18 }

describe('hours of mail', () => {
  test.each([
    ['a Tuesday at 08:00 in Berlin', '2026-11-24T07:00:00Z', true],
    ['a minute before', '2026-11-24T06:59:00Z', false],
    ['17:59', '2026-11-24T16:59:00Z', true],
    ['18:00', '2026-11-24T17:00:00Z', false],
    ['a Saturday at noon', '2026-11-28T11:00:00Z', false],
    ['a Monday morning that is Sunday in UTC no more', '2026-11-30T07:30:00Z', true],
    ['08:00 in summer', '2026-07-01T06:00:00Z', true]
  ])('When it is %s, then mail goes out: %s %s', (_name, now, open) => {
    expect(isOpenHour(new Date(now), berlin)).toBe(open)
  })

  test('When it is night in UTC, then the day is that of the zone', () => {
    expect(localTime(new Date('2026-11-24T23:30:00Z'), 'Asia/Tokyo')).toEqual({ weekday: 'Wed', day: '2026-11-25', hour: 8 })
  })
})
