import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Reminder, RemindersReply } from '@weft/contracts/program/reminder-api'
import { openLog } from '@weft/service-kit/log'
import { openMailer } from '@weft/service-kit/mail'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { openMailServer, refusal, type MailServer } from '@weft/testkit/mail-server'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import type { MailDeps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { sendReminders } from './send-reminders.job.ts'

const PEOPLE = 8
let database: TestDatabase
let door: TestDoor
let app: FastifyInstance
let deps: MailDeps
let mail: MailServer
let time: Date
const subjects = Array.from({ length: PEOPLE }, () => randomUUID())

beforeAll(async () => {
  [database, door, mail] = await Promise.all([databaseOf('program'), openDoor(), openMailServer()])
  await database.pool.query(`insert into unit (unit_id, parent_id, name, since) values ('all', null, 'All', '2026-01-01'), ('east', 'all', 'East', '2026-01-01')`)
  for (const [i, subject] of subjects.entries()) {
    await database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ($1, 'Person ' || $1, $1 || '@x.org', $2, $3, '2026-01-01')`, [`p${i}`, i < 3 ? 'all' : 'east', i === 0 ? 'leader' : 'staff'])
    await database.pool.query(`insert into account (person_id, subject) values ($1, $2)`, [`p${i}`, subject])
  }
})
afterAll(() => Promise.all([database.drop(), mail.close()]))
beforeEach(async () => {
  for (const table of ['reminder_recipient', 'reminder', 'reminder_last', 'reminder_unwanted', 'happening']) await database.pool.query(`delete from ${table}`)
  time = new Date('2026-11-24T09:00:00Z')
  mail.caught.length = 0
  mail.wish.refuse = () => undefined
  mail.wish.beforeTaken = async () => {}
  deps = { pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => time, newId: randomUUID, wake: () => {}, mailer: openMailer({ url: mail.url, from: 'Weft <weft@localhost>' }), doorOrigin: 'http://localhost:9' }
  app = buildApp(deps, await door.verifierFor('program'))
})
afterEach(async () => {
  deps.mailer.close()
  await app.close()
})

const call = async (method: 'GET' | 'POST', url: string, payload?: object, as = { subject: randomUUID() as string, roles: ['program-office'] }) =>
  app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', as) } })
const plan = async (change: object = {}) => call('POST', '/program/reminders', { subject: 'Where we are, and why', text: 'Why: easy to deal with.\n\nNext: one bill.', audience: { kind: 'all' }, day: '2026-11-24', ...change })
const run = () => sendReminders(deps).run(new AbortController().signal)
const list = async () => (await call('GET', '/program/reminders')).json<RemindersReply>()
const newest = async (): Promise<Reminder | undefined> => (await list()).reminders[0]

describe('A reminder', () => {
  test('When its day has come, then everybody chosen gets the same words once, and the office sees how many', async () => {
    await plan({ day: '2026-11-25' })
    await run()
    expect(mail.caught).toEqual([])
    time = new Date('2026-11-25T05:00:00Z')
    await run()
    await run()
    expect(mail.caught.map(({ to }) => to).sort()).toEqual(Array.from({ length: PEOPLE }, (_, i) => `p${i}@x.org`))
    expect(new Set(mail.caught.map(({ text }) => text.replace(/Person p\d/, 'X')))).toHaveLength(1)
    expect(mail.caught[0]).toMatchObject({ subject: 'Where we are, and why', text: expect.stringContaining('http://localhost:9/program/reminders/mine') as string })
    expect(await newest()).toMatchObject({ state: 'sent', audienceName: 'Everybody', counts: { people: PEOPLE, sent: PEOPLE, waiting: 0, unknown: 0 } })
  })

  test('When somebody had one within seven days or wants none, then they are left alone, and the page does not say which', async () => {
    expect((await call('POST', '/program/reminders/mine', { wanted: false }, { subject: subjects[7] ?? '', roles: ['employee'] })).json()).toEqual({ known: true, wanted: false })
    await plan({ audience: { kind: 'unit', unitId: 'east' } })
    await run()
    expect(mail.caught.map(({ to }) => to).sort()).toEqual(['p3@x.org', 'p4@x.org', 'p5@x.org', 'p6@x.org'])
    await plan()
    await run()
    expect(mail.caught.slice(4).map(({ to }) => to).sort()).toEqual(['p0@x.org', 'p1@x.org', 'p2@x.org'])
    expect(await newest()).toMatchObject({ state: 'sent', counts: { people: 8, sent: 3, leftAlone: 5 } })
    time = new Date('2026-12-01T09:00:00Z')
    await plan({ day: '2026-12-01' })
    await run()
    expect(mail.caught.slice(7)).toHaveLength(7)
  })

  test('When the mail server refuses one person for now and one for good, then the first is tried again and both are reported', async () => {
    mail.wish.refuse = address => address === 'p1@x.org' ? refusal(550) : address === 'p2@x.org' ? refusal(450) : undefined
    await plan()
    await run()
    expect(await newest()).toMatchObject({ state: 'sending', counts: { sent: 6, refused: 1, waiting: 1 } })
    mail.wish.refuse = () => undefined
    await run()
    expect(await newest()).toMatchObject({ state: 'sent', counts: { sent: 7, refused: 1, waiting: 0 } })
    expect(new Set(mail.caught.map(({ to }) => to)).size).toBe(mail.caught.length)
  })

  test('When the mail server is away, then nobody is written to, nothing is unknown, and later all are', async () => {
    await plan()
    const away = { ...deps, mailer: openMailer({ url: 'smtp://127.0.0.1:1', from: 'Weft <weft@localhost>' }) }
    await sendReminders(away).run(new AbortController().signal)
    away.mailer.close()
    expect(await newest()).toMatchObject({ state: 'planned', counts: null })
    await run()
    expect(await newest()).toMatchObject({ state: 'sent', counts: { sent: PEOPLE, unknown: 0 } })
  })

  test('When it is withdrawn while it goes out, then the next mail is not sent', async () => {
    const { reminderId } = (await plan()).json<{ reminderId: string }>()
    mail.wish.beforeTaken = async () => { if (mail.caught.length === 2) await call('POST', `/program/reminders/${reminderId}/withdrawal`) }
    await run()
    expect(mail.caught).toHaveLength(2)
    expect(await newest()).toMatchObject({ state: 'withdrawn', counts: { sent: 2, waiting: 6 } })
    expect((await call('POST', `/program/reminders/${reminderId}/withdrawal`)).json()).toMatchObject({ status: 404, code: 'no-such-reminder' })
  })

  test('When the sender is killed with a mail in hand, again and again, then nobody gets two and what may be lost is reported', async () => {
    await plan()
    for (let round = 0; round < 2; round += 1) {
      const child = spawn(process.execPath, ['--import', fileURLToPath(new URL('../../../../infra/tsx-hook.mjs', import.meta.url)), fileURLToPath(new URL('../../test/send-reminders-once.ts', import.meta.url))], {
        env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.appUrl, SMTP_URL: mail.url, NOW: time.toISOString() }, stdio: 'ignore'
      })
      const [upTo, ended] = [mail.caught.length + 2, once(child, 'exit')]
      // The server has the mail and has not said so yet: the sender cannot know.
      mail.wish.beforeTaken = async () => { if (mail.caught.length === upTo) { child.kill('SIGKILL'); await ended } }
      expect((await ended)[1]).toBe('SIGKILL')
    }
    mail.wish.beforeTaken = async () => {}
    await run()
    expect(mail.caught.map(({ to }) => to).sort()).toEqual(Array.from({ length: PEOPLE }, (_, i) => `p${i}@x.org`))
    expect(await newest()).toMatchObject({ state: 'sent', counts: { people: PEOPLE, sent: PEOPLE - 2, unknown: 2, waiting: 0 } })
  })

  test.each([
    ['for a day that has passed', { day: '2026-11-23' }, 'reminder-in-past'], ['for a day beyond a year', { day: '2028-01-01' }, 'reminder-too-far'],
    ['for a unit that is not there', { audience: { kind: 'unit', unitId: 'nowhere' } }, 'no-such-unit'], ['for the one leader', { audience: { kind: 'leaders' } }, 'too-few-people']
  ])('When it is planned %s, then it is refused and nothing is kept', async (_what, change, code) => {
    expect((await plan(change)).json()).toMatchObject({ status: 422, code })
    expect((await list()).reminders).toEqual([])
  })

  test('When something changed this week, then the suggested text says so, and no route but the own one knows who wants none', async () => {
    await noteHappening(database.pool, { kind: 'project-merged', about: 'x', what: 'Portal B was merged into Portal A', href: '/program/portfolio', day: '2026-11-20' })
    expect((await list()).suggestion.text).toBe('What changed in the last seven days:\n– Portal B was merged into Portal A')
    expect((await call('GET', '/program/reminders/mine')).json()).toEqual({ known: false, wanted: false })
    expect((await call('POST', '/program/reminders/mine', { wanted: false })).json()).toMatchObject({ status: 403, code: 'not-in-directory' })
  })
})
