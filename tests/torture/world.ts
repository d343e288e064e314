import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { startPostgres, type TestPostgres } from '@weft/testkit/postgres'
import { startFrameProxy, type FrameProxy } from '../conformance/frame-proxy.ts'
import type { Carried } from './points.ts'
import { tables } from './request.ts'

/** A broker that may be killed. */
export type Broker = { brokers: string, kill: () => Promise<void>, restart: () => Promise<void> }

/**
 * Two services and what lies between them: *kit* accepts requests and tells *ear* of each step, *ear* notes it and in the same transaction
 * tells *kit* of it, which notes it too.
 */
export type World = {
  events: 'postgres' | 'kafka'
  postgres: TestPostgres
  kit: TestDatabase
  ear: TestDatabase
  /** From kit to ear, and from ear to kit. */
  topics: { there: string, back: string }
  broker: Broker | undefined
  /** Between the relays and the broker. */
  proxy: FrameProxy | undefined
  carried: Carried
  /** For histories and the record of deaths; goes with the world. */
  folder: string
  close: () => Promise<void>
}

export async function openWorld (events: 'postgres' | 'kafka', broker: Broker | undefined): Promise<World> {
  const postgres = await startPostgres()
  try {
    return await furnish(events, postgres, broker)
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function furnish (events: World['events'], postgres: TestPostgres, broker: Broker | undefined): Promise<World> {
  const [kit, ear] = [await databaseOf('kit', { server: postgres.url }), await databaseOf('ear', { server: postgres.url })]
  await prepare(kit)
  await prepare(ear)
  const run = randomBytes(4).toString('hex')
  const topics = { there: `int.kit.${run}.v1`, back: `int.ear.${run}.v1` }
  if (broker) await makeTopics(broker.brokers, Object.values(topics))
  const folder = await mkdtemp(join(tmpdir(), 'weft-torture-'))
  const proxy = broker && await startFrameProxy(broker.brokers)
  const sources = { kit: await kit.readerFor('ear', [topics.there]), ear: await ear.readerFor('kit', [topics.back]) }
  return {
    events, postgres, kit, ear, topics, broker, proxy, folder,
    carried: { EVENTS: events, KAFKA_BROKERS: broker?.brokers ?? '', EVENT_SOURCES: sources },
    close: async () => {
      await proxy?.stop()
      await Promise.all([kit, ear].map(database => database.drop()))
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** kill -9 leaves what the system has already taken: whether a commit also reaches the disk is a setting, and it must be on. */
async function prepare (database: TestDatabase): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    await owner.query(tables)
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows: [row] } = await owner.query<{ value: string }>('select current_setting($1) as value', [setting])
      if (row?.value !== 'on') throw new Error(`Postgres has ${setting} ${row?.value}; what it acknowledges would not be safe.`)
    }
  } finally {
    await owner.end()
  }
}

async function makeTopics (brokers: string, names: readonly string[]): Promise<void> {
  const transport = openKafka({ brokers, clientId: 'torture' })
  try {
    await transport.ensureTopics(names.map(name => ({ name, partitions: 4, cleanup: 'delete' })))
  } finally {
    await transport.close()
  }
}
