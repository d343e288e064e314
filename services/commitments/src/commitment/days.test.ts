import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayIn, daysBetween } from './days.ts'

describe('days', () => {
  test.each([
    ['2026-11-24', 3, '2027-02-24'], ['2026-11-30', 3, '2027-02-28'], ['2027-11-30', 3, '2028-02-29'], ['2026-08-31', 6, '2027-02-28'], ['2026-12-01', 12, '2027-12-01'], ['2026-03-31', -1, '2026-02-28']
  ])('When months are added to %s, %i of them, then it is %s', (day, months, later) => {
    expect(addMonths(day, months)).toBe(later)
  })

  test('Whatever the day, adding days and counting them are each other\'s reverse', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -4_000, max: 4_000 }), (start, days) => {
      const day = addDays('1990-01-01', start)
      expect(daysBetween(day, addDays(day, days))).toBe(days)
    }))
  })

  test('When it is late in the evening, then the day is that of the organisation', () => {
    const at = new Date('2026-11-24T23:30:00Z')
    expect([dayIn('UTC', at), dayIn('Europe/Madrid', at), dayIn('America/Bogota', at)]).toEqual(['2026-11-24', '2026-11-25', '2026-11-24'])
  })
})
