import type { ForumReply, ForumState, VoteRound } from '@weft/contracts/program/forum-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStartWorld, type Somebody, type StartWorld } from '../../test/start-world.ts'
import { actingAs } from '../acting-as.ts'
import { forumWay, resultOf } from './forum.ts'

let world: StartWorld
beforeAll(async () => { world = await openStartWorld(12) })
afterAll(() => world.stop())

const plan = async () => ((await world.call(world.office, 'POST', '/program/forums', { title: 'Opening forum', day: '2026-12-03', statement: 'We are customer-centric' })).body as { forumId: string }).forumId
const step = (forumId: string, from: ForumState) => world.call(world.office, 'POST', `/program/forums/${forumId}/step`, { from })
const vote = (who: Somebody, forumId: string, round: VoteRound, value: number) => world.call(who, 'POST', `/program/forums/${forumId}/votes`, { round, value })
const read = async (who: Somebody, forumId: string) => (await world.call(who, 'GET', `/program/forums/${forumId}`)).body as ForumReply
const leader = (place: number) => world.leaders[place] as Somebody

/** A forum from plan to end, in which leader i votes `votes[i]`, before and after; null leaves that vote out. */
async function held (votes: readonly (readonly [number | null, number | null])[]): Promise<string> {
  const forumId = await plan()
  await step(forumId, 'planned')
  for (const [i, [before]] of votes.entries()) if (before !== null) await vote(leader(i), forumId, 'before', before)
  await step(forumId, 'before')
  await step(forumId, 'debate')
  for (const [i, [, after]] of votes.entries()) if (after !== null) await vote(leader(i), forumId, 'after', after)
  await step(forumId, 'after')
  return forumId
}

