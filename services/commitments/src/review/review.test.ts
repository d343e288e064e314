import { readFileSync } from 'node:fs'
import { Refusal } from '@weft/service-kit/refusal'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../commitment/days.ts'
import { decide, type Actor, type Command, type Context } from './decide.ts'
import { isLongLeave } from './leave.ts'
import { evolve, frozen, isOver, itemsOf, reviewerOf, type Review, type ReviewEvent, type Said, type State, type Value } from './review.ts'
import { lineBossOf } from './who-reviews.ts'

const quarter = { reviewFrom: '2026-12-17', endsOn: '2026-12-31', bossBy: '2027-01-14', finalOn: '2027-01-28' }
const [P, B, C] = ['P-1', 'B-1', 'B-2']
const said = (value: Value, more: Partial<Said> = {}): Said[] => [{ commitmentId: 'i', value, note: '', next: 'keep', links: [], ...more }]
const person: Actor = { role: 'person', personId: P }
const boss: Actor = { role: 'boss', personId: B }
const house: Actor = { role: 'house', personId: null }
const office: Actor = { role: 'office', personId: 'O-1' }
const context = (actor: Actor, today = '2027-01-05', more: Partial<Context> = {}): Context => ({ actor, today, quarter, counting: ['i'], isHere: () => true, ...more })
const run = (review: Review, command: Command, given: Context) => decide(review, command, given).reduce((now, event) => evolve(now, event, given.today), review)
const codeOf = (work: () => unknown): string => { try { work(); return 'nothing refused' } catch (error) { if (error instanceof Refusal) return error.code; throw error } }

const waiting = frozen(P, B, '2026-10-01')
const self = run(waiting, { type: 'open' }, context(house, '2026-12-17'))
const withBoss = run(self, { type: 'submit-self', items: said(75) }, context(person))
const answer = run(withBoss, { type: 'submit-boss', items: said(50) }, context(boss))
const disputed = run(answer, { type: 'dispute', reason: 'Nine of twelve' }, context(person))
const agreed = run(answer, { type: 'agree' }, context(person))
const closed = run(agreed, { type: 'close' }, context(house, '2027-01-29'))
const missed = run(withBoss, { type: 'close' }, context(house, '2027-01-29'))
const excused = run(self, { type: 'excuse', reason: 'leave' }, context(house))

