import { createHash, randomUUID } from 'node:crypto'
import { startReactions } from '@weft/service-kit/consume'
import { openTransport } from '@weft/service-kit/transport/open'
import type { Log, Transport } from '@weft/service-kit/transport/transport'
import { until } from '@weft/testkit/driver'
import type { TestDatabase } from '@weft/testkit/database'
import type { Placed } from './raw.ts'
import { noteSteps } from './request.ts'
import type { World } from './world.ts'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** What lies in a table of effects, in one number. */
export async function checksumOf ({ pool }: TestDatabase): Promise<string> {
  const { rows } = await pool.query<object>(/* sql */ 'select n.place, n.event_id, n.key, n.step, n.next_id from noted n order by n.place')
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

/** Lets a new group hear the whole log again, from its first record, into the same inbox. Gives what was not so. */
export async function replay (world: World, name: 'kit' | 'ear', topic: string, raw: readonly Placed[]): Promise<string[]> {
  const database = world[name]
  const before = await checksumOf(database)
  const ends = new Map([...Map.groupBy(raw, record => record.partition)].map(([partition, records]) => [partition, records.reduce((last, { offset }) => Math.max(last, offset), 0)]))
  const heard = { records: 0 }
  const transport = openTransport({ ...world.carried, name, pool: database.pool, log: silent })
  const consumer = await startReactions({
    transport: counting(transport, ends, heard), pool: database.pool, group: `replay-${randomUUID()}`, reactions: [noteSteps(topic, name === 'ear' ? world.topics.back : null)], log: silent
  })
  try {
    await until(`the replay of ${topic} comes to its end`, async () => ends.size === 0, 60_000 + 4 * raw.length)
    return await checksumOf(database) === before ? [] : [`after a replay of ${heard.records} records of ${topic} the effects are others than before`]
  } catch (error) {
    return [(error as Error).message]
  } finally {
    await consumer.stop()
    await transport.close()
  }
}

/** Crosses a partition off when its last record was handled. */
function counting (transport: Transport, ends: Map<number, number>, heard: { records: number }): Transport {
  return {
    ...transport,
    consumer: (options, handle) => transport.consumer(options, async (batch, context) => {
      await handle(batch, context)
      heard.records += batch.records.length
      if (Number(batch.records.at(-1)?.offset) >= (ends.get(batch.partition) ?? Infinity)) ends.delete(batch.partition)
    })
  }
}
