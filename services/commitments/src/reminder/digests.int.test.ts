import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { openLog } from '@weft/service-kit/log'
import { openMailer } from '@weft/service-kit/mail'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openMailServer, refusal, type MailServer } from '@weft/testkit/mail-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { actingAsHouse } from '../acting-as.ts'
import type { MailDeps } from '../deps.ts'
import { sendDigestsJob } from './send-digests.job.ts'

let database: TestDatabase
let mail: MailServer
let deps: MailDeps
let time: Date

const house = async (...statements: [text: string, values?: unknown[]][]) => actingAsHouse(database.pool, async tx => {
  for (const [text, values] of statements) await tx.query(text, values)
})
const at = (moment: string) => { time = new Date(`${moment}:00Z`) }
const run = () => sendDigestsJob(deps).run(new AbortController().signal)
const sentTo = (name: string) => mail.caught.filter(({ to }) => to === `${name}@x.org`)
/** A review of something that counted from `startsOn` on; it was split since, so that it is nobody's matter by itself. */
const review = (person: string, state: string, since: string, boss = 'bo', startsOn = '2026-10-01', whole = randomUUID()) => house(
  [/* sql */ `
  insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, state, version, state_since) values ($1, '2026-10-01', $2, 'u', $3, $3, $4, 1, $5)`, [randomUUID(), person, boss, state, since]],
  [/* sql */ `
  insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on, ended_on)
  values ($1, $2, 'split', 1, 'When a claim is late, I will call first', '6-months', $3, '2027-04-01', 'customer', 'Calls', 2, $3, '2026-12-31')`, [whole, person, startsOn]],
  [/* sql */ `
  insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, starts_on, due_on, since) values ('2026-10-01', $1, $2, 2, 1, '6-months', $3, '2027-04-01', 'opening')`, [whole, person, startsOn]])
const commitment = (person: string, dueOn: string, wording = 'When a claim is late, I will call first') => house([/* sql */ `
  insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on)
  values ($1, $2, 'open', 1, $4, '3-months', '2026-10-01', $3, 'customer', 'Calls', 2, '2026-10-01')`, [randomUUID(), person, dueOn, wording]])

