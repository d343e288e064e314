import type { CalendarReply } from '@weft/contracts/commitments/calendar-api'
import type { AbsencesReply, WithoutBossReply } from '@weft/contracts/commitments/review-api'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuarterWorld, say, subjectOf, type QuarterWorld } from '../../test/quarter-world.ts'
import { actingAsHouse } from '../acting-as.ts'

let world: QuarterWorld
const Q4 = '2026-10-01'
const of = (personId: string) => world.reviewIn(Q4, personId)
const idOf = async (personId: string) => (await of(personId))?.id ?? ''
const nameReviewer = async (personId: string, email: string) => {
  const { rows: [found] } = await world.pool.query<{ version: number }>(/* sql */ `select r.version from review r where r.review_id = $1`, [await idOf(personId)])
  return world.post<object>(`/commitments/reviews/${await idOf(personId)}/reviewer`, { version: found?.version, email })
}

// T leads A, B and C; staff A1 to A6 under A, B1 under B, C1 and C2 under C.
beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  await world.unit('U-2')
  for (const [personId, bossId] of [['T', null], ['A', 'T'], ['B', 'T'], ['C', 'T'], ['A1', 'A'], ['A2', 'A'], ['A3', 'A'], ['A4', 'A'], ['A5', 'A'], ['A6', 'A'], ['B1', 'B'], ['C1', 'C'], ['C2', 'C']] as const) await world.tell(personId, bossId)
  for (const [place, who] of ['T', 'A', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1', 'C1', 'C2'].entries()) await world.promise({ n: place + 1, of: who, startsOn: '2026-08-01', dueOn: '2026-12-31' })
  await world.turn()
})
afterAll(() => world.close())

