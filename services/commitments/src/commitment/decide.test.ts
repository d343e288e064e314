import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '@weft/service-kit/refusal'
import { draftOf, type Commitment, type Written } from './commitment.ts'
import { addDays, addMonths } from './days.ts'
import { decide, type Asking, type Command } from './decide.ts'
import { boundsOf } from './due.ts'

const today = '2026-11-02'
const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const written: Written = { wording: 'When a claim is late, I will call first', horizon: '3-months', dueOn: null, discipline: 'EM', priorityId: null, practiceId: null, benefits: 'customer', measure: 'Calls', weight: 2, milestone: null }
const draft = (change: Partial<Written> = {}) => draftOf({ ...written, ...change }, { commitmentId: id(1), personId: 'P-1', today })
const asking = (now: Commitment, change: Partial<Asking> = {}): Asking => ({ by: 'P-1', as: 'owner', seen: now.version, today, underReview: false, dropFinal: false, ...change })
const done = (now: Commitment, command: Command, change: Partial<Asking> = {}): Commitment => {
  const made = decide(now, command, asking(now, change))
  if (made === null) throw new Error('Nothing changed')
  return made.after
}
const open = (change: Partial<Written> = {}) => done(draft(change), { act: 'open' })
const boss = { by: 'P-2', as: 'boss' } as const
const refused = (code: string): unknown => expect.objectContaining({ code })

describe('a draft that is made', () => {
  test.each([['3-months', '2027-02-02'], ['6-months', '2027-05-02']] as const)('When its horizon is %s, then it is due on %s, from today', (horizon, dueOn) => {
    expect(open({ horizon })).toMatchObject({ state: 'open', startsOn: today, dueOn, version: 2 })
  })
  test.each([['3-months', '2027-03-02', true], ['3-months', '2027-03-03', false], ['3-months', '2026-11-09', true], ['3-months', '2026-11-08', false], ['6-months', '2027-06-02', true], ['6-months', '2027-06-03', false], ['6-months', '2027-02-01', false]] as const)('When %s is to be due on %s, then that it may is %s', (horizon, dueOn, may) => {
    if (may) expect(open({ horizon, dueOn }).dueOn).toBe(dueOn)
    else expect(() => open({ horizon, dueOn })).toThrow(refused('due-outside'))
  })
  test('When it lies beyond, then its first milestone that is not reached says when, and none is refused', () => {
    const beyond = open({ horizon: 'beyond', milestone: { milestoneId: id(9), wording: 'Two calls', dueOn: '2027-04-01' } })
    expect(beyond.dueOn).toBe('2027-04-01')
    const two = done(beyond, { act: 'add-milestone', milestone: { milestoneId: id(10), wording: 'Four calls', dueOn: '2027-10-01' } })
    expect(two.dueOn).toBe('2027-04-01')
    expect(done(two, { act: 'reach-milestone', milestoneId: id(9) }).dueOn).toBe('2027-10-01')
    expect(() => open({ horizon: 'beyond' })).toThrow(refused('needs-milestone'))
    expect(() => open({ horizon: 'beyond', milestone: { milestoneId: id(9), wording: 'x', dueOn: '2027-11-03' } })).toThrow(refused('milestone-outside'))
    expect(() => done(beyond, { act: 'remove-milestone', milestoneId: id(9) })).toThrow(refused('needs-milestone'))
  })
})

