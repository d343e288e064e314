import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { zones } from '@weft/infra/small-default/house'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { topics as wanted } from '@weft/contracts/topics'
import kafkajs from 'kafkajs'
import nodemailer from 'nodemailer'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAlive } from './alive.ts'
import { standInHouse } from './stand-in-house.ts'

type Told = { name: string, pid: number, env: Record<string, string>, process: string[], notes: number }

const newHome = () => {
  const home = mkdtempSync(join(tmpdir(), 'weft-start-'))
  chmodSync(home, 0o755)
  return home
}
const launch = (home: string, events: 'postgres' | 'kafka' = 'postgres', ports: number | 'free' = 'free') => startSmallDefault({ home, ports, events, log: () => undefined, house: standInHouse })
const ask = async (url: string | undefined, init?: RequestInit) => await (await fetch(url ?? '', { ...init, signal: AbortSignal.timeout(10_000) })).json() as Told
async function until (what: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !what(); i++) await pause(50)
  expect(what()).toBe(true)
}
async function refusalOf (url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  const message = await client.connect().then(() => 'let in', (error: Error) => error.message)
  await client.end().catch(() => undefined)
  return message
}

/** What is answered to a call that names this host; `fetch` would not let it be named. */
async function statusFor (url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host }, timeout: 10_000 }, response => {
      response.resume()
      resolve(response.statusCode)
    }).once('error', reject)
  })
}