describe('the hard cases of who reviews whom', () => {
  test('When somebody joins in mid-quarter, then they have a review at once, and what they make counts by the calendar', async () => {
    world.on('2026-11-20')
    await world.tell('N1', 'A')
    await world.tell('N2', 'A')
    expect(await of('N1')).toMatchObject({ state: 'waiting', bossId: 'A', frozen: 'A' })
    await world.promise({ n: 20, of: 'N1', startsOn: '2026-11-20', dueOn: '2027-02-20' })
    await world.countNow(20)
    await world.promise({ n: 21, of: 'N2', startsOn: '2026-12-20', dueOn: '2027-03-20' })
    await world.countNow(21)
    expect((await world.mine('N1')).review?.items).toHaveLength(1)
    const late = (await world.mine('N2')).review
    expect([late?.items.length, late?.notYet.length]).toEqual([0, 1])
  })

  test('When somebody moves to another unit, then the quarter stays with the unit of its opening', async () => {
    await world.tell('A1', 'A', { unitId: 'U-2' })
    expect(await of('A1')).toMatchObject({ unitId: 'U-1', bossId: 'A' })
  })

  test('When somebody leaves, then nobody reviews them any more; when that was a mistake, then the review goes on', async () => {
    await world.leave('A6')
    expect(await of('A6')).toMatchObject({ state: 'excused', excuse: 'left' })
    await world.tell('A6', 'A')
    expect(await of('A6')).toMatchObject({ state: 'waiting', excuse: null })
    await world.leave('A6')
    await world.turn()
    expect(await world.history(await idOf('A6'))).toEqual(['frozen', 'excused', 'readmitted', 'excused'])
  })

  test('When the boss changes before values are in, then the new boss reviews, the old one does not, and both see why', async () => {
    await world.tell('A2', 'B')
    expect(await of('A2')).toMatchObject({ frozen: 'A', bossId: 'B' })
    expect((await world.read(await idOf('A2'), 'A')).status).toBe(404)
    expect((await world.read(await idOf('A2'), 'B')).body.history.map(({ act }) => act)).toEqual(['frozen', 'boss-changed'])
  })

  test('When the boss leaves and nobody follows, then the next one up reviews; when somebody follows later, then that one', async () => {
    await world.leave('C')
    expect((await of('C1'))?.bossId).toBe('C')
    await world.turn()
    expect([(await of('C1'))?.bossId, (await of('C2'))?.bossId]).toEqual(['T', 'T'])
    await world.tell('C1', 'B')
    expect((await of('C1'))?.bossId).toBe('B')
    expect(await world.history(await idOf('C1'))).toEqual(['frozen', 'boss-changed', 'boss-changed'])
    const turned = (await world.told()).length
    await world.turn()
    expect((await world.told()).length).toBe(turned)
  })

  test('When nobody is above, then the review waits for whom the office names, who is never the person; the office sees names and states', async () => {
    const { reviews } = (await world.get<WithoutBossReply>('/commitments/reviews/without-boss')).body
    expect(reviews).toEqual([expect.objectContaining({ reviewId: await idOf('T'), personName: 'Name T', unitName: 'Unit U-1', state: 'waiting' })])
    expect(Object.keys(reviews[0] ?? {}).sort()).toEqual(['dueOn', 'personName', 'quarter', 'reviewId', 'state', 'unitName', 'version'])
    expect(await nameReviewer('T', 't@example.org')).toMatchObject({ status: 409, body: { code: 'own-review' } })
    expect(await nameReviewer('T', 'nobody@example.org')).toMatchObject({ status: 422, body: { code: 'no-such-person' } })
    expect((await nameReviewer('T', ' B@Example.org ')).status).toBe(200)
    expect((await of('T'))?.bossId).toBe('B')
    expect((await world.read(await idOf('T'), 'B')).body).toMatchObject({ side: 'boss', handed: { byName: 'the program office', why: 'named' } })
    expect(await nameReviewer('A1', 'b@example.org')).toMatchObject({ status: 409, body: { code: 'has-a-boss' } })
  })

  test('When a matrix boss is to review, then the boss hands the review over, the person sees it, and it comes back on the day after the last one', async () => {
    expect((await world.act(await idOf('A3'), 'hand-over', 'A', { email: 'b1@example.org', until: '2026-12-19', why: 'matrix' })).status).toBe(200)
    expect((await world.mine('A3')).review).toMatchObject({ bossName: 'Name B1', handed: { byName: 'Name A', until: '2026-12-19', why: 'matrix' } })
    expect((await world.read(await idOf('A3'), 'B1')).body.items).toHaveLength(1)
    expect((await world.team('A')).find(({ personId }) => personId === 'A3')).toMatchObject({ withName: 'Name B1' })
    expect((await world.team('B1')).map(({ personId }) => personId)).toEqual(['A3'])
    await world.turn('2026-12-19')
    expect((await of('A3'))?.bossId).toBe('B1')
    await world.turn('2026-12-20')
    expect((await of('A3'))?.bossId).toBe('A')
    expect((await world.read(await idOf('A3'), 'B1')).status).toBe(404)
  })

  test('When a hand-over is given back, or its holder leaves, then the boss reviews again', async () => {
    await world.act(await idOf('A4'), 'hand-over', 'A', { email: 'b1@example.org', until: null, why: 'delegation' })
    expect((await world.act(await idOf('A4'), 'hand-over/end', 'B1')).status).toBe(200)
    expect((await of('A4'))?.bossId).toBe('A')
    await world.act(await idOf('A4'), 'hand-over', 'A', { email: 'n2@example.org', until: null, why: 'delegation' })
    await world.leave('N2')
    await world.turn()
    expect((await of('A4'))?.bossId).toBe('A')
  })

  test('When somebody is away for half of the quarter, then they are excused until that is taken back; a boss and the office say so, nobody for themselves, no stranger', async () => {
    const absence = { absenceId: randomUUID(), from: '2026-11-01', to: null }
    const url = '/commitments/people/A5/absences'
    for (const other of ['A5', 'B', 'A1']) expect(await world.post(url, absence, world.ask(other))).toMatchObject({ status: 404, body: { code: 'no-such-person' } })
    expect(await world.post(url, { ...absence, to: '2026-10-01' }, world.ask('A'))).toMatchObject({ status: 422, body: { code: 'ends-before-it-begins' } })
    const said = await world.post<{ absenceId: string, excused: boolean }>(url, absence, world.ask('A'))
    expect(said).toMatchObject({ status: 201, body: { excused: true } })
    const again = await Promise.all([absence, absence, { ...absence, absenceId: randomUUID() }].map(body => world.post<{ absenceId: string }>(url, body, world.ask('A'))))
    expect(again.map(({ body: { absenceId } }) => absenceId)).toEqual([absence.absenceId, absence.absenceId, absence.absenceId])
    expect((await world.post(url, { ...absence, from: '2026-11-02' }, world.ask('A'))).body.code).toBe('absence-taken')
    const away = { absenceId: randomUUID(), from: '2028-01-01', to: '2028-02-01' }
    const both = await Promise.all([away, { ...away, absenceId: randomUUID() }].map(body => world.post<{ absenceId: string }>(url, body)))
    expect(both[0]?.body.absenceId).toBe(both[1]?.body.absenceId)
    await world.post(`${url}/${both[0]?.body.absenceId}/withdrawal`)
    expect(await of('A5')).toMatchObject({ state: 'excused', excuse: 'leave' })
    expect((await world.post<{ excused: boolean }>(`${url}/${said.body.absenceId}/withdrawal`)).body.excused).toBe(false)
    expect(await of('A5')).toMatchObject({ state: 'self', excuse: null })
    expect((await world.get<AbsencesReply>(url)).body.absences).toMatchObject([{ from: '2028-01-01' }, { from: '2026-11-01', to: null, withdrawnOn: '2026-12-20' }])
    expect((await world.post(url, absence)).body).toEqual({ absenceId: absence.absenceId, excused: false })
    expect((await world.post(url, { absenceId: randomUUID(), from: '2026-12-01', to: '2026-12-31' })).body).toMatchObject({ excused: false })
  })

  test('When the boss changes after values are in, then who gave them sees it through; when that one leaves, then the new boss does', async () => {
    await world.act(await idOf('A1'), 'self', 'A1', { items: [say(3, 75)] })
    await world.act(await idOf('A1'), 'boss', 'A', { items: [say(3, 50)] })
    await world.tell('A1', 'B')
    await world.turn()
    expect(await of('A1')).toMatchObject({ state: 'answer', bossId: 'A' })
    expect((await world.read(await idOf('A1'), 'B')).status).toBe(404)
    await world.leave('A')
    await world.turn()
    expect(await of('A1')).toMatchObject({ state: 'answer', bossId: 'B' })
    expect((await world.read(await idOf('A1'), 'B')).body.items[0]?.boss?.value).toBe(50)
    expect((await of('A5'))?.bossId).toBe('T')
  })
})

