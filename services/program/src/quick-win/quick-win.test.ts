import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPersonal, fromWhom, kindOf, looksPersonal, mondaysUntil } from './quick-win.ts'

const nothing = { metric: null, evidence: null, link: null }

describe('A win or a story', () => {
  test.each([
    ['a value before and after', { ...nothing, metric: { name: 'Days', before: '14', after: '6' } }, 'win'],
    ['a claimed value without the one before', { ...nothing, metric: { name: 'Days', before: null, after: '6' } }, 'story'],
    ['a claim without a baseline and a link', { metric: { name: 'Days', before: null, after: '6' }, evidence: 'Report', link: 'https://example.org/' }, 'story'],
    ['a value that did not move', { ...nothing, metric: { name: 'Days', before: '6 ', after: '6' } }, 'story'],
    ['something to look at', { ...nothing, evidence: 'The new form hangs in the hall.' }, 'win'],
    ['a link', { ...nothing, link: 'https://example.org/' }, 'win'],
    ['nothing', nothing, 'story']
  ] as const)('When there is %s, then it is what it says', (_, shown, kind) => {
    expect(kindOf(shown)).toBe(kind)
  })
})

describe('Customers in a text', () => {
  test.each(['write to ana@example.org', 'call +49 170 1234567', 'call 030 1234567', 'DE89 3704 0044 0532 0130 00', 'contract 40012345', 'Mrs. Huber was glad', 'Herr Yilmaz rief an'])('When it says "%s", then the author is asked to look again', text => {
    expect(looksPersonal('A headline', text)).toBe(true)
    expect(() => { checkPersonal([text], false) }).toThrow('looks as if it named a customer')
    expect(() => { checkPersonal([text], true) }).not.toThrow()
  })
  test.each(['from 14 to 6 days', 'since 24 November 2026', '1,200 letters in 2026', 'a customer in the north', 'Net promoter 42 of 100'])('When it says "%s", then nothing is asked', text => {
    expect(looksPersonal(text)).toBe(false)
  })
})

describe('From whom', () => {
  test('When the author is not named, then the unit is said only where five people work in it', () => {
    expect(fromWhom({ name: null, unitName: 'Claims', people: 5 })).toBe('somebody in Claims')
    expect(fromWhom({ name: null, unitName: 'Claims', people: 4 })).toBe('somebody')
    expect(fromWhom({ name: null, unitName: null, people: 50 })).toBe('somebody')
    expect(fromWhom({ name: 'Ana Ruiz', unitName: 'Claims', people: 1 })).toBe('Ana Ruiz')
  })
})

describe('Weeks', () => {
  test('When it is Tuesday, 24 November 2026, then the weeks begin on its Mondays', () => {
    expect(mondaysUntil('2026-11-24', 3)).toEqual(['2026-11-09', '2026-11-16', '2026-11-23'])
    expect(mondaysUntil('2026-11-23', 1)).toEqual(['2026-11-23'])
    expect(mondaysUntil('2026-11-29', 1)).toEqual(['2026-11-23'])
  })
  test('When any day is given, then its Monday is at most six days before', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), days => {
      const day = new Date(days * 86_400_000).toISOString().slice(0, 10)
      const monday = mondaysUntil(day, 1)[0] ?? ''
      const apart = (Date.parse(day) - Date.parse(monday)) / 86_400_000
      expect([new Date(`${monday}T00:00:00Z`).getUTCDay(), apart >= 0 && apart < 7]).toEqual([1, true])
    }))
  })
})