describe('A leaders’ forum', () => {
  test('When it is held, then both votes of those who voted twice are told, and the end is an event without votes', async () => {
    const forumId = await held([[5, 3], [5, 3], [4, 2], [4, 3], [3, 3], [3, 2], [2, 1], [null, 5], [1, null]])
    expect((await read(leader(0), forumId)).result).toEqual({ kind: 'shown', people: 7, before: { kind: 'at-least', mean: 3.7143 }, after: { kind: 'exact', mean: 2.4286, counts: null } })
    expect(await world.told('forum-held')).toContainEqual({ forumId, day: '2026-12-03', statement: 'We are customer-centric', attended: 9, leaders: 12, argumentsFor: 0, argumentsAgainst: 0 })
  })

  test('When ten and more voted twice, then the distribution is told too', async () => {
    const forumId = await held([[5, 3], [5, 3], [4, 2], [4, 3], [3, 3], [3, 2], [2, 1], [2, 2], [1, 4], [4, 4]])
    expect((await read(world.staff, forumId)).result).toEqual({
      kind: 'shown', people: 10, before: { kind: 'exact', mean: 3.3, counts: [1, 2, 2, 3, 2] }, after: { kind: 'exact', mean: 2.7, counts: [1, 3, 4, 2, 0] }
    })
  })

  test('When four voted twice, then neither figure nor number is told, however many voted once', async () => {
    const forumId = await held([[5, 3], [5, 3], [4, 2], [4, 3], [3, null], [3, null], [null, 1]])
    expect((await read(leader(0), forumId)).result).toEqual({ kind: 'hidden' })
  })

  test('When it has not ended, then nothing of the votes is told to anybody, and the database tells it to nobody either', async () => {
    const forumId = await plan()
    await step(forumId, 'planned')
    for (let i = 0; i < 12; i++) await vote(leader(i), forumId, 'before', 1)
    await step(forumId, 'before')
    await step(forumId, 'debate')
    for (let i = 0; i < 12; i++) await vote(leader(i), forumId, 'after', 2)
    for (const who of [world.office, leader(0), world.staff]) expect(await read(who, forumId)).toMatchObject({ result: null })
    expect((await world.database.pool.query(`select * from forum_votes_counted($1)`, [forumId])).rows).toEqual([{ people: null, sum_before: null, sum_after: null, counts_before: null, counts_after: null }])
  })

  test('When a vote comes before its opening, between the votes or after the end, then it is refused with a sentence and what was voted stays', async () => {
    const forumId = await plan()
    const refusedIn = async (round: VoteRound, sentence: RegExp) => {
      const { status, body } = await vote(leader(1), forumId, round, 1)
      expect({ status, body }).toMatchObject({ status: 409, body: { code: 'vote-not-open', detail: expect.stringMatching(sentence) as string } })
    }
    await refusedIn('before', /has not opened yet/)
    await step(forumId, 'planned')
    await vote(leader(1), forumId, 'before', 4)
    await refusedIn('after', /opens after the debate/)
    await step(forumId, 'before')
    await refusedIn('before', /first vote is over/)
    await step(forumId, 'debate')
    await refusedIn('before', /first vote is over/)
    await vote(leader(1), forumId, 'after', 2)
    await step(forumId, 'after')
    await refusedIn('after', /has ended/)
    expect((await read(leader(1), forumId)).mine).toEqual({ votes: true, before: 4, after: 2 })
  })

  test('When a vote is changed while it is open, or sent twice, then the last one counts once', async () => {
    const forumId = await plan()
    await step(forumId, 'planned')
    for (const value of [2, 5, 5]) expect((await vote(leader(2), forumId, 'before', value)).status).toBe(200)
    expect((await read(leader(2), forumId)).mine).toMatchObject({ before: 5, after: null })
    expect((await read(leader(3), forumId)).mine).toMatchObject({ before: null })
  })

  test('When a step is sent twice, then the forum goes on once; from a state that is over it is refused', async () => {
    const forumId = await plan()
    expect((await Promise.all([step(forumId, 'planned'), step(forumId, 'planned')])).map(({ status, body }) => [status, (body as { state: string }).state])).toEqual([[200, 'before'], [200, 'before']])
    await step(forumId, 'before')
    expect(await step(forumId, 'planned')).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  })

  test('When somebody who is no leader votes, then it is refused', async () => {
    const forumId = await plan()
    await step(forumId, 'planned')
    expect(await vote(world.staff, forumId, 'before', 3)).toMatchObject({ status: 403, body: { code: 'leaders-only' } })
    expect(await vote({ ...world.office, subject: 'nobody-known' }, forumId, 'before', 3)).toMatchObject({ status: 403, body: { code: 'not-in-directory' } })
  })

  test('When two put together all that they may read, then of the others’ votes they hold no row', async () => {
    const forumId = await held(world.leaders.map((_, i) => [1 + i % 5, 5 - i % 5] as const))
    for (const colluder of [leader(0), leader(1)]) {
      const { rows } = await actingAs(world.database.pool, colluder, tx => tx.query<{ subject: string }>('select subject from forum_vote'))
      expect(new Set(rows.map(({ subject }) => subject))).toEqual(new Set([colluder.subject]))
      expect(JSON.stringify(await read(colluder, forumId))).not.toMatch(/subject|personId/)
    }
    expect((await world.database.pool.query('select from forum_vote')).rowCount).toBe(0)
    await expect(actingAs(world.database.pool, leader(0), tx => tx.query(`update forum_vote set value = 1`))).rejects.toThrow(/row-level security/)
  })

  test('When commands come in any order, then only votes in their window count', async () => {
    const command = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('step' as const), from: fc.constantFrom(...forumWay) }) },
      { weight: 8, arbitrary: fc.record({ kind: fc.constant('vote' as const), who: fc.nat(5), round: fc.constantFrom('before' as const, 'after' as const), value: fc.integer({ min: 1, max: 5 }) }) }
    )
    await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 12, maxLength: 25 }), async commands => {
      const forumId = await plan()
      let at = 0
      const kept = { before: new Map<number, number>(), after: new Map<number, number>() }
      // A run that goes on by itself between the random commands reaches every state.
      for (const [place, one] of commands.entries()) {
        if (one.kind === 'step') {
          await step(forumId, one.from)
          if (forumWay[at] === one.from && one.from !== 'ended') at++
        } else {
          const isOpen = forumWay[at] === one.round
          expect((await vote(leader(one.who), forumId, one.round, one.value)).status).toBe(isOpen ? 200 : 409)
          if (isOpen) kept[one.round].set(one.who, one.value)
        }
        if (place % 7 === 6 && at < 4) await step(forumId, forumWay[at++] as ForumState)
      }
      while (at < 4) await step(forumId, forumWay[at++] as ForumState)
      const twice = [...kept.before.keys()].filter(who => kept.after.has(who))
      const sum = (of: Map<number, number>) => twice.reduce((total, who) => total + (of.get(who) ?? 0), 0)
      const expected = twice.length < 5 ? undefined : { people: twice.length, sumBefore: sum(kept.before), sumAfter: sum(kept.after), countsBefore: null, countsAfter: null }
      expect((await read(leader(0), forumId)).result).toEqual(resultOf(expected))
    }), { numRuns: 8 })
  })

  test('When the office marks who was there, then voters show beside them after the end and not before, and names are for leaders and the office alone', async () => {
    const forumId = await plan()
    await step(forumId, 'planned')
    for (const place of [0, 1]) await vote(leader(place), forumId, 'before', 3)
    const mark = (listed: string[], here: string[]) => world.call(world.office, 'POST', `/program/sessions/${forumId}/attendance`, { listed, here })
    expect(await mark(['L-01', 'L-02', 'L-03', 'L-04'], ['L-02', 'L-03', 'S-1'])).toMatchObject({ status: 200, body: { took: 2 } })
    const { body: list } = await world.call(world.office, 'GET', `/program/sessions/${forumId}/attendance`)
    expect((list as { leaders: { personId: string, here: boolean }[] }).leaders.filter(({ here }) => here).map(({ personId }) => personId)).toEqual(['L-02', 'L-03'])
    expect(await mark(['L-03'], [])).toMatchObject({ body: { took: 1 } })
    for (const from of ['before', 'debate', 'after'] as const) await step(forumId, from)
    expect((await read(leader(5), forumId)).attended).toEqual({ took: 2, leaders: 12, names: ['Leader 1', 'Leader 2'] })
    expect((await read(world.staff, forumId)).attended).toEqual({ took: 2, leaders: 12, names: null })
  })

  test('When an argument is written down twice, then it stands once, on its side', async () => {
    const forumId = await plan()
    const say = (side: string, text: string) => world.call(world.office, 'POST', `/program/forums/${forumId}/arguments`, { side, text })
    await Promise.all([say('for', 'We answer in a day.'), say('for', 'We answer in a day.'), say('against', 'We hide the phone number.')])
    expect((await read(world.staff, forumId)).arguments).toEqual({ for: ['We answer in a day.'], against: ['We hide the phone number.'] })
  })
})
