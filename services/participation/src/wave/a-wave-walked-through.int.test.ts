import { randomUUID } from 'node:crypto'
import { open, readFile, readdir, stat } from 'node:fs/promises'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { organisationVersioned, personChanged, unitChanged } from '@weft/contracts/directory/events'
import type { ParticipationReply } from '@weft/contracts/participation/api'
import { tokensRedeemed, waveClosed, waveLaunchRequested, waveOpened, type WaveData } from '@weft/contracts/survey/events'
import { sumOfHashes } from '@weft/service-kit/checksum'
import { eventOf, tombstoneOf, type OutEvent } from '@weft/service-kit/event'
import { receiveBatch } from '@weft/service-kit/inbox'
import { openLog } from '@weft/service-kit/log'
import { openMailer } from '@weft/service-kit/mail'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openMailServer, refusal, type MailServer } from '@weft/testkit/mail-server'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildApp, jobsOf, reactionsOf } from '../app.ts'
import { hashOfToken, tokenOf } from '../audience/token.ts'
import type { Deps } from '../deps.ts'
import { openVault } from '../vault/vault.store.ts'

let database: TestDatabase
let deps: Deps
let vaultDir: string
let logFile: string
let today: Date
let smtp: MailServer
let caught: MailServer['caught']

beforeEach(async () => {
  database = await databaseOf('participation')
  const folder = mkdtempSync(join(tmpdir(), 'weft-participation-'))
  vaultDir = join(folder, 'vault')
  logFile = join(folder, 'log')
  today = new Date('2026-11-09T10:00:00Z')
  smtp = await openMailServer()
  caught = smtp.caught
  deps = {
    pool: database.pool, log: openLog({ name: 'participation', level: 'debug', file: logFile }), now: () => today, newId: randomUUID, wake: () => {},
    vault: openVault(vaultDir), mailer: openMailer({ url: smtp.url, from: 'Weft <weft@localhost>' }), surveyOrigin: 'http://127.0.0.1:9', vaultDays: 14, catching: true
  }
})
afterEach(async () => {
  deps.mailer.close()
  await smtp.close()
  await database.drop()
})

const waveId = '018f0000-0000-4000-8000-0000000000aa'
const waveData = (state: WaveData['state'], changes: Partial<WaveData> = {}): WaveData => ({
  waveId, title: 'Spring', kind: 'live', state, instrumentId: 'full-8', instrumentVersion: 1, languages: ['en'], mode: 'confidential',
  closesOn: '2026-11-30', thresholds: { score: 5, spread: 10 }, bands: ['site'], ...changes
})
const waveEvent = (contract: typeof waveOpened, state: WaveData['state'], changes: Partial<WaveData> = {}) =>
  eventOf(contract, { id: randomUUID(), key: waveId, time: '2026-11-09', data: waveData(state, changes) })
const launched = (changes: Partial<WaveData> = {}) => waveEvent(waveLaunchRequested, 'launch-requested', changes)
const opened = () => waveEvent(waveOpened, 'opened')
const closed = () => waveEvent(waveClosed, 'closed')

/** Three units: the whole with its head, and two teams. Ids and addresses are such as are found nowhere else. */
const units = ['ALL', 'TEAM-A', 'TEAM-B'].map(unitId => ({ unitId, parentId: unitId === 'ALL' ? null : 'ALL', name: `Unit ${unitId}`, since: '2026-01-05', version: 1 }))
const somebody = (i: number) => ({
  personId: `person-marked-${i}`, name: `Somebody ${i}`, email: `somebody.${i}@example.org`, unitId: i === 0 ? 'ALL' : i % 2 ? 'TEAM-A' : 'TEAM-B',
  bossId: null, rank: 'staff' as const, bands: { site: i % 3 ? 'North' : 'South' }, since: i < 3 ? '2026-11-01' : '2026-01-05', version: 1
})
const ids = (count: number) => Array.from({ length: count }, (_, i) => somebody(i).personId)

