import type { Sql } from './database.ts'
import type { OutEvent } from './event.ts'
import { traceparentFor } from './telemetry/trace.ts'

const CHUNK = 5_000

/**
 * Puts events beside the change they tell of, in the caller's transaction: both are stored or neither.
 * They leave in the order given. Take the lock on what a key stands for before calling, then order per key is order of commit.
 * An event whose data has 900,000 bytes or more is refused by the table.
 */
export async function appendToOutbox (tx: Sql, events: readonly OutEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += CHUNK) {
    const chunk = events.slice(from, from + CHUNK)
    await tx.query(/* sql */ `
      insert into outbox (id, topic, key, type, time, data, traceparent)
      select e.id, e.topic, e.key, e.type, e.time, e.data, e.traceparent
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
             with ordinality as e (id, topic, key, type, time, data, traceparent, place)
       order by e.place`,
      [
        chunk.map(event => event.id), chunk.map(event => event.topic), chunk.map(event => event.key),
        chunk.map(event => event.type), chunk.map(event => event.time), chunk.map(event => event.data),
        chunk.map(event => traceparentFor(event.topic))
      ])
  }
}

/**
 * Puts the parked events of a key back in their old places, after the reason was mended (a topic made, a limit raised).
 * They leave before anything of that key that was stored since. Gives their number.
 */
export async function returnParkedEvents (tx: Sql, { topic, key }: { topic: string, key: string }): Promise<number> {
  const { rowCount } = await tx.query(/* sql */ `
    with parked as (
      delete from outbox_parked p where p.topic = $1 and p.key = $2 returning p.*
    )
    insert into outbox (position, id, topic, key, type, time, data, traceparent) overriding system value
    select p.position, p.id, p.topic, p.key, p.type, p.time, p.data, p.traceparent from parked p`,
    [topic, key])
  return rowCount ?? 0
}
