import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuarterWorld, say, type QuarterWorld } from '../../test/quarter-world.ts'
import { actingAs, actingAsHouse } from '../acting-as.ts'
import type { Commitment } from '../commitment/commitment.ts'
import { countMade } from '../commitment/counted.store.ts'

let world: QuarterWorld
const Q4 = '2026-10-01'
const Q1 = '2027-01-01'
const idIn = async (quarter: string, personId: string) => (await world.reviewIn(quarter, personId))?.id ?? ''
const secretWords = 'nobody but me'

// Top: T. Bosses: A and B under T. Staff: A1, A2, A3 under A, B1 under B.
beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  for (const [personId, bossId] of [['T', null], ['A', 'T'], ['B', 'T'], ['A1', 'A'], ['A2', 'A'], ['A3', 'A'], ['B1', 'B']] as const) await world.tell(personId, bossId)
  for (const [n, of] of [[1, 'A1'], [2, 'A1'], [3, 'A2'], [4, 'B1'], [5, 'T'], [6, 'A']] as const) await world.promise({ n, of, startsOn: '2026-08-01', dueOn: '2026-12-31' })
  await world.turn()
})
afterAll(() => world.close())

describe('a quarter from its opening to its end', () => {
  test('When the platform starts, then the running quarter is open for everybody at once, with what is open and who is whose boss, once', async () => {
    await world.turn()
    const { rows: quarters } = await world.pool.query(/* sql */ `select starts_on, ends_on, label, review_from, boss_by, final_on, state from quarter`)
    expect(quarters).toEqual([{ starts_on: Q4, ends_on: '2026-12-31', label: 'Q4 2026', review_from: '2026-12-17', boss_by: '2027-01-14', final_on: '2027-01-28', state: 'open' }])
    const { rows: reviews } = await world.pool.query(/* sql */ `select person_id, boss_id, state from review order by person_id`)
    expect(reviews).toEqual([['A', 'T'], ['A1', 'A'], ['A2', 'A'], ['A3', 'A'], ['B', 'T'], ['B1', 'B'], ['T', null]].map(([person_id, boss_id]) => ({ person_id, boss_id, state: 'waiting' })))
    expect((await actingAsHouse(world.pool, tx => tx.query(/* sql */ `select count(*)::int as n from counted`))).rows).toEqual([{ n: 6 }])
    expect((await world.told()).filter(({ type }) => type === 'review-changed')).toHaveLength(7)
  })

  test('When somebody looks before reviews begin, then the page knows when they will', async () => {
    const { review, quarter, known } = await world.mine('A1')
    expect([known, quarter?.label, review?.state, review?.dueOn, review?.asks]).toEqual([true, 'Q4 2026', 'waiting', '2026-12-17', []])
    expect(review?.items.map(({ commitmentId, weight }) => [commitmentId, weight])).toEqual([[world.idOf(1), 2], [world.idOf(2), 2]])
    expect(await world.act(await idIn(Q4, 'A1'), 'self', 'A1', { items: [say(1, 50), say(2, 50)] })).toMatchObject({ status: 409, body: { code: 'not-yet-open' } })
  })

  test('When reviews begin, then everybody’s is open, and a newcomer of that day has one too', async () => {
    await world.turn('2026-12-17')
    await world.tell('A4', 'A')
    expect(await world.reviewIn(Q4, 'A4')).toMatchObject({ state: 'self', bossId: 'A', unitId: 'U-1' })
    expect((await world.mine('A1')).review).toMatchObject({ state: 'self', dueOn: '2026-12-31', asks: ['send-self'], bossName: 'Name A' })
  })

  test('When somebody writes a draft, then nobody else reads it, neither by the page nor by the database; when it is sent, both read the same', async () => {
    const id = await idIn(Q4, 'A1')
    const draft = [{ ...say(1, 75, { note: secretWords, links: ['https://example.org/calls'] }) }, { ...say(2, 0), value: null, next: null }]
    expect((await world.post(`/commitments/reviews/${id}/draft`, { items: draft }, world.ask('A1'))).status).toBe(200)
    expect((await world.mine('A1')).review?.items[0]?.draft).toMatchObject({ value: 75, note: secretWords })
    expect(JSON.stringify((await world.read(id, 'A')).body)).not.toContain(secretWords)
    const seenBy = async (personId: string) => (await actingAs(world.pool, personId, tx => tx.query(/* sql */ `select from review_draft`))).rowCount
    expect([await seenBy('A1'), await seenBy('A'), await seenBy('T')]).toEqual([1, 0, 0])
    expect((await actingAsHouse(world.pool, tx => tx.query(/* sql */ `select from review_draft`))).rowCount).toBe(0)

    expect(await world.act(id, 'self', 'A1', { items: [say(1, 75)] })).toMatchObject({ status: 422, body: { code: 'item-without-value', problems: [{ at: world.idOf(2) }] } })
    expect((await world.act(id, 'self', 'A1', { items: [say(1, 75, { note: secretWords, links: ['https://example.org/calls'] }), say(2, 50)] })).body.state).toBe('boss')
    const [mine, theirs] = [(await world.read(id, 'A1')).body, (await world.read(id, 'A')).body]
    expect(theirs.items.map(({ self, boss }) => ({ self, boss }))).toEqual(mine.items.map(({ self, boss }) => ({ self, boss })))
    expect(theirs.items[0]?.self).toMatchObject({ note: secretWords, links: ['https://example.org/calls'] })
    expect(await seenBy('A1')).toBe(0)
  })

  test('When somebody else asks, be it the boss’s boss, another boss, a colleague or the office, then there is no such review', async () => {
    const id = await idIn(Q4, 'A1')
    for (const other of ['T', 'B', 'A2']) {
      expect(await world.read(id, other)).toMatchObject({ status: 404, body: { code: 'no-such-review' } })
      expect(await world.act(id, 'boss', other, { items: [say(1, 0), say(2, 0)] })).toMatchObject({ status: 404, body: { code: 'no-such-review' } })
      expect(await world.act(id, 'agree', other)).toMatchObject({ status: 404 })
      expect((await world.post(`/commitments/reviews/${id}/draft`, { items: [] }, world.ask(other))).status).toBe(404)
    }
    expect(await world.get(`/commitments/reviews/${id}`)).toMatchObject({ status: 403, body: { code: 'not-in-directory' } })
    expect(await world.act(id, 'boss', 'A1', { items: [say(1, 100), say(2, 100)] })).toMatchObject({ status: 403, body: { code: 'not-the-reviewer' } })
  })

  test('When the boss sends other values, then the person answers; agreed values and next steps are carried out on the commitments', async () => {
    const id = await idIn(Q4, 'A1')
    expect((await world.act(id, 'boss', 'A', { items: [say(1, 100, { next: 'done' }), say(2, 25, { next: 'drop', note: 'Overtaken by the new dialler' })] })).body.state).toBe('answer')
    expect((await world.mine('A1')).review).toMatchObject({ state: 'answer', asks: ['agree', 'dispute'], dueOn: '2026-12-31' })
    expect((await world.act(id, 'agree', 'A1')).body.state).toBe('agreed')
    const { rows } = await actingAsHouse(world.pool, tx => tx.query(/* sql */ `select state, progress, version, ended_on, drop_agreed_by from commitment where person_id = 'A1' order by commitment_id`))
    expect(rows).toEqual([{ state: 'done', progress: 100, version: 2, ended_on: '2026-12-17', drop_agreed_by: null }, { state: 'dropped', progress: 25, version: 2, ended_on: '2026-12-17', drop_agreed_by: 'A' }])
    const { rows: changes } = await actingAsHouse(world.pool, tx => tx.query(/* sql */ `select act, by_person, reason from commitment_change order by commitment_id, version`))
    expect(changes).toEqual([{ act: 'done', by_person: 'A', reason: null }, { act: 'dropped', by_person: 'A', reason: 'Overtaken by the new dialler' }])
    expect((await world.told()).filter(({ type }) => type === 'commitment-ended').map(({ data }) => data)).toMatchObject([{ how: 'done', progress: 100, by: 'A' }, { how: 'dropped', agreed: true, reason: 'Overtaken by the new dialler' }])
    // What is made after that is nobody's to look at in this quarter: it begins with the next one.
    await world.promise({ n: 30, of: 'A1', startsOn: '2026-12-17', dueOn: '2026-12-20' })
    await actingAs(world.pool, 'A1', async tx => countMade(tx, { commitmentId: world.idOf(30), personId: 'A1', weight: 2, parts: 1, horizon: '3-months', discipline: null, startsOn: '2026-12-17', dueOn: '2026-12-20' } as Commitment, '2026-12-17'))
    expect((await world.mine('A1')).review).toMatchObject({ items: [{}, {}], notYet: [] })
    expect(await world.history(id)).toEqual(['frozen', 'opened', 'self-submitted', 'boss-submitted', 'agreed'])
    const told = (await world.told()).filter(({ key }) => key === id).map(({ data }) => data as { act: string, seq: number })
    expect(told.map(({ act, seq }) => [act, seq])).toEqual([['frozen', 1], ['opened', 2], ['self-submitted', 3], ['boss-submitted', 4], ['agreed', 5]])
    expect(JSON.stringify(told)).not.toContain(secretWords)
  })

  test('When both reopen it, then it can be said anew; who does not finish keeps what was agreed', async () => {
    const id = await idIn(Q4, 'A1')
    await world.act(id, 'reopening', 'A')
    expect(await world.act(id, 'reopening/consent', 'A')).toMatchObject({ status: 409, body: { code: 'own-question' } })
    expect((await world.act(id, 'reopening/consent', 'A1')).body.state).toBe('self')
    expect((await world.mine('A1')).review?.items.map(({ agreed }) => agreed)).toEqual([100, 25])
  })

  test('When two send at once with the same version, then one of them is told that it changed meanwhile', async () => {
    const id = await idIn(Q4, 'A2')
    const { version } = (await world.read(id, 'A2')).body
    const send = (value: number) => world.post<{ code?: string }>(`/commitments/reviews/${id}/self`, { version, items: [say(3, value)] }, world.ask('A2'))
    const both = await Promise.all([send(50), send(75)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await world.history(id)).toEqual(['frozen', 'opened', 'self-submitted'])
  })

  test('When the team is listed, then what waits for the boss stands first, with when it is due', async () => {
    const team = await world.team('A')
    expect(team.map(({ personId, state, dueOn, withName }) => [personId, state, dueOn, withName])).toEqual([
      ['A2', 'boss', '2027-01-14', null], ['A1', 'self', '2026-12-31', null], ['A3', 'self', '2026-12-31', null], ['A4', 'self', '2026-12-31', null]
    ])
    expect(await world.team('A1')).toEqual([])
  })

  test('When the person was silent, then the boss goes on after the last day, the person does not answer, and the boss’s value counts and is marked', async () => {
    const id = await idIn(Q4, 'B1')
    expect(await world.act(id, 'skip-self', 'B')).toMatchObject({ status: 409, body: { code: 'self-time-runs' } })
    await world.turn('2027-01-02')
    expect((await world.act(id, 'skip-self', 'B')).body.state).toBe('boss')
    expect((await world.act(id, 'boss', 'B', { items: [say(4, 50)] })).body.state).toBe('answer')
    await world.turn('2027-01-16')
    expect((await world.reviewIn(Q4, 'B1'))?.state).toBe('answer')
    await world.turn('2027-01-17')
    expect(await world.reviewIn(Q4, 'B1')).toMatchObject({ state: 'agreed', settled: 'not-answered' })
  })

  test('When a dispute stays open, then the boss’s value counts after its days, marked, and nothing is dropped over the person’s word', async () => {
    const id = await idIn(Q4, 'A2')
    await world.act(id, 'boss', 'A', { items: [say(3, 25, { next: 'drop', note: 'Not needed' })] })
    expect((await world.act(id, 'dispute', 'A2', { reason: 'Nine of twelve were called' })).body.state).toBe('disputed')
    expect((await world.read(id, 'A')).body).toMatchObject({ disputeReason: 'Nine of twelve were called', asks: ['settle', 'hand-over'] })
    expect((await world.act(id, 'settle', 'A', { values: [{ commitmentId: world.idOf(3), value: 50 }] })).body.state).toBe('disputed')
    expect((await world.mine('A2')).review?.items[0]?.offers).toEqual({ person: null, boss: 50 })
    await world.turn('2027-01-29')
    expect(await world.reviewIn(Q4, 'A2')).toMatchObject({ state: 'closed', settled: 'by-lapse' })
    expect((await actingAsHouse(world.pool, tx => tx.query(/* sql */ `select state, progress from commitment where person_id = 'A2'`))).rows).toEqual([{ state: 'open', progress: 25 }])
  })

  test('When the quarter is final, then a silent boss’s review is missed without a value, who had nothing missed nothing, and what was agreed before a reopening stands', async () => {
    expect(await world.reviewIn(Q4, 'A1')).toMatchObject({ state: 'closed', settled: 'agreed' })
    expect(await world.reviewIn(Q4, 'A')).toMatchObject({ state: 'missed', settled: null })
    expect(await world.reviewIn(Q4, 'A3')).toMatchObject({ state: 'excused', excuse: 'nothing-to-count' })
    expect((await actingAsHouse(world.pool, tx => tx.query(/* sql */ `select from review_item i join review r using (review_id) where r.person_id = 'A'`))).rowCount).toBe(0)
    expect((await world.pool.query(/* sql */ `select q.starts_on, q.state from quarter q order by 1`)).rows).toEqual([{ starts_on: Q4, state: 'final' }, { starts_on: Q1, state: 'open' }])
  })

  test('When somebody wants to change a closed quarter, then it is refused with a code, whatever they try', async () => {
    const id = await idIn(Q4, 'A1')
    for (const [step, by, body] of [['self', 'A1', { items: [] }], ['boss', 'A', { items: [] }], ['agree', 'A1', {}], ['dispute', 'A1', { reason: 'No' }], ['settle', 'A', { values: [] }], ['reopening', 'A1', {}], ['hand-over', 'A', { email: 'b@example.org', until: null, why: 'matrix' }]] as const) {
      expect(await world.act(id, step, by, body), step).toMatchObject({ status: 409, body: { code: 'quarter-is-final' } })
    }
    expect((await world.mine('A1')).earlier).toMatchObject([{ label: 'Q4 2026', state: 'closed' }])
    expect((await world.read(id, 'A1')).body.items.map(({ agreed }) => agreed)).toEqual([100, 25])
  })
})
