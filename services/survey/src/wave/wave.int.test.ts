import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { audienceCleared } from '@weft/contracts/participation/events'
import { reEmissionRequested } from '@weft/contracts/scoring/events'
import type { HandOver, Redemption, SheetData, TreeChunk, WaveData } from '@weft/contracts/survey/events'
import { sumOfHashes } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { openLog } from '@weft/service-kit/log'
import { audienceOf, type Invited } from '@weft/testkit/audience'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver, incoming } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import pg from 'pg'
import { buildApp, jobsOf, reactionsOf } from '../app.ts'
import type { Deps } from '../deps.ts'
import { draftIdOf, hashOfToken } from '../ticket/ticket.ts'
import { full8 } from '../instrument/full-8.ts'
import { keepInstrument } from '../instrument/instrument.store.ts'
import { completed } from '../sheet/answers.ts'
import { sendSheet } from '../sheet/sheet.store.ts'
import { keepDraft } from '../draft/draft.store.ts'
import { closeNow } from './closing.store.ts'

let database: TestDatabase
let look: pg.Client
let app: Awaited<ReturnType<typeof buildApp>>
let office: { authorization: string }
let deps: Deps
const door = await openDoor()
const clock = { now: new Date('2027-03-01T10:00:00Z') }

beforeAll(async () => {
  database = await databaseOf('survey')
  look = new pg.Client({ connectionString: database.superUrl })
  await look.connect()
  await keepInstrument(database.pool, full8, randomUUID())
  deps = {
    pool: database.pool, log: openLog({ name: 'survey', level: 'silent', file: '' }), now: () => clock.now, newId: randomUUID, wake: () => {},
    config: { PUBLIC_HOST: '127.0.0.1', PUBLIC_PORT: 0, PUBLIC_ORIGIN: 'http://127.0.0.1', PUBLIC_LOG_FILE: '', LIMIT_PER_LINK_PER_MINUTE: 120, REDEMPTION_HOUR: 3, TIME_ZONE: 'UTC', HEADERS_SECONDS: 20, REQUEST_SECONDS: 60 }
  }
  app = buildApp(deps, await door.verifierFor('survey'))
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await look.end()
  await database.drop()
})
beforeEach(async () => {
  clock.now = new Date('2027-03-01T10:00:00Z')
  office = await door.as('survey', 'program-office')
  await look.query('truncate outbox, dead_letter, parked_key')
  // Each test closes and counts its own waves only.
  await look.query(`update wave set state = 'closed', hand_over = 'handed-over'`)
})

const plan = { title: 'Spring', instrumentId: 'full-8', closesOn: '2027-03-31', bands: ['rank'] }
const post = async (url: string, payload?: object) => app.inject({ method: 'POST', url, headers: office, ...(payload && { payload }) })
type Told<Data> = { id: string, key: string, type: string, time: string, data: Data }
const told = async <Data>(topic: string): Promise<Told<Data>[]> =>
  (await look.query<Told<Data>>('select o.id, o.key, o.type, o.time, o.data::jsonb as data from outbox o where o.topic = $1 order by o.position', [topic])).rows
async function toldOn (topics: readonly string[]): Promise<unknown[]> {
  const found: unknown[] = []
  for (const topic of topics) found.push(await told(topic))
  return found
}
const letters = async () => (await look.query<{ reason: string }>('select d.reason from dead_letter d order by d.position')).rows.map(row => row.reason)
const runJob = async (name: string) => { await jobsOf(deps).find(job => job.name === name)?.run(new AbortController().signal) }

