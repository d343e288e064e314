import type { CommitmentReply, MineReply } from '@weft/contracts/commitments/commitment-api'
import type { HandoverChoiceReply, HandoversReply } from '@weft/contracts/commitments/handover-api'
import type { WithoutBossReply } from '@weft/contracts/commitments/review-api'
import type { WaitingReply } from '@weft/contracts/commitments/waiting-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAsHouse } from '../acting-as.ts'
import { openQuarterWorld, type QuarterWorld } from '../../test/quarter-world.ts'

let world: QuarterWorld
const of = (personId: string) => `/commitments/people/${personId}/handover`
const list = async (personId: string) => (await world.get<HandoversReply>('/commitments/handovers', world.ask(personId))).body
const answer = (id: string | undefined, accept: boolean, by: string) => world.post<{ commitmentId: string }>(`/commitments/handovers/${id}/answer`, { accept }, world.ask(by))
const waitingFor = async (personId: string) => (await world.get<WaitingReply>('/commitments/waiting', world.ask(personId))).body.waiting.filter(({ path }) => path === '/commitments/handovers')
const counted = (personId: string, quarter: string) => actingAsHouse(world.pool, async tx => (await tx.query(/* sql */ `select k.commitment_id as id from counted k where k.person_id = $1 and k.quarter = $2`, [personId, quarter])).rowCount)

beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  for (const [id, boss] of [['B', null], ['L', 'B'], ['M', 'B'], ['N', 'B']] as const) await world.tell(id, boss)
  await world.tell('X', null, { unitId: 'U-2' })
  await world.promise({ n: 1, of: 'L', startsOn: '2026-09-01', dueOn: '2026-12-20', progress: 50 })
  await world.promise({ n: 2, of: 'L', startsOn: '2026-09-01', dueOn: '2026-12-20' })
  await world.promise({ n: 3, of: 'M', startsOn: '2026-09-01', dueOn: '2026-12-20' })
  await world.promise({ n: 9, of: 'X', startsOn: '2026-09-01', dueOn: '2026-12-20' })
  await world.turn()
  world.on('2026-11-02')
})
afterAll(() => world.close())

