import type pg from 'pg'
import type { ServiceConfig } from '../config.ts'
import type { KafkaOptions } from './kafka.ts'
import { openPostgres } from './postgres.ts'
import type { Log, Transport } from './transport.ts'

type BrokerConfig = Pick<ServiceConfig, 'KAFKA_BROKERS'> & Partial<Pick<ServiceConfig, 'KAFKA_USER' | 'KAFKA_PASSWORD' | 'KAFKA_MECHANISM' | 'KAFKA_TLS'>>

export type OpenTransportOptions = BrokerConfig & Pick<ServiceConfig, 'EVENTS' | 'EVENT_SOURCES'> & {
  /** The service's name. */
  name: string
  pool: pg.Pool
  log: Log
}

/** What carries a service's events, as its configuration says. */
export function openTransport ({ EVENTS, EVENT_SOURCES, name, pool, log, ...broker }: OpenTransportOptions): Transport {
  if (EVENTS === 'postgres') return openPostgres({ pool, source: name, sources: EVENT_SOURCES, log })
  return openKafkaLater({ ...brokerOf(broker), clientId: name, log })
}

/** Where the broker is and who signs in there, as a configuration says. Throws a sentence when half of it is missing. */
export function brokerOf ({ KAFKA_BROKERS, KAFKA_USER = '', KAFKA_PASSWORD = '', KAFKA_MECHANISM = 'plain', KAFKA_TLS = 'off' }: BrokerConfig) {
  if (KAFKA_BROKERS === '') throw new Error('EVENTS=kafka needs KAFKA_BROKERS.')
  if ((KAFKA_USER === '') !== (KAFKA_PASSWORD === '')) throw new Error('KAFKA_USER and KAFKA_PASSWORD belong together: give both or none.')
  const account = KAFKA_USER === '' ? undefined : { mechanism: KAFKA_MECHANISM, username: KAFKA_USER, password: KAFKA_PASSWORD }
  return { brokers: KAFKA_BROKERS, tls: KAFKA_TLS === 'on', account }
}

/** The client of a broker is loaded when it is first used: without a broker, no process pays for it. */
function openKafkaLater (options: KafkaOptions): Transport {
  let opening: Promise<Transport> | undefined
  const kafka = () => opening ??= import('./kafka.ts').then(({ openKafka }) => openKafka(options))
  return {
    producer: async () => (await kafka()).producer(),
    consumer: async (consumerOptions, handle) => (await kafka()).consumer(consumerOptions, handle),
    ensureTopics: async topics => (await kafka()).ensureTopics(topics),
    close: async () => { await (await opening)?.close() }
  }
}