async function planned (change: object = {}): Promise<string> {
  const reply = await post('/waves', { ...plan, ...change })
  expect(reply.statusCode).toBe(201)
  return reply.json<{ waveId: string }>().waveId
}
async function launched (change: object = {}): Promise<string> {
  const waveId = await planned(change)
  expect((await post(`/waves/${waveId}/launch`)).statusCode).toBe(200)
  return waveId
}
async function opened (people: Invited[], change: object = {}) {
  const waveId = await launched(change)
  const { tokens, events } = audienceOf(waveId, people)
  await deliver(database.pool, reactionsOf(deps), events)
  expect(await stateOf(waveId)).toBe('opened')
  return { waveId, tokens }
}
const stateOf = async (waveId: string) => (await app.inject({ url: `/waves/${waveId}`, headers: office })).json<{ state: string }>().state
const send = (token: string, answer = 4, form = randomBytes(16)) => sendOn(database.pool, token, answer, form)
const sendOn = (tx: Sql, token: string, answer = 4, form = randomBytes(16)) => sendSheet(tx, {
  hash: hashOfToken(token), draftId: draftIdOf(token), form, key: randomUUID(), answers: completed(Object.fromEntries(full8.items.map(item => [item.itemId, answer])), full8), instrument: full8
})
/** Until a statement with these words waits for a lock. */
const waitingFor = (words: string) => expect.poll(async () => (await look.query(
  `select from pg_stat_activity a where a.datname = current_database() and a.wait_event_type = 'Lock' and a.query like $1`, [`%${words}%`])).rowCount, { timeout: 8_000 }).toBe(1)
const staff = (count: number, unitId = 'north', rank = 'staff'): Invited[] => Array.from({ length: count }, () => ({ unitId, bands: { rank } }))
async function closedAndHandedOver (waveId: string): Promise<void> {
  expect((await post(`/waves/${waveId}/close`)).statusCode).toBe(200)
  await deliver(database.pool, reactionsOf(deps), [incoming(audienceCleared, waveId, { waveId })])
  await runJob('hand-over')
}

describe('planning', () => {
  test('When a wave is planned, then it can be read, is told once, and carries its thresholds', async () => {
    const waveId = await planned()
    const reply = (await app.inject({ url: `/waves/${waveId}`, headers: office })).json<object>()
    expect(reply).toMatchObject({ waveId, state: 'planned', handOver: 'not-yet', instrumentTitle: 'Eight disciplines', validated: false, thresholds: { score: 5, spread: 10 }, closesOn: '2027-03-31' })
    const events = await told<WaveData>('int.survey.wave.v1')
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ type: 'wave-planned', key: waveId, time: '2027-03-01', data: { waveId, state: 'planned' } })
    expect(events[0]?.data).not.toHaveProperty('handOver')
  })

  test.each([
    [{ closesOn: '2027-02-28' }, 422, 'closes-on-past'], [{ instrumentId: 'full-9' }, 422, 'no-such-instrument'], [{ instrumentVersion: 7 }, 422, 'no-such-instrument'],
    [{ colour: 'red' }, 400, 'malformed'], [{ thresholds: { score: 3, spread: 10 } }, 400, 'malformed'], [{ closesOn: '31/03/2027' }, 400, 'malformed']
  ])('When the plan says %j, then it is refused and nothing is stored', async (change, status, code) => {
    const before = (await look.query('select from wave')).rowCount
    const reply = await post('/waves', { ...plan, ...change })
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([status, code])
    expect((await look.query('select from wave')).rowCount).toBe(before)
    expect(await told('int.survey.wave.v1')).toEqual([])
  })

  test('When waves are listed, then the newest come first, page by page, each once', async () => {
    const ids = [await planned({ closesOn: '2031-01-03' }), await planned({ closesOn: '2031-01-02' }), await planned({ closesOn: '2031-01-01' })]
    const first = (await app.inject({ url: '/waves?limit=2', headers: office })).json<{ waves: { waveId: string }[], next: string }>()
    const second = (await app.inject({ url: `/waves?limit=1&after=${first.next}`, headers: office })).json<typeof first>()
    expect([...first.waves, ...second.waves].map(wave => wave.waveId)).toEqual(ids)
    expect((await app.inject({ url: '/waves?after=nowhere', headers: office })).json<{ code: string }>().code).toBe('no-such-page')
  })

  test('When an analyst plans, launches or closes, then it is refused; reading is allowed', async () => {
    const waveId = await planned()
    const headers = await door.as('survey', 'analyst')
    for (const url of ['/waves', `/waves/${waveId}/launch`, `/waves/${waveId}/close`, `/waves/${waveId}/re-emission`]) {
      expect((await app.inject({ method: 'POST', url, headers, payload: plan })).statusCode).toBe(403)
    }
    expect((await app.inject({ url: '/waves', headers })).statusCode).toBe(200)
    expect((await app.inject({ url: '/instruments', headers })).json()).toMatchObject({ instruments: [{ instrumentId: 'full-8', items: 32, factors: 8, launchable: true, validated: false }], next: null })
    expect((await app.inject({ url: '/waves' })).statusCode).toBe(401)
    expect((await app.inject({ url: `/waves/${randomUUID()}`, headers })).json<{ code: string }>().code).toBe('no-such-wave')
  })
})

