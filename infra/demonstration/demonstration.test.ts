import { createHash } from 'node:crypto'
import { full8 } from '@weft/survey/instrument/full-8'
import { describe, expect, test } from 'vitest'
import { demonstrationOn, seasonOf } from './demonstration.ts'
import { guestsOf } from './load.ts'

const demonstration = demonstrationOn('2026-11-24')
const bytes = (of: ReturnType<typeof demonstrationOn>) => createHash('sha256').update(JSON.stringify([of.files, of.past, of.open.title, of.open.closesOn, [...of.open.answers]])).digest('hex')

/** Means of a discipline in a past wave, reversed items turned, over rows whose path has this name. */
function meanOf (wave: 0 | 1, at: string, discipline: string): number {
  const [head = '', ...rows] = (demonstration.past[wave]?.answers ?? '').trim().split('\n')
  const columns = head.split(',')
  const values = rows.map(row => row.split(',')).filter(cells => cells.slice(0, 3).includes(at)).flatMap(cells => full8.items.filter(item => item.factorId === discipline).flatMap(({ itemId, reverse }) => {
    const cell = cells[columns.indexOf(itemId)]
    return cell === 'NA' ? [] : [reverse ? 6 - Number(cell) : Number(cell)]
  }))
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('the demonstration organisation', () => {
  test('When it is made twice for one day, then it is the same, byte for byte; another day changes dates only', () => {
    expect(bytes(demonstrationOn('2026-11-24'))).toBe(bytes(demonstration))
    const later = demonstrationOn('2027-02-01')
    expect(later.files).toEqual(demonstration.files)
    expect(later.past.map(past => past.answers)).toEqual(demonstration.past.map(past => past.answers))
    expect(later.open.closesOn).toBe('2027-02-22')
  })

  test('When its people are counted, then there are about a thousand in about sixty units, each with an address that leads nowhere and one boss above', () => {
    const { people, units } = demonstration
    expect(people.length).toBeGreaterThan(950)
    expect(units.length).toBeGreaterThanOrEqual(60)
    expect(new Set(people.map(person => person.email)).size).toBe(people.length)
    expect(people.every(person => person.email.endsWith('@example.org'))).toBe(true)
    expect(people.filter(person => person.boss === '')).toHaveLength(1)
    expect(units.filter(unit => unit.people > 0 && unit.people < 5).map(unit => unit.name)).toContain('Legal')
  })

  test('When somebody wants to look around, then there is one of each role', () => {
    expect(guestsOf(demonstration).map(guest => guest.role).sort()).toEqual(['Analyst', 'Auditor', 'Employee', 'IT', 'Manager of Customer Service', 'Program office'])
    expect(guestsOf(demonstrationOn('2026-11-24', 'me@company.example')).map(guest => guest.signIn)).toContain('me@company.example')
  })

  test('When the waves are read, then the story is in them: Customer Service became free to act, Claims sees no rival, executives see another company', () => {
    expect(meanOf(1, 'Customer Service', 'EM') - meanOf(0, 'Customer Service', 'EM')).toBeGreaterThan(0.4)
    expect(meanOf(1, 'Claims', 'KF')).toBeLessThan(meanOf(1, 'Retail Banking', 'KF') - 0.5)
    expect(meanOf(1, 'Executive team', 'CC')).toBeGreaterThan(meanOf(1, 'Technology', 'CC') + 0.7)
  })

  test('When a day is named, then its season is that of the northern half', () => {
    expect(['2026-11-24', '2026-05-15', '2026-12-01', '2027-01-31'].map(seasonOf)).toEqual(['Autumn 2026', 'Spring 2026', 'Winter 2027', 'Winter 2027'])
  })
})
