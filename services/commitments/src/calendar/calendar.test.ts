import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFor, labelOf, quarterFrom, startingCalendar, startOf, type Calendar } from './calendar.ts'
import { addDays, dayIn, daysBetween } from '../commitment/days.ts'
import { daysIn } from './days.ts'

const q = (startsOn: string, change: Partial<Calendar> = {}) => quarterFrom(startsOn, { ...startingCalendar, ...change })
const calendars = fc.record({ fiscalMonth: fc.integer({ min: 1, max: 12 }), selfDays: fc.integer({ min: 3, max: 45 }), bossDays: fc.integer({ min: 3, max: 45 }), disputeDays: fc.integer({ min: 3, max: 45 }) })
  .map(change => ({ ...startingCalendar, ...change }))
const days = fc.integer({ min: 0, max: 36_500 }).map(n => addDays('2000-01-01', n))

describe('the quarters of an organisation', () => {
  test('When the year begins in January, then quarters are those of the calendar', () => {
    expect(q('2026-10-01')).toEqual({ startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026', reviewFrom: '2026-12-17', bossBy: '2027-01-14', finalOn: '2027-01-28' })
    expect(q('2028-01-01').endsOn).toBe('2028-03-31')
    expect(q('2027-12-01', { fiscalMonth: 12 }).endsOn).toBe('2028-02-29')
  })

  test('When the year begins in another month, then it is called after the year in which it ends', () => {
    expect(labelOf('2026-10-01', { fiscalMonth: 10 })).toBe('Q1 2027')
    expect(labelOf('2027-09-30', { fiscalMonth: 10 })).toBe('Q4 2027')
    expect(startOf('2026-11-24', { fiscalMonth: 2 })).toBe('2026-11-01')
    expect(startOf('2027-01-31', { fiscalMonth: 2 })).toBe('2026-11-01')
  })

  test.each([[2, '2027-04-30', 4], [3, '2027-02-28', 2], [4, '2027-03-31', 3]])('When the year is to begin in month %i, then the quarter of transition ends on %s, after %i months', (fiscalMonth, endsOn) => {
    expect(q('2027-01-01', { fiscalMonth }).endsOn).toBe(endsOn)
  })

  test('When the calendar is changed again and again, then every day is in exactly one quarter, and reviews have their time', () => {
    fc.assert(fc.property(days, fc.array(calendars, { minLength: 1, maxLength: 12 }), (from, changes) => {
      let startsOn = startOf(from, changes[0] ?? startingCalendar)
      expect(daysBetween(startsOn, from)).toBeGreaterThanOrEqual(0)
      for (const calendar of [...changes, ...changes]) {
        const quarter = quarterFrom(startsOn, calendar)
        expect(daysIn(quarter.startsOn, quarter.endsOn)).toBeGreaterThanOrEqual(59)
        expect(daysIn(quarter.startsOn, quarter.endsOn)).toBeLessThanOrEqual(123)
        expect([quarter.startsOn < quarter.reviewFrom, quarter.reviewFrom <= quarter.endsOn, quarter.endsOn < quarter.bossBy, quarter.bossBy < quarter.finalOn]).toEqual([true, true, true, true])
        // The next one begins where this one ends, whatever the calendar says by then.
        startsOn = addDays(quarter.endsOn, 1)
      }
    }), { numRuns: 500 })
  })

  test('When nothing changes, then every quarter has three months and holds the day it was looked for by', () => {
    fc.assert(fc.property(days, calendars, (day, calendar) => {
      const quarter = quarterFrom(startOf(day, calendar), calendar)
      expect(quarter.startsOn <= day && day <= quarter.endsOn).toBe(true)
      expect(startOf(addDays(quarter.endsOn, 1), calendar)).toBe(addDays(quarter.endsOn, 1))
      expect(daysIn(quarter.startsOn, quarter.endsOn)).toBeLessThanOrEqual(92)
      expect(labelOf(quarter.startsOn, calendar)).toBe(quarter.label)
    }), { numRuns: 500 })
  })

  test('When a version is written on the day a quarter begins, then it counts from the next one', () => {
    const versions = [{ ...startingCalendar, fiscalMonth: 2, writtenOn: '2026-11-01' }, { ...startingCalendar, fiscalMonth: 4, writtenOn: '2027-01-01' }]
    expect(calendarFor('2027-01-01', versions).fiscalMonth).toBe(2)
    expect(calendarFor('2027-01-02', versions).fiscalMonth).toBe(4)
    expect(calendarFor('2026-11-01', versions)).toEqual(startingCalendar)
  })

  test('When it is late in the evening in one place, then it is the next day in another', () => {
    const instant = new Date('2026-12-31T23:30:00Z')
    expect([dayIn('UTC', instant), dayIn('Europe/Berlin', instant), dayIn('America/Los_Angeles', instant)]).toEqual(['2026-12-31', '2027-01-01', '2026-12-31'])
    expect(() => dayIn('Mars/Olympus', instant)).toThrow(RangeError)
  })
})