describe('launching', () => {
  test('When a wave is launched twice, also at the same moment, then the second is refused and one launch is told', async () => {
    const waveId = await planned()
    const replies = await Promise.all([post(`/waves/${waveId}/launch`), post(`/waves/${waveId}/launch`), post(`/waves/${waveId}/launch`)])
    expect(replies.map(reply => reply.statusCode).sort()).toEqual([200, 409, 409])
    expect(replies.filter(reply => reply.statusCode === 409).map(reply => reply.json<{ code: string }>().code)).toEqual(['wave-already-launched', 'wave-already-launched'])
    expect((await told('int.survey.wave.v1')).map(event => event.type)).toEqual(['wave-planned', 'wave-launch-requested'])
  })

  test('When the audience comes in any order and some of it twice, then the wave opens with the last piece and not before', async () => {
    const waveId = await launched()
    const { events } = audienceOf(waveId, staff(12), { perChunk: 2 })
    const mixed = [...events].reverse()
    const reactions = reactionsOf(deps)
    await deliver(database.pool, reactions, mixed.slice(0, -1), { maxBatch: 1 })
    await deliver(database.pool, reactions, mixed.slice(0, 3), { maxBatch: 1 })
    expect(await stateOf(waveId)).toBe('launch-requested')
    await deliver(database.pool, reactions, mixed.slice(-1))
    expect(await stateOf(waveId)).toBe('opened')
    expect((await told('int.survey.wave.v1')).map(event => event.type)).toEqual(['wave-planned', 'wave-launch-requested', 'wave-opened'])
    expect((await told('int.survey.instrument.v1')).map(event => event.data)).toEqual([full8])
    const [tree] = await told<TreeChunk>('int.survey.tree.v1')
    expect(tree?.data).toMatchObject({ waveId, chunk: 0, chunks: 1 })
    expect(tree?.data.units.map(unit => unit.unitId)).toEqual(['north', 'south', 'top'])
    expect(await letters()).toEqual([])
  })

  test('When a hash comes twice or names an unknown unit, then that event is put aside and changes nothing', async () => {
    const one = await launched()
    const { events } = audienceOf(one, staff(6))
    const [units, hashes, done] = events
    await deliver(database.pool, reactionsOf(deps), [units, hashes, { ...hashes, id: randomUUID() }, done] as typeof events, { maxBatch: 1 })
    expect(await letters()).toEqual(['A hash comes twice.'])
    expect(await stateOf(one)).toBe('opened')
    const other = await launched()
    await deliver(database.pool, reactionsOf(deps), audienceOf(other, staff(6, 'west')).events)
    expect(await stateOf(other)).toBe('launch-requested')
    expect((await letters()).at(-1)).toBe('A hash names a unit that is not in the tree.')
  })

  test('When an audience comes for a wave that nobody launched, then it is put aside', async () => {
    const waveId = await planned()
    await deliver(database.pool, reactionsOf(deps), audienceOf(waveId, staff(6)).events)
    expect((await letters())[0]).toBe('This wave does not wait for an audience.')
    expect(await stateOf(waveId)).toBe('planned')
  })
})

