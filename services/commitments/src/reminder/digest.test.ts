import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf, type Matter } from './digest.ts'

const matter = (key: string, askDays: string[], more: Partial<Matter> = {}): Matter => ({ kind: 'due', key, askDays, duty: false, by: null, about: '', ...more })
const known = { today: '2026-12-20', said: new Set<string>(), wantsAll: true, mailsInSevenDays: 0, weeklyCap: 2 }

describe('a digest', () => {
  test('When nothing may be brought up yet, then there is no mail', () => {
    expect(digestOf([matter('a', ['2026-12-21'])], known)).toBeNull()
  })

  test('When one thing is new, then the mail holds what waited before as well, nearest day first', () => {
    const digest = digestOf([matter('late', ['2026-12-19'], { by: '2027-01-10' }), matter('soon', ['2026-12-01'], { by: '2026-12-24' })], { ...known, said: new Set(['soon#1']) })
    expect(digest?.all.map(({ key }) => key)).toEqual(['soon', 'late'])
    expect(digest?.news.map(({ key }) => key)).toEqual(['late'])
  })

  test('When days were slept through, then a matter is brought up once and not for each of them', () => {
    const digest = digestOf([matter('a', ['2026-12-01', '2026-12-10', '2026-12-18'])], known)
    expect(digest?.news).toMatchObject([{ key: 'a', ask: 3 }])
    expect(digestOf([matter('a', ['2026-12-01', '2026-12-10', '2026-12-18'])], { ...known, said: new Set(['a#3']) })).toBeNull()
  })

  test('When a person wants no mail, then only what others wait for comes', () => {
    const matters = [matter('own', ['2026-12-01']), matter('duty', ['2026-12-01'], { duty: true })]
    expect(digestOf(matters, { ...known, wantsAll: false })?.all.map(({ key }) => key)).toEqual(['duty'])
    expect(digestOf([matter('own', ['2026-12-01'])], { ...known, wantsAll: false })).toBeNull()
  })

  test('Over any run of days, no matter is said twice for one of its days, and no seven days hold more than the cap', () => {
    const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2026, 11, 1 + i)).toISOString().slice(0, 10))
    const asks = fc.uniqueArray(fc.constantFrom(...days), { minLength: 1, maxLength: 4 }).map(chosen => chosen.sort())
    fc.assert(fc.property(fc.array(asks, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (all, weeklyCap) => {
      const matters = all.map((askDays, i) => matter(`m${i}`, askDays))
      const said = new Set<string>()
      const mails: number[] = []
      for (const [i, today] of days.entries()) {
        const digest = digestOf(matters, { today, said, wantsAll: true, mailsInSevenDays: mails.filter(day => day > i - 7).length, weeklyCap })
        if (digest === null) continue
        mails.push(i)
        for (const { key, ask } of digest.news) {
          expect(said.has(`${key}#${ask}`)).toBe(false)
          said.add(`${key}#${ask}`)
        }
      }
      for (const i of mails) expect(mails.filter(day => day <= i && day > i - 7).length).toBeLessThanOrEqual(weeklyCap)
      // What was on time to be said at the end has been, whatever the cap: it only comes later.
      if (matters.length > 0) expect(mails.length).toBeGreaterThan(0)
    }))
  })
})