describe('what may be asked, of which and by whom', () => {
  test('When it was changed meanwhile, or is somebody else\'s, then it is refused', () => {
    const now = open()
    expect(() => decide(now, { act: 'done' }, asking(now, { seen: 1 }))).toThrow(refused('changed-meanwhile'))
    for (const as of ['boss', 'partner'] as const) expect(() => decide(now, { act: 'progress', progress: 50 }, asking(now, { as }))).toThrow(refused('not-yours'))
    for (const as of ['owner', 'partner'] as const) expect(() => decide(now, { act: 'agree-weight', weight: 3 }, asking(now, { as }))).toThrow(refused('not-the-boss'))
  })
  test('When it has ended, then nothing of it changes but the boss\'s word on a drop', () => {
    const [finished, dropped] = [done(open(), { act: 'done' }), done(open(), { act: 'drop', reason: 'Taken over by another team' })]
    expect(finished).toMatchObject({ state: 'done', progress: 100, endedOn: today })
    expect(() => done(finished, { act: 'progress', progress: 25 })).toThrow(refused('commitment-done'))
    expect(() => done(dropped, { act: 'write', written })).toThrow(refused('commitment-dropped'))
    expect(done(dropped, { act: 'agree-drop' }, boss).dropAgreedBy).toBe('P-2')
    expect(() => done(dropped, { act: 'agree-drop' }, { ...boss, dropFinal: true })).toThrow(refused('quarter-closed'))
  })
  test('When the owner asks for another weight, then the boss\'s agreement is gone', () => {
    const agreed = done(open(), { act: 'agree-weight', weight: 3 }, boss)
    expect(agreed).toMatchObject({ weight: 3, weightAgreedBy: 'P-2' })
    expect(done(agreed, { act: 'write', written: { ...written, weight: 3, measure: 'Other' } }).weightAgreedBy).toBe('P-2')
    expect(done(agreed, { act: 'write', written }).weightAgreedBy).toBeNull()
  })
  test('When nothing differs, then nothing is done', () => {
    const now = open()
    for (const command of [{ act: 'write', written }, { act: 'progress', progress: 0 }, { act: 'partners', partners: [] }] as const) expect(decide(now, command, asking(now))).toBeNull()
  })
  test('When the time of a horizon is over, then its words can change, and its date only with a longer horizon', () => {
    const late = { today: '2027-07-01' }
    expect(done(open(), { act: 'write', written: { ...written, measure: 'Other' } }, late).dueOn).toBe('2027-02-02')
    expect(() => done(open(), { act: 'write', written: { ...written, dueOn: '2027-08-01' } }, late)).toThrow(refused('due-passed'))
    expect(() => done(open(), { act: 'write', written: { ...written, horizon: '6-months' } }, late)).toThrow(refused('due-passed'))
    expect(done(open(), { act: 'write', written: { ...written, horizon: 'beyond', milestone: { milestoneId: id(9), wording: 'Half', dueOn: '2027-12-01' } } }, late).dueOn).toBe('2027-12-01')
  })
  test('When it is split, then parts start, fall due and stand where it did, and share its weight', () => {
    const now = done(open(), { act: 'progress', progress: 50 })
    const split = decide(now, { act: 'split', newIds: [], parts: [{ commitmentId: id(2), wording: 'a', measure: 'a' }, { commitmentId: id(3), wording: 'b', measure: 'b' }] }, asking(now))
    expect(split?.after).toMatchObject({ state: 'split', endedOn: today })
    expect(split?.parts).toMatchObject([id(2), id(3)].map(commitmentId => ({ commitmentId, startsOn: now.startsOn, dueOn: now.dueOn, progress: 50, weight: 2, parts: 2, splitFrom: id(1), state: 'open', version: 1 })))
    expect(() => done(now, { act: 'split', parts: [{ commitmentId: id(2), wording: 'a', measure: 'a' }], newIds: [] })).toThrow(refused('parts'))
    expect(() => done(now, { act: 'split', newIds: [], parts: [{ commitmentId: id(2), wording: 'a', measure: 'a' }, { commitmentId: id(3), wording: 'b', measure: 'b' }] }, { underReview: true })).toThrow(refused('under-review'))
  })
})

