import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@weft/contracts/topics'
import { start as startReporting } from '@weft/reporting/main'
import { start as startScoring } from '@weft/scoring/main'
import { tokenSigner } from '@weft/service-kit/access'
import type { Env } from '@weft/service-kit/config'
import type { Running } from '@weft/service-kit/service'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { start as startSurvey } from '@weft/survey/main'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { kafkaOfThisRun } from '@weft/testkit/kafka'

type Name = 'survey' | 'scoring' | 'reporting'
const names: readonly Name[] = ['survey', 'scoring', 'reporting']
const starts = { survey: startSurvey, scoring: startScoring, reporting: startReporting }
const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** survey, scoring and reporting as they are, each with a database of its own, over either transport. */
export type ThreeServices = {
  databases: Record<Name, TestDatabase>
  brokers: string
  /** Starts one of those that were left out at first. */
  start: (name: Name) => Promise<void>
  /** What `npm start` leaves for commands: a folder with addresses and keys. The caller removes it. */
  home: () => Promise<string>
  /** A call as the program office. */
  call: (service: Name, path: string, init?: RequestInit) => Promise<Response>
  stop: () => Promise<void>
}

export async function startThreeServices (events: 'postgres' | 'kafka', first: readonly Name[] = names, more: Env = {}): Promise<ThreeServices> {
  const databases = { survey: await databaseOf('survey'), scoring: await databaseOf('scoring'), reporting: await databaseOf('reporting') }
  // The identity zone has nothing to say of a past wave: its logs are there, and empty.
  // The identity zone has nothing to say of a past wave: its logs are there, and empty.
  const quiet = { participation: await databaseOf('participation'), directory: await databaseOf('directory'), program: await databaseOf('program') }
  const all: Record<string, TestDatabase> = { ...databases, ...quiet }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const brokers = events === 'kafka' ? await readyBroker() : ''
  const running: Partial<Record<Name, Running>> = {}
  const start = async (name: Name) => {
    running[name] = await starts[name]({
      NAME: name, DATABASE_URL: all[name]?.appUrl, MIGRATION_DATABASE_URL: all[name]?.ownerUrl, EVENTS: events, KAFKA_BROKERS: brokers,
      EVENT_SOURCES: JSON.stringify(events === 'kafka' ? {} : await sourcesOf(name, all)),
      DOOR_PUBLIC_KEY: JSON.stringify(publicKey.export({ format: 'jwk' })), LOG_LEVEL: 'silent', ...more
    })
  }
  for (const name of first) await start(name)
  const sign = await tokenSigner(privateKey.export({ format: 'jwk' }))
  return {
    databases, brokers, start,
    home: () => homeOf(running, { private: privateKey.export({ format: 'jwk' }), public: publicKey.export({ format: 'jwk' }) }),
    call: async (service, path, init = {}) => fetch(new URL(path, running[service]?.url), {
      ...init, headers: { ...init.headers, authorization: `Bearer ${await sign(service, { subject: 'tester', roles: ['program-office'] })}` }, signal: AbortSignal.timeout(30_000)
    }),
    stop: async () => {
      await Promise.all(Object.values(running).map(service => service.stop()))
      await Promise.all(Object.values(all).map(database => database.drop()))
    }
  }
}

async function sourcesOf (consumer: string, all: Record<string, TestDatabase>): Promise<Record<string, string>> {
  const read = topics.filter(topic => topic.readers.some(reader => reader === consumer))
  const producers = [...new Set(read.map(topic => topic.producer))]
  return Object.fromEntries(await Promise.all(producers.map(async producer =>
    [producer, await all[producer]?.readerFor(consumer, read.filter(topic => topic.producer === producer).map(topic => topic.name))])) as [string, string][])
}

async function readyBroker (): Promise<string> {
  const { brokers } = await kafkaOfThisRun()
  const transport = openKafka({ brokers, clientId: 'figures', log: silent })
  await transport.ensureTopics(topics.map(({ name, partitions, cleanup }) => ({ name, partitions, cleanup })))
  await transport.close()
  return brokers
}

async function homeOf (running: Partial<Record<Name, Running>>, door: object): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'weft-home-'))
  const services = Object.fromEntries(Object.entries(running).map(([name, { url }]) => [name, url]))
  await writeFile(join(home, 'run.json'), JSON.stringify({ pid: process.pid, door: 'http://127.0.0.1:9', surveys: '', catcher: null, provider: null, services, pids: {} }))
  await writeFile(join(home, 'secrets.json'), JSON.stringify({ postgres: 'none', roles: 'none', door }), { mode: 0o600 })
  return home
}