describe('a review from its opening to its end', () => {
  test('When both say the same, then it is agreed at once; when they plan different next steps, then the person answers', () => {
    expect(run(withBoss, { type: 'submit-boss', items: said(75) }, context(boss))).toMatchObject({ state: 'agreed', settled: 'same-values', agreed: [{ commitmentId: 'i', value: 75 }] })
    expect(run(withBoss, { type: 'submit-boss', items: said(75, { next: 'drop', note: 'Overtaken' }) }, context(boss)).state).toBe('answer')
  })

  test('When the person was silent before, then the boss goes on after the quarter’s last day, and the person may still speak until the values are in', () => {
    expect(codeOf(() => decide(self, { type: 'skip-self' }, context(boss, '2026-12-31')))).toBe('self-time-runs')
    const skipped = run(self, { type: 'skip-self' }, context(boss, '2027-01-01'))
    expect(run(skipped, { type: 'submit-self', items: said(100) }, context(person))).toMatchObject({ state: 'boss', selfIn: true })
    expect(run(skipped, { type: 'submit-boss', items: said(0) }, context(boss)).state).toBe('answer')
  })

  test('When a dispute is settled, then both have said the same new value; one alone settles nothing', () => {
    const offered = run(disputed, { type: 'settle', values: said(75) }, context(boss))
    expect(offered.state).toBe('disputed')
    expect(run(offered, { type: 'settle', values: said(100) }, context(person)).state).toBe('disputed')
    expect(run(offered, { type: 'settle', values: said(75) }, context(person))).toMatchObject({ state: 'agreed', settled: 'settled', agreed: [{ value: 75 }] })
    expect(run(disputed, { type: 'agree' }, context(person))).toMatchObject({ state: 'agreed', settled: 'agreed', agreed: [{ value: 50 }] })
  })

  test('When nobody answers or settles for the days of a dispute, then the boss’s value counts and says how', () => {
    expect(codeOf(() => decide(disputed, { type: 'lapse' }, context(house, '2027-01-19')))).toBe('answer-time-runs')
    expect(run(disputed, { type: 'lapse' }, context(house, '2027-01-20'))).toMatchObject({ settled: 'by-lapse', agreed: [{ value: 50 }] })
    expect(run(answer, { type: 'lapse' }, context(house, '2027-01-20'))).toMatchObject({ settled: 'not-answered', agreed: [{ value: 50 }] })
  })

  test('When both want it, then an agreed review is reopened; who does not finish keeps what was agreed', () => {
    const asked = run(agreed, { type: 'ask-reopening' }, context(person))
    expect(codeOf(() => decide(asked, { type: 'consent-to-reopening' }, context(person)))).toBe('own-question')
    const again = run(asked, { type: 'consent-to-reopening' }, context(boss))
    expect(again).toMatchObject({ state: 'self', selfIn: false })
    expect(run(again, { type: 'close' }, context(house, '2027-01-29'))).toMatchObject({ state: 'closed', agreed: [{ value: 50 }], settled: 'agreed' })
    expect(codeOf(() => decide(again, { type: 'excuse', reason: 'leave' }, context(boss)))).toBe('values-are-in')
  })

  test('When the boss is silent, then the review is missed and has no value; when nothing counted, then nobody missed anything', () => {
    expect(missed).toMatchObject({ state: 'missed', agreed: null, boss: null })
    expect(run(self, { type: 'close' }, context(house, '2027-01-29', { counting: [] }))).toMatchObject({ state: 'excused', excuse: 'nothing-to-count' })
  })

  test('When an item has no value, two, or none of ours, then nothing is taken', () => {
    for (const [items, code] of [[[], 'item-without-value'], [[...said(50), ...said(75)], 'not-counted'], [[...said(50), ...said(75, { commitmentId: 'j' })], 'not-counted'], [said(75, { next: 'done' }), 'done-is-all'], [said(75, { next: 'drop' }), 'drop-needs-reason']] as const) {
      expect(codeOf(() => decide(withBoss, { type: 'submit-boss', items }, context(boss)))).toBe(code)
      expect(codeOf(() => decide(self, { type: 'submit-self', items }, context(person)))).toBe(code)
    }
    expect(codeOf(() => decide(withBoss, { type: 'submit-boss', items: [] }, context(boss, '2027-01-05', { counting: [] })))).toBe('nothing-to-count')
  })
})