/** The events of one organisation version, the marker last. */
function organisation (count: number, version = 1): OutEvent[] {
  const people = Array.from({ length: count }, (_, i) => somebody(i))
  const envelope = (key: string) => ({ id: randomUUID(), key, time: '2026-11-08T09:00:00Z' })
  return [
    ...units.map(data => eventOf(unitChanged, { ...envelope(data.unitId), data })),
    ...people.map(data => eventOf(personChanged, { ...envelope(data.personId), data })),
    eventOf(organisationVersioned, { ...envelope('organisation'), data: { version, people: count, units: units.length, peopleSum: sumOfHashes(people), unitsSum: sumOfHashes(units) } })
  ]
}

let offset = 0
async function receive (events: readonly OutEvent[]): Promise<void> {
  for (const topic of new Set(events.map(event => event.topic))) {
    const records = events.filter(event => event.topic === topic).map(event => ({
      topic, partition: 0, offset: String(offset++), key: event.key, value: event.data, time: event.time,
      headers: { ce_id: event.id, ce_type: event.type, ce_time: event.time, ce_specversion: '1.0', ce_source: '/weft/test' }
    }))
    await receiveBatch(deps.pool, reactionsOf(deps), { topic, partition: 0, records }, deps.log)
  }
  expect((await deps.pool.query('select from dead_letter')).rowCount).toBe(0)
}

const run = async (name: string, from: Deps = deps, signal = new AbortController().signal) => jobsOf(from).find(job => job.name === name)?.run(signal)

const call = async (method: 'GET' | 'POST', url: string, role = 'program-office') => {
  const app = buildApp(deps, async () => ({ subject: 's', roles: [role], scopes: [] }))
  const reply = await app.inject({ method, url: `/waves/${waveId}${url}` })
  await app.close()
  return { status: reply.statusCode, body: reply.json<ParticipationReply & { code: string }>() }
}
const look = async () => (await call('GET', '/participation')).body

type Outgoing = { type: string, time: string, data: { chunks: number, hashes: number, entries: { hash: string, stratum: { unitId: string } }[], units: { unitId: string }[] } }
const sent = async (): Promise<Outgoing[]> =>
  (await deps.pool.query<{ type: string, time: string, data: string }>('select type, time, data from outbox order by position')).rows.map(row => ({ ...row, data: JSON.parse(row.data) as Outgoing['data'] }))
const sentHashes = async () => (await sent()).flatMap(event => event.data.entries ?? []).map(entry => entry.hash)
const tokens = async (count: number) => {
  const key = await deps.vault.read(waveId)
  if (key === undefined) throw new Error('There is no key.')
  return ids(count).map(id => tokenOf(key, waveId, id))
}

/** The hand-over of redeemed hashes, in parts of `size`. */
function redeemed (hashes: readonly string[], { final = false, size = 4 } = {}): OutEvent[] {
  const sorted = [...hashes].sort()
  const parts = Math.max(1, Math.ceil(sorted.length / size))
  return Array.from({ length: parts }, (_, part) => eventOf(tokensRedeemed, {
    id: randomUUID(), key: waveId, time: '2026-11-10', data: { waveId, day: '2026-11-10', part, parts, final, hashes: sorted.slice(part * size, (part + 1) * size) }
  }))
}

async function invited (count: number): Promise<void> {
  await receive([...organisation(count), launched()])
  await run('freeze-audience')
  await receive([opened()])
  await run('send-mail')
}

/** Breaks at the nth statement, as a process does that is killed there: what was committed stays, the rest is undone. */
function dyingAt (nth: number): { pool: pg.Pool, statements: () => number } {
  let statements = 0
  const dying = <Target extends object>(target: Target): Target => new Proxy(target, {
    get (inner, name) {
      const value: unknown = Reflect.get(inner, name)
      if (typeof value !== 'function') return value
      if (name === 'connect') return async () => dying(await deps.pool.connect())
      if (name !== 'query') return (value as (...args: unknown[]) => unknown).bind(inner)
      return async (...args: unknown[]) => {
        if (args[0] !== 'rollback' && ++statements === nth) throw new Error('died here')
        return await (value as (...given: unknown[]) => Promise<unknown>).apply(inner, args)
      }
    }
  })
  return { pool: dying(deps.pool), statements: () => statements }
}

