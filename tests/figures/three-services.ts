import { generateKeyPairSync } from 'node:crypto'
import { topics } from '@weft/contracts/topics'
import { start as startReporting } from '@weft/reporting/main'
import { start as startScoring } from '@weft/scoring/main'
import { tokenSigner } from '@weft/service-kit/access'
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
  /** A call as the program office. */
  call: (service: Name, path: string, init?: RequestInit) => Promise<Response>
  stop: () => Promise<void>
}

export async function startThreeServices (events: 'postgres' | 'kafka'): Promise<ThreeServices> {
  const databases = { survey: await databaseOf('survey'), scoring: await databaseOf('scoring'), reporting: await databaseOf('reporting') }
  // The identity zone has nothing to say of a past wave: its logs are there, and empty.
  const quiet = { participation: await databaseOf('participation'), directory: await databaseOf('directory') }
  const all: Record<string, TestDatabase> = { ...databases, ...quiet }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const brokers = events === 'kafka' ? await readyBroker() : ''
  const running: Partial<Record<Name, Running>> = {}
  for (const name of names) {
    running[name] = await starts[name]({
      NAME: name, DATABASE_URL: all[name]?.appUrl, MIGRATION_DATABASE_URL: all[name]?.ownerUrl, EVENTS: events, KAFKA_BROKERS: brokers,
      EVENT_SOURCES: JSON.stringify(events === 'kafka' ? {} : await sourcesOf(name, all)),
      DOOR_PUBLIC_KEY: JSON.stringify(publicKey.export({ format: 'jwk' })), LOG_LEVEL: 'silent', REDEMPTION_HOUR: '3'
    })
  }
  const sign = await tokenSigner(privateKey.export({ format: 'jwk' }))
  return {
    databases,
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