async function connected (url: string | undefined, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

describe('the small default', () => {
  const home = newHome()
  let platform: SmallDefault
  beforeAll(async () => { platform = await launch(home) })
  afterAll(async () => {
    await platform.stop()
    rmSync(home, { recursive: true })
  })

  it('When it is up, then each zone has one process and no two zones share one', async () => {
    const told = await Promise.all(Object.values(platform.services).map(url => ask(url)))
    const pidOf = (service: string) => told.find(one => one.name === service)?.pid
    expect(pidOf('directory')).toBe(pidOf('participation'))
    expect(pidOf('survey')).toBe(pidOf('scoring'))
    const pids = [...Object.keys(zones).map(zone => platform.pids[zone]), platform.pids['postgres'], process.pid]
    expect(new Set(pids).size).toBe(6)
    expect(pidOf('directory')).toBe(platform.pids['identity'])
    expect(pidOf('survey')).toBe(platform.pids['answers'])
  })

  it('When a service looks at what it was given, then it has its own database and nobody else’s secrets', async () => {
    const told = await Promise.all([...Object.values(platform.services), platform.door].map(url => ask(url)))
    for (const { name, env } of told) {
      expect(new URL(env['DATABASE_URL'] ?? '').username).toBe(name)
      expect('DOOR_PRIVATE_KEY' in env).toBe(name === 'web')
      expect('VAULT_DIR' in env).toBe(name === 'participation')
      expect((JSON.parse(env['DOOR_PUBLIC_KEY'] ?? '') as object)).not.toHaveProperty('d')
    }
    expect(told.flatMap(one => one.process).filter(name => /URL|KEY|SECRET|PASSWORD/.test(name))).toEqual([])
    const sources = Object.fromEntries(told.map(({ name, env }) => [name, Object.keys(JSON.parse(env['EVENT_SOURCES'] ?? '') as object).sort()]))
    const heard = (service: string) => [...new Set(wanted.filter(topic => (topic.readers as readonly string[]).includes(service)).map(topic => topic.producer))].sort()
    expect(sources).toEqual(Object.fromEntries(told.map(({ name }) => [name, heard(name)])))
    expect(sources).toMatchObject({ directory: [], scoring: ['survey'], web: [] })
  })

  it('When a service’s role tries another service’s database, then Postgres does not let it in', async () => {
    const names = Object.keys(platform.databases)
    for (const service of names) for (const other of names) {
      const url = new URL(platform.databases[service]?.appUrl ?? '')
      url.pathname = `/weft_${other}`
      if (service === other) expect(await refusalOf(url.href)).toBe('let in')
      else expect(await refusalOf(url.href)).toMatch(/permission denied for database/)
    }
  })

  it('When a reader role looks around, then it sees the topics granted to it and no table', async () => {
    await connected(platform.databases['survey']?.ownerUrl, async owner => {
      for (const topic of ['int.survey.wave.v1', 'int.survey.sheet.v1']) {
        await owner.query(/* sql */ `insert into event_log (topic, key, headers, value, time) values ($1, 'k', '{}', 'x', '2026-01-01')`, [topic])
      }
    })
    await connected(platform.databases['participation']?.sources['survey'], async reader => {
      const { rows } = await reader.query<{ topic: string }>(/* sql */ `select l.topic from event_log l`)
      expect(rows.map(row => row.topic)).toEqual(['int.survey.wave.v1'])
      await expect(reader.query(/* sql */ `select 1 from note`)).rejects.toThrow(/permission denied/)
      await expect(reader.query(/* sql */ `select 1 from outbox`)).rejects.toThrow(/permission denied/)
    })
  })

  it('When a service’s role tries to change tables, then it may only use them', async () => {
    await connected(platform.databases['survey']?.appUrl, async app => {
      await expect(app.query(/* sql */ `drop table note`)).rejects.toThrow(/must be owner/)
      await expect(app.query(/* sql */ `create table mine (id int)`)).rejects.toThrow(/permission denied/)
    })
  })

  it('When secrets are kept, then only the account that runs Weft can read them', () => {
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'run.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'vault')).mode & 0o777).toBe(0o700)
  })

  it('When it is started a second time from the same folder, then the second is refused and the first goes on', async () => {
    await expect(launch(home)).rejects.toThrow(/already running/)
    expect((await ask(platform.services['survey'])).name).toBe('survey')
  })

  it('When a message is mailed, then the catcher shows it escaped, under its banner, and writes it nowhere', async () => {
    const { SMTP_URL } = (await ask(platform.services['participation'])).env
    const mailer = nodemailer.createTransport(SMTP_URL)
    await mailer.sendMail({ from: 'weft@localhost', to: 'ann@example.org', subject: 'A <b>survey</b>', text: 'Here: http://127.0.0.1:1/s/secret-token-1 & thanks' })
    mailer.close()
    const page = await (await fetch(platform.catcher ?? '')).text()
    expect(page).toContain('Whoever runs this machine sees every link here. Not for real answers.')
    expect(page).toContain('A &lt;b&gt;survey&lt;/b&gt;')
    const { messages } = await (await fetch(`${platform.catcher}/messages?to=ann@example.org`)).json() as { messages: { text: string }[] }
    expect(messages).toHaveLength(1)
    expect(messages[0]?.text).toContain('/s/secret-token-1')
    const logs = readdirSync(join(home, 'logs')).map(file => readFileSync(join(home, 'logs', file), 'utf8')).join('')
    expect(logs).not.toContain('secret-token')
  })

  it('When a page elsewhere makes its own name point at this machine, then the catcher shows it nothing', async () => {
    expect(await statusFor(`${platform.catcher}/messages`, 'evil.example')).toBe(403)
    expect(await statusFor(`${platform.catcher}/messages`, new URL(platform.catcher ?? '').host)).toBe(200)
  })
})

describe('stopping and starting again', () => {
  it('When it is stopped, then no process is left; and when it is started again, then everything is there', async () => {
    const home = newHome()
    const first = await launch(home)
    await ask(first.services['survey'], { method: 'POST' })
    await first.stop()
    expect(Object.values(first.pids).filter(isAlive)).toEqual([])
    expect(existsSync(join(home, 'run.json'))).toBe(false)
    const second = await launch(home)
    expect((await ask(second.services['survey'])).notes).toBe(1)
    await second.stop()
    rmSync(home, { recursive: true })
  })

  it('When a zone’s process dies, then the launcher says which', async () => {
    const home = newHome()
    const platform = await launch(home)
    await ask(`${platform.services['scoring']}/crash`).catch(() => undefined)
    expect(await platform.broken).toMatch(/^The answers process ended \(exit code 7\)/)
    await platform.stop()
    expect(Object.values(platform.pids).filter(isAlive)).toEqual([])
    rmSync(home, { recursive: true })
  })

  it.each(['postgres', 'kafka'] as const)('When the launcher itself is killed outright, then the zones leave by themselves and the next start finds everything (%s)', async events => {
    const home = newHome()
    // The fixed plan, as people start it: the next start needs the ports of the one that was killed. Below those that are given as free.
    const ports = 10_200 + 20 * (process.pid % 40)
    const hook = new URL('../../infra/tsx-hook.mjs', import.meta.url).href
    const launcher = spawn(process.execPath, ['--import', hook, fileURLToPath(new URL('launch-stand-ins.ts', import.meta.url)), home, events, String(ports)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const line = await new Promise<string>(resolve => launcher.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())))
    const { pids, services } = JSON.parse(line) as { pids: Record<string, number>, services: Record<string, string> }
    await ask(services['directory'], { method: 'POST' })
    launcher.kill('SIGKILL')
    const { postgres, ...zonePids } = pids
    await until(() => !Object.values(zonePids).some(isAlive))
    const next = await launch(home, events, ports)
    expect(isAlive(postgres ?? 0)).toBe(false)
    expect((await ask(next.services['directory'])).notes).toBe(1)
    await next.stop()
    rmSync(home, { recursive: true })
  })
})

describe('the small default on a real broker', () => {
  it('When events travel over Kafka, then every topic is there before a service starts and services know only the broker', async () => {
    const home = newHome()
    const platform = await launch(home, 'kafka')
    const { env } = await ask(platform.services['scoring'])
    expect(env['EVENTS']).toBe('kafka')
    expect(env['EVENT_SOURCES']).toBe('{}')
    const admin = new kafkajs.Kafka({ brokers: (env['KAFKA_BROKERS'] ?? '').split(','), logLevel: kafkajs.logLevel.NOTHING }).admin()
    await admin.connect()
    const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map(topic => topic.name) })
    await admin.disconnect()
    expect(Object.fromEntries(topics.map(topic => [topic.name, topic.partitions.length]))).toEqual(Object.fromEntries(wanted.map(topic => [topic.name, topic.partitions])))
    await platform.stop()
    rmSync(home, { recursive: true })
  })
})