describe('freezing an audience', () => {
  test('When the organisation is whole, then survey gets units, sorted hashes with strata of at least k, and their numbers, without a time', async () => {
    await receive([...organisation(40), launched()])
    await run('freeze-audience')
    const events = await sent()
    expect(events.map(event => [event.type, event.time])).toEqual([['audience-units-frozen', '2026-11-09'], ['audience-hashes-frozen', '2026-11-09'], ['audience-completed', '2026-11-09']])
    expect(events[2]?.data).toEqual({ waveId, chunks: 2, units: 3, hashes: 40 })
    const hashes = await sentHashes()
    expect(hashes).toEqual((await tokens(40)).map(hashOfToken).sort())
    for (const held of Map.groupBy(events[1]?.data.entries ?? [], entry => JSON.stringify(entry.stratum)).values()) expect(held.length).toBeGreaterThanOrEqual(5)
    expect(await look()).toMatchObject({ state: 'frozen', organisationVersion: 1, invited: 40, mailed: 0, newPeople: 3, newUnits: 0, vaultKey: 'kept', refusal: null })
  })

  test('When an event of a person is still under way, or was only of an older version, then it waits', async () => {
    const all = organisation(40)
    const late = all[10]
    if (late === undefined) throw new Error('There is no such event.')
    await receive([...all.filter(event => event !== late), launched()])
    await run('freeze-audience')
    expect(await look()).toMatchObject({ state: 'waiting-for-organisation' })
    await receive([{ ...late, id: randomUUID(), data: (late.data ?? '').replace('Somebody', 'Anybody') }])
    await run('freeze-audience')
    expect([await look(), await sent()]).toMatchObject([{ state: 'waiting-for-organisation' }, []])
    await receive([late])
    await run('freeze-audience')
    expect(await look()).toMatchObject({ state: 'frozen' })
  })

  test('When somebody left, then their tombstone is part of the state', async () => {
    await receive([...organisation(41), tombstoneOf(personChanged, { id: randomUUID(), key: somebody(40).personId, time: '2026-11-08T09:00:00Z' }), launched()])
    await run('freeze-audience')
    expect(await look()).toMatchObject({ state: 'waiting-for-organisation' })
    await receive(organisation(40, 2).slice(-1))
    await run('freeze-audience')
    expect(await look()).toMatchObject({ state: 'frozen', invited: 40, organisationVersion: 2 })
  })

  test('When fewer than k people are there, then it is refused in a sentence, without a key, until another version comes', async () => {
    await receive([...organisation(4), launched()])
    await run('freeze-audience')
    await run('freeze-audience')
    expect(await look()).toMatchObject({ state: 'audience-refused', vaultKey: 'none', refusal: expect.stringContaining('4 people') as string })
    expect([await sent(), await deps.vault.read(waveId)]).toEqual([[], undefined])
    await receive(organisation(20, 2))
    await run('freeze-audience')
    expect(await look()).toMatchObject({ state: 'frozen', refusal: null, invited: 20 })
  })

  test('When the job dies at any statement and runs again, then nothing is half there and the hashes are the same', async () => {
    await receive([...organisation(40), launched()])
    let key: Buffer | undefined
    for (let nth = 1; ; nth++) {
      const dying = dyingAt(nth)
      await run('freeze-audience', { ...deps, pool: dying.pool }).catch((error: Error) => { expect(error.message).toBe('died here') })
      key ??= await deps.vault.read(waveId)
      if (dying.statements() < nth) break
      expect((await deps.pool.query(`select from outbox union all select from invitation union all select from wave_unit`)).rowCount).toBe(0)
      expect(nth).toBeLessThan(50)
    }
    expect(await deps.vault.read(waveId)).toEqual(key)
    const hashes = await sentHashes()
    expect(hashes).toEqual((await tokens(40)).map(hashOfToken).sort())
    await run('freeze-audience')
    expect(await sentHashes()).toEqual(hashes)
  })

  test('When the launch of a past wave is told, then nobody is invited', async () => {
    await receive([...organisation(40), launched({ kind: 'past' })])
    await run('freeze-audience')
    expect([(await call('GET', '/participation')).status, await sent()]).toEqual([404, []])
  })
})