// A year of anything: commands of anybody, with dates near and far.
const anId = fc.integer({ min: 10, max: 14 }).map(id)
const aDay = fc.integer({ min: -30, max: 500 }).map(days => addDays(today, days))
const aMilestone = fc.record({ milestoneId: anId, wording: fc.constant('A step'), dueOn: aDay })
const aWriting: fc.Arbitrary<Written> = fc.record({
  wording: fc.constantFrom('One', 'Two'), horizon: fc.constantFrom('3-months' as const, '6-months' as const, 'beyond' as const), dueOn: fc.option(aDay), discipline: fc.constant(null), priorityId: fc.constant(null), practiceId: fc.constant(null),
  benefits: fc.constant('customer' as const), measure: fc.constant('Calls'), weight: fc.integer({ min: 1, max: 3 }), milestone: fc.option(aMilestone)
})
const aCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ act: fc.constant('write' as const), written: aWriting }), fc.constant<Command>({ act: 'open' }), fc.record({ act: fc.constant('progress' as const), progress: fc.constantFrom(0 as const, 25 as const, 50 as const, 75 as const, 100 as const) }),
  fc.constant<Command>({ act: 'done' }), fc.constant<Command>({ act: 'drop', reason: 'Why' }), fc.constant<Command>({ act: 'agree-drop' }), fc.record({ act: fc.constant('agree-weight' as const), weight: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('split' as const), newIds: fc.constant([]), parts: fc.array(fc.record({ commitmentId: anId, wording: fc.constant('Part'), measure: fc.constant('Calls') }), { maxLength: 6 }) }),
  fc.record({ act: fc.constantFrom('add-milestone' as const, 'change-milestone' as const), milestone: aMilestone }), fc.record({ act: fc.constantFrom('reach-milestone' as const, 'remove-milestone' as const), milestoneId: anId }),
  fc.record({ act: fc.constant('partners' as const), partners: fc.array(fc.constantFrom('P-1', 'P-3', 'P-4')) })
)
const aStep = fc.record({ command: aCommand, as: fc.constantFrom('owner' as const, 'owner' as const, 'boss' as const, 'partner' as const), later: fc.integer({ min: 0, max: 40 }), stale: fc.integer({ min: 0, max: 9 }).map(n => n === 0) })

describe('Whatever is asked, by anybody, in any order', () => {
  test('a commitment stays one: refused or whole, with one version a change, dates in order, and an end that is an end', () => {
    fc.assert(fc.property(aWriting, fc.array(aStep, { maxLength: 25 }), (first, steps) => {
      let [now, day] = [draftOf(first, { commitmentId: id(1), personId: 'P-1', today }), today]
      for (const { command, as, later, stale } of steps) {
        day = addDays(day, later)
        const made = tried(() => decide(now, command, asking(now, { as, today: day, ...as === 'boss' && { by: 'P-2' }, ...stale && { seen: now.version - 1 } })))
        if (made === null) continue
        check(now, made.after, day)
        if (made.parts.length > 0) expect(made.parts.reduce((sum, part) => sum + part.weight / part.parts, 0)).toBeCloseTo(now.weight / now.parts, 10)
        now = made.after
      }
    }), { numRuns: 2_000 })
  })
})

function tried<T> (work: () => T): T | null {
  try { return work() } catch (error) {
    if (error instanceof Refusal && error.code !== '') return null
    throw error
  }
}

function check (before: Commitment, after: Commitment, day: string): void {
  expect(after.version).toBe(before.version + 1)
  expect([after.commitmentId, after.personId, after.parts]).toEqual([before.commitmentId, before.personId, before.parts])
  if (before.startsOn !== null) expect(after.startsOn).toBe(before.startsOn)
  expect(after.state === 'draft').toBe(after.startsOn === null)
  expect(['done', 'dropped', 'split'].includes(after.state)).toBe(after.endedOn !== null)
  if (before.endedOn !== null) expect({ ...after, version: 0, dropAgreedBy: null }).toEqual({ ...before, version: 0, dropAgreedBy: null })
  if (after.startsOn === null || after.dueOn === null) return
  expect(after.dueOn >= after.startsOn).toBe(true)
  if (after.horizon !== 'beyond' && (after.dueOn !== before.dueOn || after.horizon !== before.horizon)) {
    const { first, last } = boundsOf(after.horizon, after.startsOn, day)
    expect(after.dueOn >= first && after.dueOn <= last).toBe(true)
  }
  if (after.horizon === 'beyond') expect(after.dueOn <= addMonths(day, 12)).toBe(true)
}
