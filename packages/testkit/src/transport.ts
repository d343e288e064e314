import { randomBytes } from 'node:crypto'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { openPostgres } from '@weft/service-kit/transport/postgres'
import type { Log, Transport } from '@weft/service-kit/transport/transport'
import { databaseOf, type TestDatabase } from './database.ts'
import { ownKafka } from './kafka.ts'
import { startPostgres } from './postgres.ts'

export type EventWorld = {
  /** A database of the service `kit`, which sends. */
  sender: TestDatabase
  /** A database of the service `ear`, which listens. */
  listener: TestDatabase
  /** A new topic of `kit` that `ear` may read; gives its name. */
  topic: (partitions?: number) => Promise<string>
  /** As `kit`. Every call stands for another process. */
  sending: () => Transport
  /** As `ear`. Every call stands for another process. */
  listening: () => Transport
  /** Kills what carries the events and starts it again: the broker, or Postgres with both databases. */
  restart: () => Promise<void>
  close: () => Promise<void>
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
const newTopic = () => `int.kit.${randomBytes(6).toString('hex')}.v1`

/** Both carriers of events, for tests that hold for either: `describe.each(transportsUnderTest)('over $name', ({ open }) => …)`. */
export const transportsUnderTest: readonly { name: 'kafka' | 'postgres', open: () => Promise<EventWorld> }[] = [
  { name: 'postgres', open: openPostgresWorld },
  { name: 'kafka', open: openKafkaWorld }
]

async function openPostgresWorld (): Promise<EventWorld> {
  // A server of its own: it is going to crash.
  const server = await startPostgres()
  const world = await openDatabases(server.url)
  const topics: string[] = []
  let readerUrl = await world.sender.readerFor('ear', topics)
  return {
    ...world,
    topic: async () => {
      topics.push(newTopic())
      readerUrl = await world.sender.readerFor('ear', topics)
      return topics.at(-1) ?? ''
    },
    sending: () => world.keep(openPostgres({ pool: world.sender.pool, source: 'kit', sources: {}, log: silent })),
    listening: () => world.keep(openPostgres({ pool: world.listener.pool, source: 'ear', sources: { kit: readerUrl }, log: silent })),
    restart: server.crash,
    close: async () => {
      await world.close()
      await server.stop()
    }
  }
}

async function openKafkaWorld (): Promise<EventWorld> {
  // Not the one of this run where that was given: it is going to be killed.
  const kafka = await ownKafka()
  const world = await openDatabases()
  const open = (clientId: string) => world.keep(openKafka({ brokers: kafka.brokers, clientId, log: silent }))
  const admin = open('admin')
  return {
    ...world,
    topic: async (partitions = 3) => {
      const name = newTopic()
      await admin.ensureTopics([{ name, partitions, cleanup: 'delete' }])
      return name
    },
    sending: () => open('kit'),
    listening: () => open('ear'),
    restart: async () => {
      await kafka.kill()
      await kafka.restart()
    }
  }
}

async function openDatabases (server?: string) {
  const at = server === undefined ? {} : { server }
  const [sender, listener] = [await databaseOf('kit', at), await databaseOf('ear', at)]
  const transports: Transport[] = []
  return {
    sender, listener,
    keep: (transport: Transport) => {
      transports.push(transport)
      return transport
    },
    close: async () => {
      await Promise.all(transports.map(transport => transport.close()))
      await Promise.all([sender.drop(), listener.drop()])
    }
  }
}
