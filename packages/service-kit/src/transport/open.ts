import type pg from 'pg'
import { openPostgres } from './postgres.ts'
import type { Log, Transport } from './transport.ts'

export type OpenTransportOptions = {
  EVENTS: 'postgres' | 'kafka'
  KAFKA_BROKERS: string
  EVENT_SOURCES: Readonly<Record<string, string>>
  /** The service's name. */
  name: string
  pool: pg.Pool
  log: Log
}

/** What carries a service's events, as its configuration says. */
export function openTransport ({ EVENTS, KAFKA_BROKERS, EVENT_SOURCES, name, pool, log }: OpenTransportOptions): Transport {
  if (EVENTS === 'postgres') return openPostgres({ pool, source: name, sources: EVENT_SOURCES, log })
  if (KAFKA_BROKERS === '') throw new Error('EVENTS=kafka needs KAFKA_BROKERS.')
  return openKafkaLater({ brokers: KAFKA_BROKERS, clientId: name, log })
}

/** The client of a broker is loaded when it is first used: without a broker, no process pays for it. */
function openKafkaLater (options: { brokers: string, clientId: string, log: Log }): Transport {
  let opening: Promise<Transport> | undefined
  const kafka = () => opening ??= import('./kafka.ts').then(({ openKafka }) => openKafka(options))
  return {
    producer: async () => (await kafka()).producer(),
    consumer: async (consumerOptions, handle) => (await kafka()).consumer(consumerOptions, handle),
    ensureTopics: async topics => (await kafka()).ensureTopics(topics),
    close: async () => { await (await opening)?.close() }
  }
}
