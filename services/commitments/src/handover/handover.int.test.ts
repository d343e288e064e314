import type { CommitmentReply, MineReply } from '@weft/contracts/commitments/commitment-api'
import type { HandoverChoiceReply, HandoversReply } from '@weft/contracts/commitments/handover-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAsHouse } from '../acting-as.ts'
import { openQuarterWorld, type QuarterWorld } from '../../test/quarter-world.ts'

let world: QuarterWorld
const of = (personId: string) => `/commitments/people/${personId}/handover`
const list = async (personId: string) => (await world.get<HandoversReply>('/commitments/handovers', world.ask(personId))).body
const answer = (id: string | undefined, accept: boolean, by: string) => world.post<{ commitmentId: string }>(`/commitments/handovers/${id}/answer`, { accept }, world.ask(by))
const counted = (personId: string, quarter: string) => actingAsHouse(world.pool, async tx => (await tx.query(/* sql */ `select k.commitment_id as id from counted k where k.person_id = $1 and k.quarter = $2`, [personId, quarter])).rowCount)

beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  for (const [id, boss] of [['B', null], ['L', 'B'], ['M', 'B'], ['N', 'B']] as const) await world.tell(id, boss)
  await world.tell('X', null, { unitId: 'U-2' })
  await world.promise({ n: 1, of: 'L', startsOn: '2026-09-01', dueOn: '2026-12-20', progress: 50 })
  await world.promise({ n: 2, of: 'L', startsOn: '2026-09-01', dueOn: '2026-12-20' })
  await world.promise({ n: 3, of: 'M', startsOn: '2026-09-01', dueOn: '2026-12-20' })
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

    const [waiting] = (await list('M')).waiting
    expect(waiting).toMatchObject({ wording: 'When 1, I will', fromName: null, progress: 50, why: 'L has left' })
    expect((await answer(waiting?.handoverId, true, 'N')).status).toBe(404)
    expect((await answer(waiting?.handoverId, true, 'B')).status).toBe(404)
    const before = await counted('M', '2026-10-01')
    const both = await Promise.all([answer(waiting?.handoverId, true, 'M'), answer(waiting?.handoverId, true, 'M')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
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

  test('When the next quarter opens, then it counts for its new owner', async () => {
    await world.turn('2027-01-04')
    expect(await counted('M', '2027-01-01')).toBe(1)
    expect(await counted('L', '2027-01-01')).toBe(1) // the one that nobody took over
  })
})