describe('closing', () => {
  test('When a wave that is not open is closed, then it is refused', async () => {
    for (const waveId of [await planned(), await launched()]) {
      const reply = await post(`/waves/${waveId}/close`)
      expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([409, 'wave-not-open'])
    }
  })

  test('When a wave is closed several times at once, then it closes once', async () => {
    const { waveId } = await opened(staff(6))
    const replies = await Promise.all([1, 2, 3].map(() => post(`/waves/${waveId}/close`)))
    expect(replies.map(reply => reply.statusCode).sort()).toEqual([200, 409, 409])
    expect(replies.find(reply => reply.statusCode === 409)?.json<{ code: string }>().code).toBe('wave-already-closed')
    expect((await told('int.survey.wave.v1')).filter(event => event.type === 'wave-closed')).toHaveLength(1)
  })

  test('When a wave closes, then all redeemed hashes are told sorted and final, and drafts are gone with their table', async () => {
    const { waveId, tokens } = await opened(staff(9))
    for (const token of tokens.slice(0, 4)) expect(await send(token)).toBe(true)
    const draft = { hash: hashOfToken(tokens[8] as string), draftId: draftIdOf(tokens[8] as string), sealed: randomBytes(64) }
    expect(await keepDraft(database.pool, draft)).toBe(true)
    await post(`/waves/${waveId}/close`)
    const [redemption, ...more] = await told<Redemption>('int.survey.redemption.v1')
    expect(more).toEqual([])
    expect(redemption?.data).toEqual({ waveId, day: '2027-03-01', part: 0, parts: 1, final: true, hashes: tokens.slice(0, 4).map(token => hashOfToken(token).toString('hex')).sort() })
    expect((await look.query('select from draft')).rowCount).toBe(0)
    expect((await look.query(`select from pg_class where relname = $1`, [`draft_${waveId.replaceAll('-', '')}`])).rowCount).toBe(0)
    expect(await keepDraft(database.pool, draft)).toBe(false)
    expect(await send(tokens[5] as string)).toBe(false)
  })

  test('When people send while the wave closes, then every stored sheet is among the final hashes and no other', async () => {
    const { waveId, tokens } = await opened(staff(60))
    const sending = tokens.map(async token => ({ token, stored: await send(token) }))
    const [results] = await Promise.all([Promise.all(sending), post(`/waves/${waveId}/close`)])
    const stored = results.filter(result => result.stored).map(result => hashOfToken(result.token).toString('hex')).sort()
    const final = (await told<Redemption>('int.survey.redemption.v1')).find(event => event.data.final)
    expect(final?.data.hashes).toEqual(stored)
    expect((await look.query('select from sheet s where s.wave_id = $1', [waveId])).rowCount).toBe(stored.length)
  })

  test('When a sheet is on its way in as the wave closes, then the close waits for it and counts it', async () => {
    const { waveId, tokens } = await opened(staff(6))
    const sender = await database.pool.connect()
    await sender.query('begin')
    expect(await sendOn(sender, tokens[0] as string)).toBe(true)
    const closing = post(`/waves/${waveId}/close`)
    await waitingFor('lock table draft')
    await sender.query('commit')
    sender.release()
    expect((await closing).statusCode).toBe(200)
    const final = (await told<Redemption>('int.survey.redemption.v1')).find(event => event.data.final)
    expect(final?.data.hashes).toEqual([hashOfToken(tokens[0] as string).toString('hex')])
  })

  test('When the wave closes first, then a sheet that came a moment later is not stored', async () => {
    const { waveId, tokens } = await opened(staff(6))
    const closer = await database.pool.connect()
    await closer.query('begin')
    await closeNow(closer, waveId, { newId: randomUUID, day: '2027-03-01' })
    const sending = send(tokens[0] as string)
    await waitingFor('insert into sheet')
    await closer.query('commit')
    closer.release()
    expect(await sending).toBe(false)
    expect((await look.query('select from sheet s where s.wave_id = $1', [waveId])).rowCount).toBe(0)
  })

  test('When somebody sends in one wave while the sheets of another are rewritten, then neither is undone by the other', async () => {
    const [closing, open] = [await opened(staff(6)), await opened(staff(6))]
    await send(closing.tokens[0] as string)
    await post(`/waves/${closing.waveId}/close`)
    await deliver(database.pool, reactionsOf(deps), [incoming(audienceCleared, closing.waveId, { waveId: closing.waveId })])
    const sender = await database.pool.connect()
    await sender.query('begin')
    await sender.query('lock table ticket in row exclusive mode')
    const rewriting = runJob('hand-over')
    await waitingFor('keep_sheets')
    expect(await sendOn(sender, open.tokens[0] as string)).toBe(true)
    await sender.query('commit')
    sender.release()
    await rewriting
    expect((await app.inject({ url: `/waves/${closing.waveId}`, headers: office })).json()).toMatchObject({ handOver: 'handed-over' })
  })

  test('When the last day is over, then the job closes the wave; on the day itself it does not', async () => {
    const { waveId } = await opened(staff(6))
    clock.now = new Date('2027-03-31T23:59:59Z')
    await runJob('close-due-waves')
    expect(await stateOf(waveId)).toBe('opened')
    clock.now = new Date('2027-04-01T00:00:01Z')
    await runJob('close-due-waves')
    await runJob('close-due-waves')
    expect(await stateOf(waveId)).toBe('closed')
    expect((await told('int.survey.wave.v1')).filter(event => event.type === 'wave-closed')).toHaveLength(1)
  })
})