describe('who reviews whom', () => {
  const follow = (review: Review, to: string | null, because: 'changed' | 'gone' = 'changed') => run(review, { type: 'change-boss', to, because }, context(house))

  test('When the boss changes before values are in, then the new one reviews; afterwards who gave them sees it through, unless gone', () => {
    expect(reviewerOf(follow(withBoss, C))).toBe(C)
    expect(codeOf(() => follow(answer, C))).toBe('values-are-in')
    expect(reviewerOf(follow(answer, C, 'gone'))).toBe(C)
    expect(codeOf(() => follow(self, P))).toBe('own-review')
    expect(codeOf(() => decide(follow(withBoss, C), { type: 'submit-boss', items: said(50) }, context(boss)))).toBe('not-the-reviewer')
  })

  test('When a boss hands a review over, then that one reviews until the day said, it is taken back, or the boss changes', () => {
    const handed = run(withBoss, { type: 'hand-over', to: C, until: '2027-01-10', why: 'delegation' }, context(boss))
    expect(reviewerOf(handed)).toBe(C)
    expect(codeOf(() => decide(handed, { type: 'submit-boss', items: said(50) }, context(boss)))).toBe('not-the-reviewer')
    expect(codeOf(() => decide(handed, { type: 'hand-over', to: 'X', until: null, why: 'delegation' }, context({ role: 'boss', personId: C })))).toBe('handed-to-you')
    expect(codeOf(() => decide(handed, { type: 'end-hand-over' }, context(house, '2027-01-10')))).toBe('hand-over-runs')
    expect(reviewerOf(run(handed, { type: 'end-hand-over' }, context(house, '2027-01-11')))).toBe(B)
    expect(reviewerOf(run(handed, { type: 'end-hand-over' }, context(boss)))).toBe(B)
    expect(codeOf(() => decide(handed, { type: 'end-hand-over' }, context({ role: 'boss', personId: 'X' })))).toBe('not-the-reviewer')
    expect(reviewerOf(follow(handed, 'X'))).toBe('X')
    const valued = run(handed, { type: 'submit-boss', items: said(50) }, context({ role: 'boss', personId: C }))
    expect(codeOf(() => decide(valued, { type: 'end-hand-over' }, context(boss)))).toBe('values-are-in')
    expect(reviewerOf(run(valued, { type: 'end-hand-over' }, context(house, '2027-01-05', { isHere: id => id !== C })))).toBe(B)
  })

  test.each([[P, 'own-review'], [B, 'reviews-already'], ['gone', 'no-such-person']])('When a review is handed to %s, then it is refused: %s', (to, code) => {
    expect(codeOf(() => decide(withBoss, { type: 'hand-over', to, until: null, why: 'matrix' }, context(boss, '2027-01-05', { isHere: id => id !== 'gone' })))).toBe(code)
  })

  test('When nobody is the boss, then the office names who reviews; the person never does', () => {
    const alone = follow(withBoss, null)
    expect(reviewerOf(alone)).toBeNull()
    expect(codeOf(() => decide(alone, { type: 'submit-boss', items: said(100) }, context({ role: 'boss', personId: P })))).toBe('not-the-reviewer')
    const named = run(alone, { type: 'hand-over', to: C, until: null, why: 'named' }, context(office))
    expect(reviewerOf(named)).toBe(C)
    expect(codeOf(() => decide(named, { type: 'hand-over', to: 'X', until: null, why: 'named' }, context(office)))).toBe('has-a-boss')
  })

  const up: Record<string, string | null> = { 'B-1': 'B-2', 'B-2': 'B-3', 'B-3': null, 'L-1': 'L-2', 'L-2': 'L-1' }
  const line = (named: string | null, frozenBoss: string | null, gone: string[]) => lineBossOf({ personId: P, named, frozen: frozenBoss, isHere: id => !gone.includes(id), bossOf: id => up[id] ?? null })
  test.each([
    ['the directory names another one', 'B-2', 'B-1', [], 'B-2'],
    ['the boss left and nobody was named', null, 'B-1', ['B-1'], 'B-2'],
    ['the boss left and the directory still names them', 'B-1', 'B-1', ['B-1'], 'B-2'],
    ['the boss and the next one up left', 'B-1', 'B-1', ['B-1', 'B-2'], 'B-3'],
    ['all above left', 'B-1', 'B-1', ['B-1', 'B-2', 'B-3'], null],
    ['the directory means nobody', null, 'B-1', [], null],
    ['the top of the house', null, null, [], null],
    ['somebody is named as their own boss', P, 'B-1', [], null],
    ['two leavers were each other’s boss', 'L-1', 'L-1', ['L-1', 'L-2'], null]
  ] as const)('When %s, then the rule says who is the boss', (_case, named, frozenBoss, gone, expected) => {
    expect(line(named, frozenBoss, [...gone])).toBe(expected)
  })

  test('When absences take half of a quarter’s days, then the person is excused, however they are cut', () => {
    const days = { startsOn: '2026-10-01', endsOn: '2026-12-31' }
    expect(isLongLeave([{ from: '2026-11-16', to: null }], days)).toBe(true)
    expect(isLongLeave([{ from: '2026-11-17', to: '2027-03-01' }], days)).toBe(false)
    expect(isLongLeave([{ from: '2026-10-01', to: '2026-10-31' }, { from: '2026-10-15', to: '2026-11-14' }], days)).toBe(false)
    expect(isLongLeave([{ from: '2026-10-01', to: '2026-10-31' }, { from: '2026-12-17', to: '2026-12-31' }], days)).toBe(true)
  })
})

const states: Record<State, Review> = { waiting, self, boss: withBoss, answer, agreed, disputed, closed, missed, excused }
const commands: Record<Command['type'], [Command, Actor]> = {
  open: [{ type: 'open' }, house], 'submit-self': [{ type: 'submit-self', items: said(50) }, person], 'skip-self': [{ type: 'skip-self' }, boss], 'submit-boss': [{ type: 'submit-boss', items: said(50) }, boss],
  agree: [{ type: 'agree' }, person], dispute: [{ type: 'dispute', reason: 'No' }, person], settle: [{ type: 'settle', values: said(50) }, person],
  'ask-reopening': [{ type: 'ask-reopening' }, person], 'consent-to-reopening': [{ type: 'consent-to-reopening' }, boss],
  'hand-over': [{ type: 'hand-over', to: C, until: null, why: 'delegation' }, boss], 'end-hand-over': [{ type: 'end-hand-over' }, boss], 'change-boss': [{ type: 'change-boss', to: C, because: 'changed' }, house],
  excuse: [{ type: 'excuse', reason: 'leave' }, office], readmit: [{ type: 'readmit' }, office], lapse: [{ type: 'lapse' }, house], close: [{ type: 'close' }, house]
}
/** What happens, in the words of the table: the events, or the code of the refusal. All on 20 January, where a fortnight has passed since the values. */
const outcome = (state: State, type: Command['type']): string => {
  const [command, actor] = commands[type]
  try { return decide(states[state], command, context(actor, type === 'close' ? '2027-01-29' : '2027-01-20')).map(event => event.type).join(', ') } catch (error) { return error instanceof Refusal ? `_${error.code}_` : String(error) }
}