describe('invitations and reminders', () => {
  test('When the wave opens, then everybody gets one mail with a link of their own and nothing that tells who read it', async () => {
    await invited(12)
    await run('send-mail')
    expect(caught.map(mail => mail.to).sort()).toEqual(Array.from({ length: 12 }, (_, i) => somebody(i).email).sort())
    for (const [i, token] of (await tokens(12)).entries()) {
      const mail = caught.find(({ to }) => to === somebody(i).email)
      expect(mail?.text).toContain(`http://127.0.0.1:9/s/${token}`)
      expect(mail?.html.match(/https?:\/\/[^"<\s]+/g)).toEqual([`http://127.0.0.1:9/s/${token}`])
      expect(mail?.html).not.toMatch(/<img|<script|<link/)
      expect(mail?.text).toContain(`Hello Somebody ${i}`)
    }
    expect(await look()).toMatchObject({ state: 'invited', mailed: 12, catching: true })
  })

  test('When they go out, then not in the order of the directory', async () => {
    await invited(40)
    expect(caught.map(mail => mail.to)).not.toEqual(Array.from({ length: 40 }, (_, i) => somebody(i).email))
  })

  test('When the process is stopped in the middle, then the next run writes to the others only', async () => {
    const stopping = new AbortController()
    smtp.wish.beforeTaken = () => { if (caught.length === 5) stopping.abort() }
    await receive([...organisation(12), launched()])
    await run('freeze-audience')
    await receive([opened()])
    await run('send-mail', deps, stopping.signal)
    expect([caught.length, await look()]).toMatchObject([5, { state: 'inviting', mailed: 5 }])
    await run('send-mail')
    expect(new Set(caught.map(mail => mail.to)).size).toBe(12)
    expect(caught).toHaveLength(12)
  })

  test('When it dies between a mail and its flag, then just that mail goes out again', async () => {
    await receive([...organisation(8), launched()])
    await run('freeze-audience')
    await receive([opened()])
    const seen = dyingAt(18)
    await expect(run('send-mail', { ...deps, pool: seen.pool })).rejects.toThrow('died here')
    const before = caught.length
    expect(before).toBeGreaterThan(0)
    await run('send-mail')
    expect(new Set(caught.map(mail => mail.to)).size).toBe(8)
    expect(caught).toHaveLength(9)
  })

  test('When the mail server refuses one address for good, then all others are written to and it is not tried for ever', async () => {
    smtp.wish.refuse = address => address === somebody(3).email ? refusal(550) : undefined
    await invited(8)
    expect([caught.length, await look()]).toMatchObject([7, { state: 'invited', mailed: 7 }])
  })

  test('When the mail server refuses one address for now, then it is tried again later', async () => {
    let times = 0
    smtp.wish.refuse = address => address === somebody(3).email && times++ === 0 ? refusal(451) : undefined
    await invited(8)
    expect([caught.length, await look()]).toMatchObject([7, { state: 'inviting' }])
    await run('send-mail')
    expect([caught.length, await look()]).toMatchObject([8, { state: 'invited', mailed: 8 }])
  })

  test('When the mail server is away, then nothing is lost, and the log names nobody', async () => {
    await receive([...organisation(8), launched()])
    await run('freeze-audience')
    await receive([opened()])
    const away = { ...deps, mailer: openMailer({ url: 'smtp://127.0.0.1:1', from: 'weft@localhost' }) }
    await expect(run('send-mail', away)).rejects.toThrow(/^The mail server cannot be used now \(\w+\)\.$/)
    await run('send-mail')
    expect(caught).toHaveLength(8)
  })

  test('When a reminder is asked for, then only those who have not sent get it, once a day, and the answer lists nobody', async () => {
    await invited(12)
    const all = await tokens(12)
    await receive(redeemed(all.slice(0, 7).map(hashOfToken)))
    caught.length = 0
    const asked = await call('POST', '/reminders')
    expect([asked.status, asked.body]).toEqual([202, { waveId }])
    await run('send-mail')
    await run('send-mail')
    expect(caught.map(mail => mail.to).sort()).toEqual([7, 8, 9, 10, 11].map(i => somebody(i).email).sort())
    expect((await call('POST', '/reminders')).body).toMatchObject({ code: 'reminded-today' })
    today = new Date('2026-11-10T10:00:00Z')
    expect((await call('POST', '/reminders')).status).toBe(202)
    expect((await call('POST', '/reminders', 'analyst')).status).toBe(403)
  })
})

describe('redeemed hashes', () => {
  test('When they come, in parts and again, then just these people are flagged, and rates are bands', async () => {
    await invited(41)
    const all = (await tokens(41)).map(hashOfToken)
    const first = redeemed([...all.slice(0, 15), 'e'.repeat(64)])
    await receive(first)
    await receive(first)
    await receive(redeemed(all.slice(0, 18)))
    const { rows } = await deps.pool.query<{ person_id: string }>('select person_id from invitation where redeemed')
    expect(rows.map(row => row.person_id).sort()).toEqual(ids(18).sort())
    const { rates } = await look()
    expect(rates.map(rate => [rate.unitId, rate.name, rate.invited])).toEqual([['ALL', 'Unit ALL', 41], ['TEAM-A', 'Unit TEAM-A', 20], ['TEAM-B', 'Unit TEAM-B', 20]])
    for (const rate of rates) expect(rate.atMost - rate.atLeast).toBeGreaterThanOrEqual(5)
    expect(rates[0]?.atLeast).toBeLessThanOrEqual(18)
    expect(rates[0]?.atMost).toBeGreaterThanOrEqual(18)
  })

  test('When flags were set on several days, then no row tells on which: one transaction wrote all, in no order, and no dead row is left', async () => {
    await invited(40)
    const all = (await tokens(40)).map(hashOfToken)
    for (const count of [10, 20, 30]) await receive(redeemed(all.slice(0, count), { size: 100 }))
    const { rows } = await deps.pool.query<{ xmin: string, redeemed: boolean }>('select xmin::text, redeemed from invitation order by ctid')
    expect(new Set(rows.map(row => row.xmin)).size).toBe(1)
    expect(rows.map(row => row.redeemed)).not.toEqual([...rows.map(row => row.redeemed)].sort())
    const pages = await asSuper(database, /* sql */ `
      select count(*) as rows
        from pg_catalog.pg_class c, generate_series(0, pg_relation_size(c.oid) / 8192 - 1) as page,
             heap_page_items(get_raw_page(c.relname, page::int)) as item
       where c.relname like 'invitation\\_%' and c.relkind = 'r' and item.t_xmin is not null`, 'create extension if not exists pageinspect')
    expect(pages).toEqual([{ rows: 40 }])
  })
})

describe('close', () => {
  test('When the last redemption is whole, and not before, then banded counts stay and survey hears that all else is gone', async () => {
    await invited(41)
    const all = (await tokens(41)).map(hashOfToken)
    const last = redeemed(all.slice(0, 25), { final: true, size: 10 })
    await receive([closed()])
    await run('clear-wave')
    expect(await look()).toMatchObject({ state: 'clearing' })
    await receive(last.slice(0, 2))
    await run('clear-wave')
    expect((await sent()).map(event => event.type)).not.toContain('audience-cleared')
    const before = (await look()).rates
    await receive(last.slice(2))
    const whole = (await look()).rates
    await run('clear-wave')
    await run('clear-wave')
    const after = await look()
    expect(after).toMatchObject({ state: 'cleared', invited: 41, mailed: 41, vaultKey: 'kept' })
    expect(after.rates).toEqual(whole)
    expect(before).not.toEqual(whole)
    expect((await sent()).filter(event => event.type === 'audience-cleared')).toEqual([{ type: 'audience-cleared', time: '2026-11-09', data: { waveId } }])
    await receive(redeemed(all, { final: true }))
    expect(await look()).toEqual(after)
  })

  test('When the vault key is lost before its time, then the wave closes all the same, tells no bands, and nobody is written to', async () => {
    await invited(12)
    const hashes = (await tokens(12)).map(hashOfToken)
    await deps.vault.destroy(waveId)
    await receive(redeemed(hashes.slice(0, 6)))
    expect(await look()).toMatchObject({ vaultKey: 'lost', rates: [] })
    expect((await call('POST', '/reminders')).body.code).toBe('vault-key-lost')
    await receive([closed(), ...redeemed(hashes, { final: true })])
    await run('clear-wave')
    expect(await look()).toMatchObject({ state: 'cleared', rates: [] })
    expect((await sent()).map(event => event.type)).toContain('audience-cleared')
  })

  test('When nobody answered, then it is cleared too', async () => {
    await invited(12)
    await receive([closed(), ...redeemed([], { final: true })])
    await run('clear-wave')
    expect(await look()).toMatchObject({ state: 'cleared' })
  })

  test('When the job dies at any statement, then flags and bands are either both as before or cleared with the event', async () => {
    await invited(12)
    await receive([closed(), ...redeemed((await tokens(12)).slice(0, 6).map(hashOfToken), { final: true })])
    for (let nth = 1; ; nth++) {
      const dying = dyingAt(nth)
      await run('clear-wave', { ...deps, pool: dying.pool }).catch((error: Error) => { expect(error.message).toBe('died here') })
      if (dying.statements() < nth) break
      expect((await deps.pool.query('select from invitation')).rowCount).toBe(12)
      expect((await deps.pool.query('select from rate')).rowCount).toBe(0)
    }
    expect((await sent()).filter(event => event.type === 'audience-cleared')).toHaveLength(1)
  })

  test('When the wave closes while mail goes out, then nobody is written to any more', async () => {
    smtp.wish.beforeTaken = async () => { if (caught.length === 3) await receive([closed()]) }
    await invited(12)
    expect(caught).toHaveLength(3)
    await run('send-mail')
    expect(caught).toHaveLength(3)
  })

  test('When it is cleared, then no file of the database holds who was invited, and none ever held a token or, but for the outbox, a hash', async () => {
    await invited(40)
    const all = await tokens(40)
    await receive(redeemed(all.slice(0, 20).map(hashOfToken)))
    const marks = [...all.flatMap(token => [token, hashOfToken(token)]).map(text => Buffer.from(text)), ...all.map(token => Buffer.from(hashOfToken(token), 'hex'))]
    const before = await filesHolding(database, [Buffer.from('person-marked-17')])
    expect(before.some(file => file.startsWith('invitation_'))).toBe(true)
    expect((await filesHolding(database, marks)).filter(file => !/^(pg_toast_)?(outbox|event_log)/.test(file))).toEqual([])

    await receive([closed(), ...redeemed(all.slice(0, 20).map(hashOfToken), { final: true })])
    await run('clear-wave')
    const after = await filesHolding(database, [Buffer.from('person-marked-17')])
    expect(after.filter(file => !/^(person|person_pkey|pg_statistic)$/.test(file))).toEqual([])
    expect((await filesHolding(database, marks)).filter(file => !/^(pg_toast_)?(outbox|event_log)/.test(file))).toEqual([])
  })

  test('When all is done, then the log holds no link, no address and no person', async () => {
    await invited(12)
    await receive([closed(), ...redeemed([], { final: true })])
    await run('clear-wave')
    const log = await vi.waitFor(() => {
      const text = readFileSync(logFile, 'utf8')
      expect(text).toContain('participation cleared')
      return text
    }, 15_000)
    for (const token of await tokens(12)) expect(log).not.toContain(token)
    expect(log).not.toMatch(/person-marked|example\.org|\/s\//)
  })
})

describe('the vault', () => {
  const keyFile = () => join(vaultDir, `${waveId}.key`)

  test('When an audience is frozen, then its key lies in a file of 32 bytes that only this account can read, and nothing else lies there', async () => {
    await receive([...organisation(12), launched()])
    await run('freeze-audience')
    const { mode, size } = await stat(keyFile())
    expect([mode & 0o777, size, await readdir(vaultDir)]).toEqual([0o600, 32, [`${waveId}.key`]])
  })

  test('When two make the key at once, then both get the same', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => openVault(vaultDir).keep(waveId)))
    expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1)
    expect(await readdir(vaultDir)).toEqual([`${waveId}.key`])
  })

  test('When the days after close have passed, then the key is overwritten and removed', async () => {
    await invited(12)
    await receive([closed(), ...redeemed([], { final: true })])
    await run('clear-wave')
    const key = await readFile(keyFile())
    const held = await open(keyFile(), 'r')
    today = new Date('2026-11-22T23:00:00Z')
    await run('destroy-due-keys')
    expect(await look()).toMatchObject({ vaultKey: 'kept' })
    today = new Date('2026-11-23T00:00:00Z')
    await run('destroy-due-keys')
    await run('destroy-due-keys')
    expect(await look()).toMatchObject({ vaultKey: 'destroyed' })
    expect(await readdir(vaultDir)).toEqual([`${waveId}.destroyed`])
    const { buffer } = await held.read(Buffer.alloc(32), 0, 32, 0)
    await held.close()
    expect(buffer.equals(key)).toBe(false)
  })

  test('When the folder of keys is not the right one, then no key is called destroyed, and the right folder is cleaned later', async () => {
    await invited(12)
    await receive([closed(), ...redeemed([], { final: true })])
    await run('clear-wave')
    const elsewhere = { ...deps, vault: openVault(mkdtempSync(join(tmpdir(), 'weft-vault-'))), vaultDays: 0 }
    await run('destroy-due-keys', elsewhere)
    expect(await look()).toMatchObject({ vaultKey: 'kept' })
    await run('destroy-due-keys', { ...deps, vaultDays: 0 })
    expect(await look()).toMatchObject({ vaultKey: 'destroyed' })
    expect(await deps.vault.read(waveId)).toBeUndefined()
  })

  test('When its destruction is asked for, then it is refused until the wave is cleared, and done at once afterwards', async () => {
    await invited(12)
    expect(await call('POST', '/vault/destruction')).toMatchObject({ status: 409, body: { code: 'wave-not-cleared' } })
    await receive([closed()])
    expect(await call('POST', '/vault/destruction')).toMatchObject({ status: 409 })
    await receive(redeemed([], { final: true }))
    await run('clear-wave')
    expect((await call('POST', '/vault/destruction', 'analyst')).status).toBe(403)
    expect(await call('POST', '/vault/destruction')).toMatchObject({ status: 200, body: { vaultKey: 'destroyed' } })
    expect(await call('POST', '/vault/destruction')).toMatchObject({ status: 200 })
    expect(await readdir(vaultDir)).toEqual([`${waveId}.destroyed`])
  })
})