describe('a calendar that changes, and a platform that slept', () => {
  test('When the office writes a calendar, then it counts from the next quarter, and the page says what that will be', async () => {
    const written = { fiscalMonth: 2, timeZone: 'Europe/Madrid', selfDays: 10, bossDays: 20, disputeDays: 7 }
    expect(await world.post('/commitments/calendar', { version: 0, ...written, timeZone: 'Mars/Olympus' })).toMatchObject({ status: 422, body: { code: 'no-such-zone', problems: [{ at: 'timeZone' }] } })
    const { status, body } = await world.post<CalendarReply>('/commitments/calendar', { version: 0, ...written }, { as: `program-office ${subjectOf('B')}` })
    expect([status, body.version, body.running?.endsOn, body.next]).toEqual([200, 1, '2026-12-31', { startsOn: '2027-01-01', endsOn: '2027-04-30', label: 'Q1 2028', reviewFrom: '2027-04-20', bossBy: '2027-05-20', finalOn: '2027-05-27' }])
    expect(body.versions).toMatchObject([{ version: 1, writtenBy: 'Name B', writtenOn: '2026-12-20' }])
    expect(await world.post('/commitments/calendar', { version: 0, ...written })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  })

  test('When the platform sleeps for a year, then it goes through the missed days in order, and a job that is stopped anywhere goes on where it was', async () => {
    world.on('2027-11-20')
    // Every try dies a few statements later than the one before, wherever that is.
    let died = 0
    for (let statements = 1; ; statements += 4) {
      try { await world.turn(undefined, statements); break } catch (error) { expect([String(error), ++died < 100]).toEqual(['Error: killed', true]) }
    }
    expect(died).toBeGreaterThan(5)
    const { pool } = world
    const { rows } = await pool.query(/* sql */ `select q.starts_on || ' ' || q.ends_on || ' ' || q.state as q from quarter q order by q.starts_on`)
    expect(rows.map(({ q }) => q as string)).toEqual(['2026-10-01 2026-12-31 final', '2027-01-01 2027-04-30 final', '2027-05-01 2027-07-31 final', '2027-08-01 2027-10-31 reviewing', '2027-11-01 2028-01-31 open'])
    expect(await of('A1')).toMatchObject({ state: 'closed', settled: 'not-answered' })
    expect(await of('A2')).toMatchObject({ state: 'missed' })
    // Every review of every quarter once, its history without a gap.
    const { rows: gaps } = await actingAsHouse(pool, tx => tx.query(/* sql */ `select r.review_id from review r join review_event e using (review_id) group by 1 having count(*) <> max(e.seq) or max(e.seq) <> max(r.version)`))
    expect(gaps).toEqual([])
    const { rows: open } = await pool.query(/* sql */ `select r.state, count(*)::int as n from review r join quarter q on q.starts_on = r.quarter where q.state = 'final' group by 1 order by 1`)
    expect(open.map(({ state }) => state as string).filter(state => !['closed', 'missed', 'excused'].includes(state))).toEqual([])
  })
})