describe('every command in every state', () => {
  test('When a command meets a state, then what happens is what the table of the decision page says', () => {
    const page = readFileSync(new URL('../../../../docs/decisions/0030-quarters-and-reviews.md', import.meta.url), 'utf8')
    const names = Object.keys(states) as State[]
    const table = [
      `| command | ${names.join(' | ')} |`,
      `|---|${names.map(() => '---|').join('')}`,
      ...(Object.keys(commands) as Command['type'][]).map(type => `| ${type} | ${names.map(state => outcome(state, type)).join(' | ')} |`)
    ].join('\n')
    expect(page).toContain(table)
  })

  const actors = fc.constantFrom<Actor>(person, boss, { role: 'boss', personId: C }, { role: 'boss', personId: P }, { role: 'person', personId: B }, office, house)
  const values = fc.constantFrom<Value>(0, 100)
  const items = fc.array(fc.record<Said>({ commitmentId: fc.constantFrom('i', 'j', 'k'), value: values, note: fc.constantFrom('', 'Why'), next: fc.constantFrom('keep', 'done', 'drop', 'change'), links: fc.constant([]) }), { maxLength: 3 })
  const whole = fc.tuple(values, values).map(([i, j]) => [...said(i), ...said(j, { commitmentId: 'j' })])
  const plain = fc.constantFrom('open' as const, 'skip-self' as const, 'agree' as const, 'ask-reopening' as const, 'consent-to-reopening' as const, 'end-hand-over' as const, 'readmit' as const, 'lapse' as const, 'close' as const).map((type): Command => ({ type }))
  const someCommand: fc.Arbitrary<Command> = fc.oneof(
    plain, fc.constant<Command>({ type: 'dispute', reason: 'No' }), fc.oneof(whole, items).map(list => ({ type: 'submit-self' as const, items: list })), fc.oneof(whole, items).map(list => ({ type: 'submit-boss' as const, items: list })), whole.map(list => ({ type: 'settle' as const, values: list })),
    fc.record({ type: fc.constant('hand-over' as const), to: fc.constantFrom(P, B, C), until: fc.constantFrom(null, '2027-01-10'), why: fc.constantFrom('delegation' as const, 'matrix' as const, 'named' as const) }),
    fc.record({ type: fc.constant('change-boss' as const), to: fc.constantFrom(P, B, C, null), because: fc.constantFrom('changed' as const, 'gone' as const) }),
    fc.record({ type: fc.constant('excuse' as const), reason: fc.constantFrom('left' as const, 'leave' as const) })
  )
  const steps = fc.array(fc.record({ command: someCommand, other: actors, odd: fc.integer({ min: 0, max: 9 }), pick: fc.nat(), days: fc.constantFrom(0, 0, 0, 0, 1, 1, 3, 12), gone: fc.constantFrom('', '', B, C) }), { minLength: 1, maxLength: 25, size: 'max' })
  type Step = { command: Command, other: Actor, odd: number, pick: number, days: number, gone: string }
  const both = (first: Value, second: Value) => [...said(first), ...said(second, { commitmentId: 'j' })]

  /** Six steps of ten go on as the rules allow, or hardly any walk would come far; the others are anything, by anybody. */
  const chosen = ({ command, other, odd, pick }: Step, review: Review, given: Omit<Context, 'actor'>): [Command, Actor] => {
    if (odd > 5) return [command, odd > 7 ? other : commands[command.type][1]]
    const now: Actor = { role: 'boss', personId: reviewerOf(review) }
    const [i, j]: [Value, Value] = pick % 2 === 0 ? [100, 0] : [0, 100]
    const ways: [Command, Actor][] = [
      [{ type: 'open' }, house], [{ type: 'submit-self', items: both(i, j) }, person], [{ type: 'skip-self' }, now], [{ type: 'submit-boss', items: both(100, 0) }, now], [{ type: 'agree' }, person], [{ type: 'dispute', reason: 'No' }, person],
      [{ type: 'settle', values: both(i, j) }, person], [{ type: 'settle', values: both(i, j) }, now], [{ type: 'lapse' }, house], [{ type: 'ask-reopening' }, now], [{ type: 'consent-to-reopening' }, person], [{ type: 'readmit' }, office]
    ]
    const open = ways.filter(([way, actor]) => { try { return decide(review, way, { ...given, actor }).length > 0 } catch { return false } })
    return open[Math.floor(pick / 2) % open.length] ?? [command, other]
  }

  type Walk = { review: Review, today: string, bossSpoke: boolean, wasAgreed: boolean, wasReopened: boolean }
  const step = (walk: Walk, one: Step): Walk => {
    const today = addDays(walk.today, one.days)
    const given = { today, quarter, counting: ['i', 'j'], isHere: (id: string) => id !== one.gone }
    const [command, actor] = chosen(one, walk.review, given)
    let events: readonly ReviewEvent[]
    try { events = decide(walk.review, command, { ...given, actor }) } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(error.code).toMatch(/^[a-z-]+$/)
      return { ...walk, today }
    }
    // Something happened: never to a review that is over, and after the last day only its end.
    expect(isOver(walk.review) && !(command.type === 'readmit' && walk.review.state === 'excused')).toBe(false)
    if (today > quarter.finalOn) expect(['close', 'lapse']).toContain(command.type)
    return events.reduce((now, event) => told(now, event, actor, today), { ...walk, today })
  }
  const told = (walk: Walk, event: ReviewEvent, actor: Actor, today: string): Walk => {
    const review = evolve(walk.review, event, today)
    if (event.type === 'boss-submitted') expect([actor.role, actor.personId === reviewerOf(walk.review), actor.personId !== P]).toEqual(['boss', true, true])
    const bossSpoke = walk.bossSpoke || event.type === 'boss-submitted'
    if (event.type === 'agreed') {
      expect(bossSpoke).toBe(true)
      expect(event.values.map(({ commitmentId }) => commitmentId).sort()).toEqual(['i', 'j'])
      if (event.how !== 'settled') expect(event.values).toEqual(review.boss?.map(({ commitmentId, value }) => ({ commitmentId, value })))
    }
    expect(reviewerOf(review)).not.toBe(P)
    expect(itemsOf(review, ['i', 'j'])).toHaveLength(2)
    return { ...walk, review, bossSpoke, wasAgreed: walk.wasAgreed || event.type === 'agreed', wasReopened: walk.wasReopened || event.type === 'reopened' }
  }

  test('When commands of anybody come in any order on any day, then no review is lost, no boss is skipped, nothing closed changes, and every refusal has a code', () => {
    const seen = new Map<string, number>()
    fc.assert(fc.property(steps, fc.constantFrom(B, B, B, null), (all, lineBoss) => {
      const walked = all.reduce(step, { review: frozen(P, lineBoss, '2026-10-01'), today: '2026-12-16', bossSpoke: false, wasAgreed: false, wasReopened: false })
      const last = walked.today > quarter.finalOn ? walked.today : addDays(quarter.finalOn, 1)
      const end = isOver(walked.review) ? walked.review : run(walked.review, { type: 'close' }, context(house, last, { counting: ['i', 'j'] }))
      expect(isOver(end)).toBe(true)
      for (const was of [end.state, end.settled, walked.review.disputeReason, ...walked.wasReopened ? ['reopened'] : []]) if (was !== null) seen.set(was, (seen.get(was) ?? 0) + 1)
      // Whatever was once agreed is there at the end, and values are there only where a boss gave them.
      expect(end.agreed !== null).toBe(end.state === 'closed')
      if (walked.wasAgreed) expect(end.state).toBe('closed')
      if (!walked.bossSpoke) expect(end.agreed).toBeNull()
    }), { numRuns: Number(process.env['RUNS'] ?? 1_000), seed: 20_261_001 })
    // Walks that came nowhere would prove nothing.
    for (const end of ['closed', 'missed', 'excused', 'same-values', 'agreed', 'settled', 'by-lapse', 'not-answered', 'No', 'reopened']) expect([end, (seen.get(end) ?? 0) > 3]).toEqual([end, true])
  }, 120_000)
})