describe('a hand-over', () => {
  test('When the boss asks for a leaver, then nothing moves before somebody of the team accepts, and then it goes on with its dates and history', async () => {
    await world.leave('L')
    expect((await list('B')).leavers).toEqual([{ personId: 'L', open: 2, asked: 0 }])
    expect((await world.get(of('L'), world.ask('M'))).status).toBe(404)
    const choice = (await world.get<HandoverChoiceReply>(of('L'), world.ask('B'))).body
    expect([choice.commitments?.length, choice.team.map(({ personId }) => personId)]).toEqual([2, ['B', 'M', 'N']])
    expect((await world.post(of('L'), { to: 'X', commitments: null, why: 'Left' }, world.ask('B'))).body.code).toBe('not-of-the-team')
    expect((await world.post<{ asked: number }>(of('L'), { to: 'M', commitments: [world.idOf(1)], why: 'L has left' }, world.ask('B'))).body.asked).toBe(1)
    expect((await world.post(of('L'), { to: 'N', commitments: [world.idOf(1)], why: 'L has left' }, world.ask('B'))).status).toBe(409)

    expect(await waitingFor('M')).toEqual([{ link: 'Answer hand-overs', path: '/commitments/handovers', what: 'A commitment of somebody who has left: take over, or decline.', by: null }])
    expect(await waitingFor('N')).toEqual([])
    expect((await list('B')).asked.map(({ wording }) => wording)).toEqual(['When 1, I will'])
    const [waiting] = (await list('M')).waiting
    expect(waiting).toMatchObject({ wording: 'When 1, I will', fromName: null, progress: 50, why: 'L has left' })
    expect((await answer(waiting?.handoverId, true, 'N')).status).toBe(404)
    expect((await answer(waiting?.handoverId, true, 'B')).status).toBe(404)
    const before = await counted('M', '2026-10-01')
    const both = await Promise.all([answer(waiting?.handoverId, true, 'M'), answer(waiting?.handoverId, true, 'M')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await waitingFor('M')).toEqual([])
    const id = both.find(({ status }) => status === 200)?.body.commitmentId
    const fresh = (await world.get<CommitmentReply>(`/commitments/commitment/${id}`, world.ask('M'))).body
    expect(fresh).toMatchObject({ as: 'owner', commitment: { state: 'open', startsOn: '2026-09-01', dueOn: '2026-12-20', progress: 50, weightAgreed: false }, history: [{ act: 'taken-over', reason: 'L has left' }] })
    // The quarter that runs is as it was, on both sides.
    expect([await counted('M', '2026-10-01'), await counted('L', '2026-10-01')]).toEqual([before, 2])
    const told = await world.told()
    expect(told.filter(({ type }) => type === 'handover-changed').map(({ data }) => (data as { state: string }).state)).toEqual(['asked', 'accepted'])
    expect(told.slice(-3).map(({ type }) => type)).toEqual(['commitment-ended', 'commitment-made', 'handover-changed'])
    const old = await actingAsHouse(world.pool, async tx => (await tx.query<Record<string, unknown>>(/* sql */ `select c.state, c.progress, c.drop_agreed_by as by, h.act from commitment c join commitment_change h using (commitment_id) where c.commitment_id = $1`, [world.idOf(1)])).rows)
    expect(old).toEqual([{ state: 'dropped', progress: 50, by: 'B', act: 'handed-over' }])
  })

  test('When the office asks, then it reads no words; who is asked may decline, and the boss may ask somebody else', async () => {
    const office = { as: 'program-office' }
    const choice = (await world.get<HandoverChoiceReply>(of('L'), office)).body
    expect(choice).toMatchObject({ open: 1, commitments: null })
    expect((await world.post(of('L'), { to: 'N', commitments: null, why: 'Nobody was named' }, office)).status).toBe(201)
    const [waiting] = (await list('N')).waiting
    expect((await answer(waiting?.handoverId, false, 'N')).status).toBe(200)
    expect((await answer(waiting?.handoverId, true, 'N')).body.code).toBe('handover-answered')
    await world.post(of('L'), { to: 'M', commitments: null, why: 'Then you' }, world.ask('B'))
    const [asked] = (await list('B')).asked
    expect((await world.post(`/commitments/handovers/${asked?.handoverId}/withdrawal`, undefined, world.ask('N'))).status).toBe(404)
    expect((await world.post(`/commitments/handovers/${asked?.handoverId}/withdrawal`, undefined, world.ask('B'))).status).toBe(200)
    expect((await list('M')).waiting).toEqual([])
  })

  test('When somebody who is here moves, then their boss can ask as well, and what is over meanwhile cannot be taken over', async () => {
    expect((await world.post(of('M'), { to: 'N', commitments: [world.idOf(3)], why: 'M moves to sales' }, world.ask('M'))).status).toBe(404)
    expect((await world.post(of('M'), { to: 'N', commitments: [world.idOf(3)], why: 'M moves to sales' }, world.ask('B'))).status).toBe(201)
    const found = (await world.get<MineReply>('/commitments/mine', world.ask('M'))).body.commitments.find(({ commitmentId }) => commitmentId === world.idOf(3))
    await world.post(`/commitments/commitment/${world.idOf(3)}/completion`, { version: found?.version }, world.ask('M'))
    const [waiting] = (await list('N')).waiting
    expect((await answer(waiting?.handoverId, true, 'N')).body.code).toBe('not-open-any-more')
    expect((await answer(waiting?.handoverId, false, 'N')).status).toBe(200)
  })

  test('When the lists are long, then they go on page by page, and each hand-over stands on one of them; whoever is far down the list of names can be asked', async () => {
    const paged = await openQuarterWorld('2026-11-02')
    await paged.unit('U-1')
    for (const [id, boss] of [['B', null], ['M', 'B']] as const) await paged.tell(id, boss)
    await actingAsHouse(paged.pool, async tx => {
      await tx.query(/* sql */ `insert into person (person_id, name, email, unit_id, boss_id, rank, since) select 'T' || n, 'Team ' || n, 't' || n || '@example.org', 'U-1', 'B', 'staff', '2026-01-01' from generate_series(100, 210) n`)
      await tx.query(/* sql */ `
        insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on)
        select gen_random_uuid(), 'G' || n, 'open', 1, 'When ' || n, '3-months', '2026-10-01', '2027-01-01', 'customer', 'x', 2, '2026-10-01' from generate_series(1001, 1060) n`)
      await tx.query(/* sql */ `
        insert into commitment_handover (handover_id, commitment_id, from_person, to_person, asked_by, asked_on, why, state)
        select gen_random_uuid(), c.commitment_id, c.person_id, 'M', 'program-office', date '2026-10-02' + (right(c.person_id, 2)::int % 3), 'x', 'asked' from commitment c`)
    })
    const walk = async (list: 'waiting' | 'asked' | 'leavers', as: object) => {
      const seen: string[] = []
      for (let after: string | null = ''; after !== null;) {
        const { body }: { body: HandoversReply } = await paged.get<HandoversReply>(`/commitments/handovers${after === '' ? '' : `?${list}After=${after}`}`, as)
        seen.push(...(list === 'leavers' ? body.leavers.map(({ personId }) => personId) : body[list].map(({ handoverId }) => handoverId)))
        after = body.next[list]
      }
      return seen
    }
    for (const [list, as] of [['waiting', paged.ask('M')], ['asked', { as: 'program-office' }], ['leavers', { as: 'program-office' }]] as const) {
      const seen = await walk(list, as)
      expect([list, seen.length, new Set(seen).size]).toEqual([list, 60, 60])
    }
    const first = (await paged.get<HandoverChoiceReply>(of('M'), paged.ask('B'))).body
    const rest = (await paged.get<HandoverChoiceReply>(`${of('M')}?after=${first.next}`, paged.ask('B'))).body
    expect([first.team.length, rest.team.length, rest.next, rest.team.at(-1)?.name]).toEqual([100, 12, null, 'Team 210'])
    await paged.promise({ n: 7, of: 'M', startsOn: '2026-10-01', dueOn: '2026-12-20' })
    expect((await paged.post(of('M'), { to: 'T210', commitments: null, why: 'x' }, paged.ask('B'))).status).toBe(201)
    await paged.close()
  })

  test('When it is taken over before a quarter opens late, then it counts there once, for whom it was taken from', async () => {
    await world.promise({ n: 4, of: 'M', startsOn: '2026-09-01', dueOn: '2027-02-20', progress: 25 })
    world.on('2027-01-03')
    expect((await world.post(of('M'), { to: 'N', commitments: [world.idOf(4)], why: 'M moves' }, world.ask('B'))).status).toBe(201)
    const [waiting] = (await list('N')).waiting
    expect((await answer(waiting?.handoverId, true, 'N')).status).toBe(200)
    await world.turn('2027-01-04')
    expect([await counted('M', '2027-01-01'), await counted('N', '2027-01-01')]).toEqual([2, 0])
    await world.turn('2027-04-01')
    expect([await counted('M', '2027-04-01'), await counted('N', '2027-04-01')]).toEqual([1, 1])
  })

  test('When the next quarter opened, then it counts for its new owner', async () => {
    expect((await actingAsHouse(world.pool, async tx => (await tx.query(/* sql */ `select from counted k join commitment c using (commitment_id) where k.quarter = '2027-01-01' and c.taken_over_from = $1`, [world.idOf(1)])).rowCount))).toBe(1)
    expect(await counted('L', '2027-01-01')).toBe(1) // the one that nobody took over
  })

  test('When reviews run and somebody has nobody above, then the office is told to name who reviews, and cannot tell from the number who has promised anything', async () => {
    const { body: { reviews } } = await world.get<WithoutBossReply>('/commitments/reviews/without-boss', { as: 'program-office' })
    const people = new Set(reviews.map(({ personName }) => personName)).size
    expect(people).toBeGreaterThan(1)
    expect((await world.get<WaitingReply>('/commitments/waiting', { as: 'program-office' })).body.waiting).toEqual([{ link: 'Name who reviews', path: '/commitments/year', what: `Nobody reviews ${people} people.`, by: null }])
    expect((await world.get<WaitingReply>('/commitments/waiting', world.ask('N'))).body.waiting.some(({ path }) => path === '/commitments/year')).toBe(false)
  })
})