async function asSuper (at: TestDatabase, query: string, ...before: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: at.superUrl })
  await client.connect()
  try {
    for (const statement of before) await client.query(statement)
    return (await client.query<Record<string, unknown>>(query)).rows
  } finally {
    await client.end()
  }
}

/** Names of relations, or bare file names, whose file on disk holds one of these marks. */
async function filesHolding (at: TestDatabase, marks: readonly Buffer[]): Promise<string[]> {
  const rows = await asSuper(at, /* sql */ `
    select f.name as file,
           coalesce((select coalesce('pg_toast_' || (select o.relname from pg_class o where o.reltoastrelid = c.oid), c.relname)
                       from pg_class c
                      where pg_relation_filenode(c.oid)::text = split_part(split_part(f.name, '.', 1), '_', 1)
                      limit 1), f.name) as relation,
           pg_read_binary_file('base/' || d.oid || '/' || f.name, 0, 1000000000, true) as content
      from pg_database d, pg_ls_dir('base/' || d.oid) as f (name)
     where d.datname = current_database()
       and f.name ~ '^[0-9]'`, 'checkpoint') as { relation: string, content: Buffer | null }[]
  expect(rows.length).toBeGreaterThan(100)
  return rows.filter(({ content }) => content !== null && marks.some(mark => content.includes(mark))).map(({ relation }) => relation)
}