describe('redemption, once a day', () => {
  test('When days pass, then the redeemed hashes are told once on each, sorted, from the hour on', async () => {
    const { waveId, tokens } = await opened(staff(6))
    for (const token of tokens.slice(0, 3)) await send(token)
    const count = async () => (await told('int.survey.redemption.v1')).length
    for (const [at, expected] of [['2027-03-01T23:00:00Z', 0], ['2027-03-02T02:59:00Z', 0], ['2027-03-02T03:00:00Z', 1], ['2027-03-02T15:00:00Z', 1], ['2027-03-03T04:00:00Z', 2]] as const) {
      clock.now = new Date(at)
      await runJob('tell-redemptions')
      expect(await count()).toBe(expected)
    }
    const [first] = await told<Redemption>('int.survey.redemption.v1')
    expect(first).toMatchObject({ key: waveId, time: '2027-03-02', data: { day: '2027-03-02', final: false, hashes: tokens.slice(0, 3).map(token => hashOfToken(token).toString('hex')).sort() } })
  })
})

describe('handing over', () => {
  test('When participation has not cleared, then no sheet leaves; when it has, all leave under a checksum', async () => {
    const { waveId, tokens } = await opened([...staff(6), ...staff(6, 'south')])
    for (const token of tokens) await send(token, 1 + tokens.indexOf(token) % 5)
    await post(`/waves/${waveId}/close`)
    await runJob('hand-over')
    expect(await told('int.survey.sheet.v1')).toEqual([])
    await deliver(database.pool, reactionsOf(deps), [incoming(audienceCleared, waveId, { waveId })])
    await runJob('hand-over')
    const sheets = await told<SheetData>('int.survey.sheet.v1')
    const [handOver] = await told<HandOver>('int.survey.hand-over.v1')
    expect(sheets).toHaveLength(12)
    expect(sheets.every(sheet => sheet.id === sheet.key)).toBe(true)
    expect(handOver?.data).toEqual({ waveId, sheets: 12, chunks: 1, checksum: sumOfHashes(sheets.map(({ key, data: { stratum, answers } }) => ({ key, stratum, answers }))) })
    expect((await app.inject({ url: `/waves/${waveId}`, headers: office })).json()).toMatchObject({ handOver: 'handed-over' })
  })

  test('When sheets were rewritten, then one transaction wrote them all, in no order of arrival, and tickets are gone with their table', async () => {
    const { waveId, tokens } = await opened(staff(200))
    const arrived: string[] = []
    for (const token of tokens) {
      await send(token)
      arrived.push((await look.query<{ key: string }>('select s.key from sheet s where s.wave_id = $1 order by s.ctid desc limit 1', [waveId])).rows[0]?.key as string)
    }
    expect(new Set(arrived).size).toBe(200)
    await closedAndHandedOver(waveId)
    const { rows } = await look.query<{ key: string, xmin: string }>('select s.key, s.xmin::text from sheet s where s.wave_id = $1 order by s.ctid', [waveId])
    expect(new Set(rows.map(row => row.xmin)).size).toBe(1)
    expect(Math.abs(rankCorrelation(rows.map(row => arrived.indexOf(row.key))))).toBeLessThan(0.35)
    const emitted = await told<SheetData>('int.survey.sheet.v1')
    expect(Math.abs(rankCorrelation(emitted.map(event => arrived.indexOf(event.key))))).toBeLessThan(0.35)
    expect(Math.abs(rankCorrelation(rows.map(row => emitted.findIndex(event => event.key === row.key))))).toBeLessThan(0.35)
    const left = await look.query<{ relname: string }>(`select c.relname from pg_class c where c.relname like $1 and c.relkind = 'r'`, [`%${waveId.replaceAll('-', '')}%`])
    expect(left.rows.map(row => row.relname)).toEqual([`sheet_${waveId.replaceAll('-', '')}_kept`])
    expect((await look.query('select from ticket t where t.wave_id = $1', [waveId])).rowCount).toBe(0)
  })

  test('When too few of a stratum answered, then its sheets leave with a coarser one, and the first is kept nowhere', async () => {
    const { waveId, tokens } = await opened([...staff(6, 'north', 'staff'), ...staff(6, 'north', 'manager'), ...staff(6, 'south', 'staff')])
    for (const token of [...tokens.slice(0, 5), ...tokens.slice(6, 8), ...tokens.slice(12, 16)]) expect(await send(token)).toBe(true)
    await closedAndHandedOver(waveId)
    const strata = (await told<SheetData>('int.survey.sheet.v1')).map(event => JSON.stringify(event.data.stratum))
    expect([...new Set(strata)]).toEqual([JSON.stringify({ bands: {}, unitId: 'top' })])
    expect((await look.query('select distinct s.stratum from sheet s where s.wave_id = $1', [waveId])).rows).toEqual([{ stratum: { unitId: 'top', bands: {} } }])
  })

  test('When the audience came with a merged unit, then the hand-over names it, whoever answered', async () => {
    const waveId = await launched()
    const tree = [{ unitId: 'top', parentId: null, name: 'Top' }, { unitId: 'north', parentId: 'top', name: 'North', merged: true }, { unitId: 'team', parentId: 'north', name: 'Team' }]
    const { tokens, events } = audienceOf(waveId, [...staff(8, 'top'), ...staff(8, 'team')], { tree })
    await deliver(database.pool, reactionsOf(deps), events)
    for (const token of tokens) await send(token)
    await closedAndHandedOver(waveId)
    expect((await told<HandOver>('int.survey.hand-over.v1')).map(event => event.data.merged)).toEqual([['north']])
  })

  test('When nobody answered, then the wave is handed over with no sheet', async () => {
    const { waveId } = await opened(staff(6))
    await closedAndHandedOver(waveId)
    expect((await told<HandOver>('int.survey.hand-over.v1'))[0]?.data).toEqual({ waveId, sheets: 0, checksum: '0'.repeat(64), chunks: 1 })
  })

  test('When the job dies between its steps or runs again, then sheets leave once', async () => {
    const { waveId, tokens } = await opened(staff(6))
    for (const token of tokens) await send(token)
    await post(`/waves/${waveId}/close`)
    await deliver(database.pool, reactionsOf(deps), [incoming(audienceCleared, waveId, { waveId })])
    const broken = { ...deps, newId: () => { throw new Error('the lights went out') } }
    await expect(jobsOf(broken).find(job => job.name === 'hand-over')?.run(new AbortController().signal)).rejects.toThrow('lights')
    expect(await told('int.survey.sheet.v1')).toEqual([])
    expect((await look.query('select w.hand_over from wave w where w.wave_id = $1', [waveId])).rows).toEqual([{ hand_over: 'rewritten' }])
    await runJob('hand-over')
    await runJob('hand-over')
    expect(await told('int.survey.sheet.v1')).toHaveLength(6)
    expect(await told('int.survey.hand-over.v1')).toHaveLength(1)
  })

  test('When scoring or the program office asks again, then the same events leave under the same ids', async () => {
    const { waveId, tokens } = await opened(staff(7))
    for (const token of tokens) await send(token)
    expect((await post(`/waves/${waveId}/re-emission`)).json<{ code: string }>().code).toBe('wave-not-handed-over')
    await closedAndHandedOver(waveId)
    const topics = ['int.survey.instrument.v1', 'int.survey.tree.v1', 'int.survey.sheet.v1', 'int.survey.hand-over.v1']
    const first = await toldOn(topics)
    await look.query('truncate outbox')
    const reply = await post(`/waves/${waveId}/re-emission`)
    expect([reply.statusCode, reply.json()]).toEqual([202, { waveId, sheets: 7 }])
    expect(await toldOn(topics)).toEqual(first)
    await look.query('truncate outbox')
    await deliver(database.pool, reactionsOf(deps), [incoming(reEmissionRequested, waveId, { waveId })])
    expect(await toldOn(topics)).toEqual(first)
  })
})

/** Spearman's, of a permutation with its places. With 200 in chance order it passes .35 less than once in a million. */
function rankCorrelation (places: number[]): number {
  const n = places.length
  const squares = places.reduce((sum, place, i) => sum + (place - i) ** 2, 0)
  return 1 - 6 * squares / (n * (n * n - 1))
}
