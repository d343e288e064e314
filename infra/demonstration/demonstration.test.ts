import { createHash } from 'node:crypto'
import { full8 } from '@weft/survey/instrument/full-8'
import { describe, expect, test } from 'vitest'
import { daysAfter, daysFrom, runningCalendar } from './days.ts'
import { demonstrationOn, seasonOf } from './demonstration.ts'
import { guestsOf } from './load.ts'

const demonstration = demonstrationOn('2026-11-24')
const bytes = (of: ReturnType<typeof demonstrationOn>) => createHash('sha256').update(JSON.stringify([of.files, of.past, of.portfolio, of.visits, of.open.title, of.open.closesOn, [...of.open.answers]])).digest('hex')

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
    expect(later.portfolio.projects).toEqual(demonstration.portfolio.projects)
    expect(later.visits.map(({ promised, ...visit }) => ({ ...visit, promised: promised.map(({ wording, self }) => [wording, self]) }))).toEqual(demonstration.visits.map(({ promised, ...visit }) => ({ ...visit, promised: promised.map(({ wording, self }) => [wording, self]) })))
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

  test('When its projects are counted, then there are 32, about half of them decided, each merge into one that goes on', () => {
    const { projects } = demonstration.portfolio
    const decided = projects.filter(project => project.decided !== null)
    expect([projects.length, new Set(projects.map(({ title }) => title)).size]).toEqual([32, 32])
    expect(decided.length).toBe(17)
    for (const { decided: one } of decided) if (one?.kind === 'merge') expect(projects.find(({ title }) => title === one.into)?.decided?.kind).toMatch(/keep|adopt/)
  })

  test('When it is looked at on any day, then the running quarter ends in two to six weeks, its reviews are going on, and what is due in eight weeks counts in it', () => {
    for (let day = '2026-01-01'; day < '2029-01-01'; day = daysAfter(day, 1)) {
      const { endsOn, days: { selfDays, fiscalMonth } } = runningCalendar(day)
      const left = daysFrom(day, endsOn)
      expect(left, day).toBeGreaterThanOrEqual(15)
      expect(left, day).toBeLessThanOrEqual(selfDays)
      expect((left + 1) * 4, day).toBeGreaterThanOrEqual(60)
      expect((Number(daysAfter(endsOn, 1).slice(5, 7)) - fiscalMonth + 12) % 3, day).toBe(0)
    }
  })

  test('When people are looked at, then several hundred have come, and every stage of a review is there, most of all with the guest who is a boss', () => {
    const { visits, people } = demonstration
    expect(visits.length).toBeGreaterThan(280)
    const stages = ['not-yet', 'self', 'boss', 'agreed', 'disputed']
    expect(stages.filter(stage => visits.some(({ review }) => review === stage))).toEqual(stages)
    const boss = people.find(({ signIn }) => signIn === 'manager@localhost')?.person
    expect(visits.filter(({ person, review }) => person.boss === boss && review === 'self').length).toBeGreaterThanOrEqual(3)
    expect(visits.find(({ person }) => person.signIn === 'employee@localhost')).toMatchObject({ review: 'not-yet', ratings: null })
  })

  test('When a day is named, then its season is that of the northern half', () => {
    expect(['2026-11-24', '2026-05-15', '2026-12-01', '2027-01-31'].map(seasonOf)).toEqual(['Autumn 2026', 'Spring 2026', 'Winter 2027', 'Winter 2027'])
  })
})
