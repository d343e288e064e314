import { topics } from '@weft/contracts/topics'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { openPostgres } from '@weft/service-kit/transport/postgres'
import type { InRecord, Log, Transport } from '@weft/service-kit/transport/transport'
import { databaseOf } from '@weft/testkit/database'
import { openUndertaker } from './undertaker.ts'

/** What lies between the directory and the service: over Kafka a broker that is nobody else's, over Postgres the databases of those whom the service hears. */
export type Carrier = {
  env: Record<string, string>
  /** As the directory. */
  send: (records: readonly Omit<InRecord, 'partition' | 'offset'>[]) => Promise<void>
  /** Everybody of the service is dead: what they had is free for the next. */
  bury: () => Promise<void>
  /** As somebody who hears the service. Undefined over Postgres: there its log is in its own database. */
  listening: () => Transport | undefined
  close: () => Promise<void>
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
const heard = topics.filter(({ readers }) => readers.includes('commitments'))

export async function overKafka (brokers: string): Promise<Carrier> {
  const transport = openKafka({ brokers, clientId: 'directory', log: silent })
  await transport.ensureTopics(topics.filter(({ producer }) => producer === 'commitments').concat(heard))
  const producer = await transport.producer()
  const undertaker = await openUndertaker(brokers, 'commitments')
  return {
    env: { EVENTS: 'kafka', KAFKA_BROKERS: brokers }, send: producer.send, bury: undertaker.bury, listening: () => transport,
    close: async () => {
      await undertaker.close()
      await transport.close()
    }
  }
}

export async function overPostgres (): Promise<Carrier> {
  const byProducer = Map.groupBy(heard, ({ producer }) => producer)
  const sources = await Promise.all([...byProducer].map(async ([producer, its]) => {
    const database = await databaseOf(producer)
    return { producer, database, url: await database.readerFor('commitments', its.map(({ name }) => name)) }
  }))
  const directory = sources.find(({ producer }) => producer === 'directory')
  if (directory === undefined) throw new Error('The service does not hear the directory.')
  const transport = openPostgres({ pool: directory.database.pool, source: 'directory', sources: {}, log: silent })
  const producer = await transport.producer()
  return {
    env: { EVENTS: 'postgres', EVENT_SOURCES: JSON.stringify(Object.fromEntries(sources.map(({ producer: name, url }) => [name, url]))) },
    send: producer.send,
    bury: async () => {},
    listening: () => undefined,
    close: async () => {
      await transport.close()
      for (const { database } of sources) await database.drop()
    }
  }
}
