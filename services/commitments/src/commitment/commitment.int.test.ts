import type { CommitmentActReply, CommitmentReply, MineReply, ReportReply } from '@weft/contracts/commitments/commitment-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { as, openQuarter, settle, type Name } from '../../test/people.ts'
import { actingAs, actingAsHouse } from '../acting-as.ts'
import { whileNothingChanges } from './counted.store.ts'

let world: CommitmentsWorld
beforeAll(async () => {
  world = await openCommitmentsWorld()
  await settle(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.now = new Date('2026-11-02T09:30:00Z')
  await actingAsHouse(world.pool, async tx => { await tx.query('delete from counted'); await tx.query('delete from review'); await tx.query('delete from commitment'); await tx.query('delete from quarter'); await tx.query('delete from outbox') })
})

const words = { wording: 'When a claim is late, I will call the customer first', horizon: '3-months', dueOn: null, discipline: 'EM', priorityId: null, practiceId: null, benefits: 'customer', measure: 'Calls', weight: 2, milestone: null }
const write = (change: object = {}, name: Name = 'ana') => world.post<CommitmentActReply>('/commitments/mine', { commitmentId: v7(), make: true, ...words, ...change }, as(name))
const made = async (change: object = {}, name: Name = 'ana') => {
  const { status, body } = await write(change, name)
  expect([status, body.code]).toEqual([200, undefined])
  return body
}
const step = (id: string, act: string, body: object, name: Name = 'ana') => world.post<CommitmentActReply>(`/commitments/commitment/${id}/${act}`, body, as(name))
const one = (id: string, name: Name = 'ana') => world.get<CommitmentReply>(`/commitments/commitment/${id}`, as(name))
const mine = async (name: Name = 'ana', query = '') => (await world.get<MineReply>(`/commitments/mine${query}`, as(name))).body
type Counted = { id: string, weight: number, parts: number, startsOn: string, dueOn: string, since: string }
const counted = async () => (await actingAsHouse(world.pool, tx => tx.query<Counted>(/* sql */ `select commitment_id as id, weight, parts, starts_on as "startsOn", due_on as "dueOn", since from counted order by commitment_id`))).rows
const parts = (n: number) => Array.from({ length: n }, (_, at) => ({ commitmentId: v7(), wording: `Part ${at + 1}`, measure: 'Calls' }))

describe('my commitments', () => {
  test('When there is none yet, then the page knows by when one would be due, and who the boss is', async () => {
    expect(await mine()).toMatchObject({ place: { unitName: 'Claims', bossName: 'Bo Lind' }, today: '2026-11-02', ends: { '3-months': '2027-02-02', '6-months': '2027-05-02' }, commitments: [], next: null })
  })
  test('When somebody asks whom the directory does not know, then there is no place, and writing is refused with a sentence', async () => {
    expect((await world.get<MineReply>('/commitments/mine')).body).toMatchObject({ place: null, commitments: [] })
    expect((await world.post('/commitments/mine', { commitmentId: v7(), make: false, ...words })).body).toMatchObject({ code: 'not-in-directory' })
  })
  test('When it is late in the evening in Madrid, then today is the day of Madrid', async () => {
    await world.pool.query(/* sql */ `insert into calendar values (1, 1, 'Europe/Madrid', 14, 14, 14, 'P-cy', '2026-10-01')`)
    world.clock.now = new Date('2026-11-02T23:30:00Z')
    expect((await mine()).today).toBe('2026-11-03')
    await world.pool.query('delete from calendar')
  })
  test('When there are more than a page, then each comes once', async () => {
    await actingAsHouse(world.pool, tx => tx.query(/* sql */ `
      insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, ended_on, benefits, measure, weight, made_on)
      select gen_random_uuid(), 'P-ana', 'done', 2, 'w', '3-months', '2026-01-01', '2026-04-01', '2026-03-01', 'customer', 'm', 2, '2026-01-01' from generate_series(1, 60)`))
    const first = await mine('ana', '?state=done')
    const second = await mine('ana', `?state=done&after=${first.next}`)
    expect([first.commitments.length, second.commitments.length, second.next, first.counts.done]).toEqual([50, 10, null, 60])
    expect(new Set([...first.commitments, ...second.commitments].map(({ commitmentId }) => commitmentId)).size).toBe(60)
  })
})

describe('writing one', () => {
  test('When a draft is written, changed and made, then it begins that day, and its history and its event begin with it', async () => {
    const { commitmentId } = await made({ make: false, dueOn: '2027-03-01' })
    expect(await world.told()).toEqual([])
    expect((await one(commitmentId, 'bo')).status).toBe(404)
    await step(commitmentId, 'change', { version: 1, ...words, dueOn: '2027-03-01', measure: 'Calls a week', make: true })
    const { body } = await one(commitmentId)
    expect(body).toMatchObject({ commitment: { state: 'open', version: 3, startsOn: '2026-11-02', dueOn: '2027-03-01', measure: 'Calls a week' }, as: 'owner', bounds: { first: '2026-11-09', last: '2027-03-02' }, history: [{ version: 3, act: 'made', byName: 'Ana Ruiz' }] })
    expect(await world.told()).toMatchObject([{ type: 'commitment-made', key: commitmentId, data: { personId: 'P-ana', version: 3, dueOn: '2027-03-01' } }])
  })
  test('When a form is sent twice, even at once, then it makes one; with other words the second is refused, and nothing is lost', async () => {
    const commitmentId = v7()
    const answers = await Promise.all(Array.from({ length: 4 }, () => write({ commitmentId })))
    expect(answers.map(({ status, body }) => [status, body.commitmentId])).toEqual(Array.from({ length: 4 }, () => [200, commitmentId]))
    expect((await world.told()).length).toBe(1)
    expect((await write({ commitmentId, measure: 'Other' })).body.code).toBe('written-already')
    expect((await write({ commitmentId }, 'dee')).body.code).toBe('written-already')
    expect((await mine('dee')).commitments).toEqual([])
  })
  test('When twenty are open, then of two more at once none is made', async () => {
    for (let at = 0; at < 19; at++) await made({ wording: `One ${at}` })
    const both = await Promise.all([write(), write()])
    expect(both.map(({ body }) => body.code ?? 'made').toSorted()).toEqual(['made', 'many-commitments'])
    expect((await mine()).counts.open).toBe(20)
  })
  test('When it says a priority or a practice that nobody knows, then it is refused', async () => {
    expect((await write({ priorityId: v7() })).body.code).toBe('no-such-priority')
    expect((await write({ practiceId: v7() })).body.code).toBe('no-such-practice')
    expect((await mine()).counts.open).toBe(0)
  })
  test('When a draft is deleted, then it is gone; what was promised cannot be', async () => {
    const [draft, promise] = [await made({ make: false }), await made()]
    expect((await step(draft.commitmentId, 'discard', { version: 1 })).status).toBe(200)
    expect((await step(promise.commitmentId, 'discard', { version: 2 })).body.code).toBe('not-a-draft')
    expect((await mine()).counts).toMatchObject({ draft: 0, open: 1 })
  })
})

describe('keeping one', () => {
  test('When two write at once, then one is told that it changed meanwhile, and the history has each version once', async () => {
    const { commitmentId } = await made()
    const both = await Promise.all([25, 50].map(progress => step(commitmentId, 'progress', { version: 2, progress })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await one(commitmentId)).body.history.map(({ version, act }) => [version, act])).toEqual([[3, 'progressed'], [2, 'made']])
  })
  test('When it goes on, is done, or is dropped, then each act is told once, in order', async () => {
    const { commitmentId } = await made()
    await step(commitmentId, 'progress', { version: 2, progress: 50 })
    await step(commitmentId, 'progress', { version: 3, progress: 50 })
    await step(commitmentId, 'drop', { version: 3, reason: 'The call centre takes this over' })
    expect((await step(commitmentId, 'progress', { version: 4, progress: 75 })).body.code).toBe('commitment-dropped')
    expect((await step(commitmentId, 'drop-agreement', { version: 4 }, 'bo')).status).toBe(200)
    expect((await world.told()).map(({ type }) => type)).toEqual(['commitment-made', 'commitment-progressed', 'commitment-ended', 'commitment-ended'])
    expect((await one(commitmentId)).body).toMatchObject({ commitment: { state: 'dropped', progress: 50, dropAgreed: true, endedOn: '2026-11-02' } })
  })
  test('When the boss agrees to a weight, then it holds; nobody else may, and the boss writes nothing else', async () => {
    const { commitmentId } = await made()
    expect((await step(commitmentId, 'weight', { version: 2, weight: 3 })).body.code).toBe('not-the-boss')
    expect((await step(commitmentId, 'weight', { version: 2, weight: 3 }, 'cy')).status).toBe(404)
    expect((await step(commitmentId, 'weight', { version: 2, weight: 3 }, 'bo')).status).toBe(200)
    expect((await step(commitmentId, 'done', { version: 3 }, 'bo')).status).toBe(404)
    expect((await step(commitmentId, 'completion', { version: 3 }, 'bo')).body.code).toBe('not-yours')
    expect((await one(commitmentId, 'bo')).body).toMatchObject({ as: 'boss', commitment: { weight: 3, weightAgreed: true } })
  })
  test('When it is beyond six months, then its milestones say when it is due', async () => {
    const [first, second] = [v7(), v7()]
    const { commitmentId, dueOn } = await made({ horizon: 'beyond', milestone: { milestoneId: first, wording: 'Two calls', dueOn: '2027-04-01' } })
    expect(dueOn).toBe('2027-04-01')
    await step(commitmentId, 'milestones', { version: 2, milestoneId: second, wording: 'Four calls', dueOn: '2027-09-01' })
    await step(commitmentId, `milestones/${second}/change`, { version: 3, wording: 'Four calls', dueOn: '2027-10-01' })
    expect((await step(commitmentId, `milestones/${first}/reached`, { version: 4 })).body.dueOn).toBe('2027-10-01')
    expect((await step(commitmentId, `milestones/${second}/removal`, { version: 5 })).body).toMatchObject({ dueOn: '2027-04-01' })
    expect((await one(commitmentId)).body).toMatchObject({ bounds: null, commitment: { milestones: [{ milestoneId: first, reachedOn: '2026-11-02' }] } })
    expect((await made({ horizon: 'beyond', make: false, milestone: null })).state).toBe('draft')
    expect((await write({ horizon: 'beyond' })).body.code).toBe('needs-milestone')
    expect((await write({ horizon: 'beyond', milestone: { milestoneId: first, wording: 'Mine now', dueOn: '2027-04-01' } }, 'dee')).body.code).toBe('milestone-taken')
  })
  test('When it is shared, then partners see it and change nothing, and nobody else sees it', async () => {
    const { commitmentId } = await made()
    expect((await step(commitmentId, 'partners', { version: 2, partners: ['P-eli', 'P-nobody'] })).body.code).toBe('no-such-person')
    await step(commitmentId, 'partners', { version: 2, partners: ['P-eli', 'P-dee'] })
    expect((await mine('eli', '?shared=yes')).commitments).toMatchObject([{ commitmentId, ownerName: 'Ana Ruiz' }])
    expect((await one(commitmentId, 'eli')).body.as).toBe('partner')
    expect((await step(commitmentId, 'progress', { version: 3, progress: 50 }, 'eli')).body.code).toBe('not-yours')
    expect((await one(commitmentId, 'cy')).status).toBe(404)
    await step(commitmentId, 'partners', { version: 3, partners: ['P-dee'] })
    expect((await one(commitmentId, 'eli')).status).toBe(404)
  })
})

describe('what a quarter counts of it', () => {
  test('When one is made in a running quarter, then it stands there as it is now; later weights and dates do not move it', async () => {
    await openQuarter(world)
    const { commitmentId } = await made()
    await step(commitmentId, 'change', { version: 2, ...words, weight: 3, dueOn: '2027-03-01', make: false })
    expect(await counted()).toEqual([{ id: commitmentId, weight: 2, parts: 1, startsOn: '2026-11-02', dueOn: '2027-02-02', since: 'made' }])
  })
  test('When one is made in the moment in which a quarter opens, then it waits, and stands in it', async () => {
    const { opening, begun } = await actingAsHouse(world.pool, async tx => {
      await whileNothingChanges(tx)
      await tx.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-17', '2027-01-14', '2027-01-28', 'open')`)
      const one = made()
      const first = await Promise.race([one.then(() => 'made'), new Promise(resolve => { setTimeout(() => { resolve('waits') }, 400) })])
      return { opening: first, begun: { one } }
    })
    const { commitmentId } = await begun.one
    expect([opening, (await counted()).map(({ id }) => id)]).toEqual(['waits', [commitmentId]])
  })
  test('When no quarter is open, then nothing stands anywhere', async () => {
    await made()
    expect(await counted()).toEqual([])
  })
  test('When one is split, and a part again, then parts stand in its place with its dates of the opening, and share its weight', async () => {
    await openQuarter(world)
    const { commitmentId } = await made({ weight: 3 })
    await step(commitmentId, 'progress', { version: 2, progress: 25 })
    const two = parts(2)
    expect((await step(commitmentId, 'split', { version: 3, parts: two })).status).toBe(200)
    const [first] = two
    await step(first?.commitmentId ?? '', 'split', { version: 1, parts: parts(3) })
    const rows = await counted()
    expect(rows.map(({ weight, parts: share, since, startsOn }) => [weight, share, since, startsOn]).toSorted()).toEqual([[3, 2, 'split', '2026-11-02'], ...Array.from({ length: 3 }, () => [3, 6, 'split', '2026-11-02'])])
    expect(rows.reduce((sum, { weight, parts: share }) => sum + weight / share, 0)).toBeCloseTo(3, 12)
    expect((await one(commitmentId)).body).toMatchObject({ commitment: { state: 'split' }, split: two.map(({ wording }) => ({ wording })) })
    expect((await mine()).commitments.every(({ progress }) => progress === 25)).toBe(true)
  })
  test('When a split is sent twice, then it is done once', async () => {
    const { commitmentId } = await made()
    const body = { version: 2, parts: parts(2) }
    const both = await Promise.all([step(commitmentId, 'split', body), step(commitmentId, 'split', body)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await mine()).counts).toMatchObject({ open: 2, split: 1 })
  })
  test('When the boss has the review already, then nothing is split; when the quarter is closed, then no drop is agreed to', async () => {
    await openQuarter(world)
    const { commitmentId } = await made()
    await world.pool.query(/* sql */ `insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, state, version, state_since) values (gen_random_uuid(), '2026-10-01', 'P-ana', 'U-10', 'P-bo', 'P-bo', 'boss', 3, '2026-12-20')`)
    expect((await step(commitmentId, 'split', { version: 2, parts: parts(2) })).body.code).toBe('under-review')
    await step(commitmentId, 'drop', { version: 2, reason: 'No need any more' })
    await world.pool.query(/* sql */ `update quarter set state = 'final'`)
    expect((await step(commitmentId, 'drop-agreement', { version: 3 }, 'bo')).body.code).toBe('quarter-closed')
  })
})

describe('what a report has promised', () => {
  test('When the boss asks, then open ones come and no draft; who is nobody\'s boss is told that there is nobody', async () => {
    const [promise] = [await made(), await made({ make: false })]
    const list = (name: Name) => world.get<ReportReply>('/commitments/of/P-ana', as(name))
    expect((await list('bo')).body).toMatchObject({ person: { name: 'Ana Ruiz' }, commitments: [{ commitmentId: promise.commitmentId }], next: null })
    expect((await world.get('/commitments/of', as('bo'))).body).toEqual({ reports: [{ personId: 'P-ana', name: 'Ana Ruiz', open: 1, toAgree: 1 }, { personId: 'P-dee', name: 'Dee Oak', open: 0, toAgree: 0 }] })
    for (const name of ['cy', 'dee', 'eli'] as const) expect((await list(name)).body.code).toBe('no-such-report')
  })
  test('When somebody else reviews for the boss, then that person sees it until the quarter is closed', async () => {
    await openQuarter(world)
    const { commitmentId } = await made()
    await world.pool.query(/* sql */ `insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, state, version, state_since) values (gen_random_uuid(), '2026-10-01', 'P-ana', 'U-10', 'P-bo', 'P-eli', 'waiting', 1, '2026-10-01')`)
    expect((await one(commitmentId, 'eli')).body.as).toBe('boss')
    await world.pool.query(/* sql */ `update quarter set state = 'final'`)
    expect((await one(commitmentId, 'eli')).status).toBe(404)
  })
})

describe('the second fence', () => {
  test('When a query forgets whose lines it reads, then drafts, milestones, partners and history of others stay away all the same', async () => {
    await made({ make: false, horizon: 'beyond', milestone: { milestoneId: v7(), wording: 'Two calls', dueOn: '2027-04-01' } })
    const shared = await made()
    await step(shared.commitmentId, 'partners', { version: 2, partners: ['P-eli'] })
    const seen = (personId: string) => actingAs(world.pool, personId, async tx => {
      const { rows: [row] } = await tx.query<Record<string, number>>(/* sql */ `select (select count(*)::int from commitment) as commitments, (select count(*)::int from commitment_milestone) as milestones, (select count(*)::int from commitment_partner) as partners, (select count(*)::int from commitment_change) as steps`)
      return row
    })
    expect(await seen('P-ana')).toEqual({ commitments: 2, milestones: 1, partners: 1, steps: 2 })
    expect(await seen('P-bo')).toEqual({ commitments: 1, milestones: 0, partners: 1, steps: 2 })
    expect(await seen('P-eli')).toEqual({ commitments: 1, milestones: 0, partners: 1, steps: 2 })
    expect(await seen('P-cy')).toEqual({ commitments: 0, milestones: 0, partners: 0, steps: 0 })
  })
  test('When anybody would rewrite the history, then the database refuses', async () => {
    await expect(actingAsHouse(world.pool, tx => tx.query(`update commitment_change set reason = 'other'`))).rejects.toThrow('permission denied')
  })
})
