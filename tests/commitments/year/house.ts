import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { OutEvent } from '@weft/service-kit/event'
import { databaseOf } from '@weft/testkit/database'
import { recordOf } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { openMailServer } from '@weft/testkit/mail-server'
import type { Carrier } from './carrier.ts'
import type { Order, Word } from './moved-service.ts'

/** Nothing in this house takes this long; what does stands still. */
const PATIENCE_MS = 120_000
/** Node runs TypeScript by itself, and pages with this. */
const pages = new URL('../../../infra/tsx-hook.mjs', import.meta.url).href
export type House = Awaited<ReturnType<typeof openHouse>>

/** The service as a process of its own that can be killed, with its database, its carrier of events, a mail server, and a clock that stands where it is put. */
export async function openHouse (carrier: Carrier, startsAt: string) {
  const [database, door, mail] = [await databaseOf('commitments'), await openDoor(), await openMailServer()]
  // Sees everything: for what the oracle looks at, never for what somebody does.
  const sight = new pg.Pool({ connectionString: database.superUrl, max: 4 })
  sight.on('error', () => {})
  // Postgres itself does not die in this year: nobody learns anything by waiting for its disk.
  await sight.query(`alter database ${database.name} set synchronous_commit = off`)
  const env = {
    ...process.env, ...carrier.env, DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl, DOOR_PUBLIC_KEY: JSON.stringify(door.publicKey),
    SMTP_URL: mail.url, MAIL_FROM: 'Weft <weft@localhost>', DOOR_ORIGIN: 'http://localhost:9', LOG_LEVEL: 'silent', LOG_FILE: ''
  }
  const state: { now: string, kills: number, closing: boolean, url: string | undefined, moved: string, child: ChildProcess | undefined, fault: Error | undefined } = { now: startsAt, kills: 0, closing: false, url: undefined, moved: startsAt, child: undefined, fault: undefined }
  const ran = new Map<string, string>()
  const posted: { day: string, to: string, subject: string, text: string }[] = []

  const start = (): void => {
    state.moved = state.now
    const child = state.child = fork(join(import.meta.dirname, 'moved-service.ts'), { env: { ...env, NOW: state.now }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: ['--import', pages] })
    let said = ''
    child.stderr?.on('data', (data: Buffer) => { said = (said + data.toString()).slice(-2_000) })
    child.on('message', (word: Word) => {
      if (child !== state.child) return
      if ('url' in word) state.url = word.url
      else if ('moved' in word) state.moved = word.moved
      else ran.set(word.ran, word.at)
    })
    child.once('exit', (code, signal) => {
      state.url = undefined
      if (state.closing) return
      if (signal === 'SIGKILL') start()
      else state.fault = new Error(`The service ended by itself (${code ?? signal}): ${said}`)
    })
  }
  const url = async (): Promise<string> => {
    const until = Date.now() + PATIENCE_MS
    while (state.url === undefined) {
      if (state.fault) throw state.fault
      if (Date.now() > until) throw new Error('The service does not start.')
      await pause(10)
    }
    return state.url
  }
  start()
  await url()

  const order = (word: Order) => { if (state.child?.connected === true) state.child.send(word, () => {}) }
  const keepMails = (hour: string) => { for (const { to, subject, text } of mail.caught.splice(0)) posted.push({ day: hour.slice(0, 10), to, subject, text }) }

  const kill = (): void => {
    if (state.closing || state.child?.pid === undefined || state.child.killed) return
    state.kills++
    // Whoever asks from now on waits for the next process; who asked already sees the connection break.
    state.url = undefined
    state.child.kill('SIGKILL')
    // The next process joins half a second later. Who is buried too late is missed by the broker in its own time.
    void carrier.bury().catch(() => {})
  }

  let answersLeft = Infinity
  return {
    sight, door, posted, carrier, database,
    url,
    now: () => state.now,
    kills: () => state.kills,
    /** The clock stands here now, and stays. */
    moveTo: async (instant: string) => {
      await url()
      const day = state.now
      state.now = instant
      order({ now: instant })
      // Whoever dies on the way is at the new hour when they come back.
      for (const until = Date.now() + PATIENCE_MS; state.moved !== instant; await pause(5)) if (Date.now() > until) throw new Error(`The clock does not move to ${instant}.`)
      keepMails(day)
    },
    /** Runs a job at this hour to its end, as often as it takes: a process that died in it did not get there. */
    run: async (job: string) => {
      ran.delete(job)
      const until = Date.now() + PATIENCE_MS
      for (let asked: ChildProcess | undefined, at = 0; ran.get(job) !== state.now; await pause(5)) {
        if (Date.now() > until) throw new Error(`The job ${job} did not come to its end at ${state.now}.`)
        // A lock that a dead process holds is missed by the next: asked again, though seldom.
        if (asked === state.child && Date.now() - at < 3_000) continue
        await url()
        asked = state.child
        at = Date.now()
        order({ now: state.now, job })
      }
      keepMails(state.now)
    },
    /** Tells as the directory, and waits until it was heard. */
    tell: async (consumer: string, events: readonly OutEvent[]) => {
      if (events.length === 0) return
      await carrier.send(events.map(recordOf))
      const ids = [...new Set(events.map(({ id }) => id))]
      const until = Date.now() + PATIENCE_MS
      while (Date.now() < until) {
        const { rows: [found] } = await sight.query<{ many: string }>(/* sql */ `select count(*) as many from inbox i where i.consumer = $1 and i.event_id = any ($2)`, [consumer, ids])
        if (Number(found?.many) === ids.length) return
        await pause(50)
      }
      throw new Error(`${consumer} did not hear of everything at ${state.now}.`)
    },
    tellAgain: (events: readonly OutEvent[]) => carrier.send(events.map(recordOf)),
    kill,
    /** Dies once so many more answers to an act came: the last is done, and whoever did it never hears of it. */
    killAtAnswer: (many: number) => { answersLeft = many },
    losesAnswer: (): boolean => {
      if (--answersLeft !== 0) return false
      answersLeft = Infinity
      kill()
      return true
    },
    /** Dies once so many more mails came in: the last of them is out, and its sender never hears of it. */
    killAtMail: (many: number) => {
      let left = many
      mail.wish.beforeTaken = async () => { if (--left === 0) kill() }
    },
    close: async () => {
      state.closing = true
      state.child?.kill('SIGKILL')
      await Promise.all([sight.end(), mail.close()])
      await database.drop()
    }
  }
}