beforeAll(async () => {
  [database, mail] = await Promise.all([databaseOf('commitments'), openMailServer()])
  for (const [id, boss] of [['ana', 'bo'], ['eve', 'bo'], ['bo', 'cy'], ['cy', null]]) {
    await database.pool.query(/* sql */ `insert into person (person_id, name, email, unit_id, boss_id, rank, since) values ($1, initcap($1), $1 || '@x.org', 'u', $2, 'staff', '2026-01-01')`, [id, boss])
  }
})
afterAll(() => Promise.all([database.drop(), mail.close()]))
beforeEach(async () => {
  await house(...['digest', 'digest_refusal', 'digest_unwanted', 'reminder_rules', 'review', 'counted', 'commitment', 'quarter', 'calendar'].map((table): [string] => [`delete from ${table}`]))
  await house(
    [/* sql */ `insert into calendar (version, fiscal_month, time_zone, self_days, boss_days, dispute_days, written_by, written_on) values (1, 1, 'Europe/Berlin', 14, 14, 14, 'office', '2026-01-01')`],
    [/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-18', '2027-01-14', '2027-01-28', 'reviewing')`])
  mail.caught.length = 0
  mail.wish.refuse = () => undefined
  mail.wish.beforeTaken = async () => {}
  deps = { pool: database.pool, log: openLog({ name: 'commitments', level: 'silent', file: '' }), now: () => time, newId: randomUUID, wake: () => {}, mailer: openMailer({ url: mail.url, from: 'Weft <weft@localhost>' }), doorOrigin: 'http://localhost:9' }
})
afterEach(() => { deps.mailer.close() })

describe('A mail about the quarter', () => {
  test('When nothing of a person counts in a quarter, then nobody is asked to review it: neither that person nor the boss', async () => {
    await Promise.all([review('ana', 'self', '2026-12-18', 'bo', '2026-12-10'), review('eve', 'boss', '2027-01-05', 'bo', '2026-12-10')])
    at('2027-01-05T09:00')
    await run()
    expect(mail.caught).toEqual([])
  })

  test('When everything that waits for a boss is counted together, then one mail says why, what, how long and by when, and no value of anybody', async () => {
    await Promise.all([review('ana', 'boss', '2027-01-04'), review('eve', 'boss', '2027-01-05'), review('bo', 'self', '2026-12-18', 'cy')])
    at('2027-01-05T09:00')
    await run()
    await run()
    expect(sentTo('bo')).toHaveLength(1)
    const [{ subject = '', text = '' } = {}] = sentTo('bo')
    expect(subject).toBe('Review my team by Thursday 14 January, and 1 more')
    expect(text).toContain('Ana and Eve have looked back on the quarter and wait for you. About 20 minutes, by Thursday 14 January.')
    expect(text).toContain('http://localhost:9/commitments/team')
    expect(sentTo('ana')).toEqual([])
  })

  test('When the boss stays silent, then the boss hears it again, and whoever is above hears how late it is: by name of the boss, never of the people', async () => {
    await commitment('cy', '2027-03-01')
    await commitment('bo', '2027-03-01')
    await review('ana', 'boss', '2027-01-04')
    for (const day of ['04', '05', '08', '11', '14', '18', '21', '25']) {
      at(`2027-01-${day}T09:00`)
      await run()
    }
    expect(sentTo('bo')).toHaveLength(4)
    expect(sentTo('cy').length).toBeGreaterThanOrEqual(2)
    expect(sentTo('cy').map(({ text }) => text).join()).toContain('Reviews that Bo should give are late.')
    expect(sentTo('cy').map(({ text }) => text).join()).not.toMatch(/\b(Ana|Eve)\b/)
  })

  test('When two see a quarter differently, then each is led to the page where they can settle it', async () => {
    await review('ana', 'disputed', '2027-01-05')
    at('2027-01-05T09:00')
    await run()
    const [own, boss] = ['ana', 'bo'].map(name => sentTo(name)[0]?.text)
    expect(own).toContain('Speak with your boss about your review of Q4 2026')
    expect(own).toMatch(/localhost:9\/commitments\/quarter\s/)
    expect(boss).toContain('Speak about the review of Ana')
    expect(boss).toMatch(/localhost:9\/commitments\/team\s/)
  })

  test('When it is night, early or a weekend on the clocks of the organisation, then nothing goes out until morning', async () => {
    await review('ana', 'boss', '2027-01-04')
    for (const moment of ['2027-01-08T17:00', '2027-01-09T11:00', '2027-01-11T06:59']) {
      at(moment)
      await run()
    }
    expect(mail.caught).toEqual([])
    at('2027-01-11T07:00')
    await run()
    expect(sentTo('bo')).toHaveLength(1)
  })

  test('When a week is full, then what comes next waits for room and is not lost', async () => {
    await house([/* sql */ `insert into reminder_rules (weekly_cap, from_hour, to_hour, written_by, written_on) values (1, 8, 18, 'office', '2026-12-01')`])
    await review('ana', 'boss', '2027-01-04')
    at('2027-01-04T09:00')
    await run()
    await review('eve', 'boss', '2027-01-05')
    for (const day of ['05', '06', '07', '08']) {
      at(`2027-01-${day}T09:00`)
      await run()
    }
    expect(sentTo('bo')).toHaveLength(1)
    at('2027-01-11T09:00')
    await run()
    expect(sentTo('bo')).toHaveLength(2)
    expect(sentTo('bo')[1]?.text).toContain('Ana and Eve')
  })

  test('When more comes up on a day on which a mail went out, then it waits for another day, and the day is that of the organisation', async () => {
    await commitment('ana', '2027-01-08')
    at('2027-01-05T08:00')
    await run()
    await review('ana', 'answer', '2027-01-05')
    at('2027-01-05T16:55')
    await run()
    expect(sentTo('ana')).toHaveLength(1)
    at('2027-01-06T07:00')
    await run()
    expect(sentTo('ana').map(({ subject }) => subject)).toEqual([expect.stringContaining('Update my commitments'), expect.stringContaining('Read my review')])
  })

  test('When two senders run at once and one of them knows of more, then there is one mail all the same', async () => {
    await commitment('ana', '2027-01-08')
    at('2027-01-05T09:00')
    const blocked = (many: number) => vi.waitFor(async () => {
      expect((await database.pool.query(/* sql */ `select from pg_stat_activity a where a.datname = current_database() and a.wait_event_type = 'Lock'`)).rowCount).toBe(many)
    }, 15_000)
    const client = await database.pool.connect()
    await client.query('begin')
    await client.query(/* sql */ `select from person p where p.person_id = 'ana' for update`)
    const first = run()
    await blocked(1)
    await review('ana', 'answer', '2027-01-05')
    const second = run()
    await blocked(2)
    await client.query('commit')
    client.release()
    await Promise.all([first, second])
    expect(sentTo('ana')).toHaveLength(1)
    expect((await database.pool.query(/* sql */ `select from digest where state = 'sent'`)).rowCount).toBe(mail.caught.length)
  })

  test('When somebody is asked to take something over, then they hear of it, again after a week, and of no words of it; answered, no more', async () => {
    await commitment('cy', '2027-03-01')
    await commitment('bo', '2027-03-01')
    await commitment('ana', '2027-03-01')
    await commitment('eve', '2027-03-01')
    const asked = (name: string | null) => house([/* sql */ `
      insert into commitment_handover (handover_id, commitment_id, from_person, to_person, asked_by, asked_on, why, state)
      select gen_random_uuid(), c.commitment_id, coalesce($1, 'gone'), 'ana', 'bo', '2027-01-05', 'Moves on', 'asked' from commitment c where c.person_id = coalesce($1, 'cy')`, [name]])
    await asked('eve')
    await asked(null)
    for (const day of ['05', '06', '11', '12']) {
      at(`2027-01-${day}T09:00`)
      await run()
    }
    expect(sentTo('ana')).toHaveLength(2)
    const [{ text = '' } = {}] = sentTo('ana')
    expect(text).toContain('2 commitments of Eve and somebody who has left: take over, or decline.')
    expect(text).toContain('http://localhost:9/commitments/handovers')
    expect(text).not.toContain('claim')
    await house([/* sql */ `update commitment_handover set state = 'declined', answered_on = '2027-01-12'`])
    for (const day of ['19', '20', '26']) {
      at(`2027-01-${day}T09:00`)
      await run()
    }
    expect(sentTo('ana')).toHaveLength(2)
  })

  test('When a person wants no mail, then own days are left out and what others wait for still comes', async () => {
    await house([/* sql */ `insert into digest_unwanted (person_id) values ('ana'), ('bo')`])
    await commitment('ana', '2027-01-08')
    await review('eve', 'boss', '2027-01-04')
    at('2027-01-05T09:00')
    await run()
    expect(mail.caught.map(({ to }) => to)).toEqual(expect.arrayContaining(['bo@x.org']))
    expect(sentTo('ana')).toEqual([])
  })

  test('When the server refuses somebody, then it is said again another day, and when it is away, nobody is in hand', async () => {
    await commitment('ana', '2027-01-08')
    mail.wish.refuse = address => address === 'ana@x.org' ? refusal(450) : undefined
    at('2027-01-05T09:00')
    await run()
    await run()
    expect(sentTo('ana')).toEqual([])
    mail.wish.refuse = () => undefined
    at('2027-01-06T09:00')
    const away = { ...deps, mailer: openMailer({ url: 'smtp://127.0.0.1:1', from: 'Weft <weft@localhost>' }) }
    await sendDigestsJob(away).run(new AbortController().signal)
    away.mailer.close()
    await run()
    expect(sentTo('ana')).toHaveLength(1)
    expect((await database.pool.query(/* sql */ `select from digest where state in ('sending', 'unknown')`)).rowCount).toBe(0)
  })

  test('When the sender is killed with a mail in hand, again and again, then nobody gets two', async () => {
    for (const person of ['ana', 'eve', 'bo', 'cy']) await commitment(person, '2027-01-08')
    at('2027-01-05T09:00')
    for (let round = 1; round <= 2; round += 1) {
      const child = spawn(process.execPath, ['--import', fileURLToPath(new URL('../../../../infra/tsx-hook.mjs', import.meta.url)), fileURLToPath(new URL('../../test/send-digests-once.ts', import.meta.url))], {
        env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.appUrl, SMTP_URL: mail.url, NOW: time.toISOString() }, stdio: 'ignore'
      })
      const [upTo, ended] = [round, once(child, 'exit')]
      // The server has the mail and has not said so yet: the sender cannot know.
      mail.wish.beforeTaken = async () => { if (mail.caught.length === upTo) { child.kill('SIGKILL'); await ended } }
      expect((await ended)[1]).toBe('SIGKILL')
    }
    mail.wish.beforeTaken = async () => {}
    await run()
    // What comes up later on that day finds that the day's mail went out, also where nobody knows whether it did.
    for (const person of ['ana', 'eve', 'bo', 'cy']) await commitment(person, '2027-01-07')
    await run()
    expect(mail.caught.map(({ to }) => to).sort()).toEqual(['ana@x.org', 'bo@x.org', 'cy@x.org', 'eve@x.org'])
  })
})
