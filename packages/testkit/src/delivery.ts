import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { eventOf, type EventContract, type OutEvent } from '@weft/service-kit/event'
import { receiveBatch, type Reaction } from '@weft/service-kit/inbox'
import type { InRecord, Log } from '@weft/service-kit/transport/transport'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** An event of another service, as it tells it. */
export const incoming = <Data>(contract: EventContract<Data>, key: string, data: Data, id: string = randomUUID()): OutEvent => eventOf(contract, { id, key, time: '2027-03-01', data })

/** An event as it comes out of a transport. */
export const recordOf = ({ id, topic, key, type, time, data }: OutEvent): InRecord => ({
  topic, key, value: data, time, partition: 0, offset: '0',
  headers: { ce_specversion: '1.0', ce_id: id, ce_type: type, ce_source: '/weft/test', ce_time: time, 'content-type': 'application/json' }
})

/** Hands events to a service's reactions through its real inbox, in order, in batches of one topic each as a transport makes them. */
export async function deliver (pool: pg.Pool, reactions: readonly Reaction[], events: readonly OutEvent[], { maxBatch = 500, log = silent }: { maxBatch?: number, log?: Log } = {}): Promise<void> {
  let batch: InRecord[] = []
  const flush = async () => {
    const [first] = batch
    if (first) await receiveBatch(pool, reactions, { topic: first.topic, partition: 0, records: batch }, log)
    batch = []
  }
  for (const event of events) {
    if (batch.length >= maxBatch || (batch[0] !== undefined && batch[0].topic !== event.topic)) await flush()
    batch.push(recordOf(event))
  }
  await flush()
}
