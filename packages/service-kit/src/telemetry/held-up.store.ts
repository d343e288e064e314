import type pg from 'pg'

/** What waits in a service. More than 100,000 events are not counted. `first`, `last`: positions in the outbox, of those that can leave. */
export type HeldUp = { first: number | null, last: number, depth: number, parked: number, keys: number, letters: number }

export async function heldUp (pool: pg.Pool): Promise<HeldUp> {
  const question: pg.QueryConfig & { query_timeout: number } = { query_timeout: 1_000, text: /* sql */ `
    select (select o.position
              from outbox o
             where not exists (select from outbox_parked p where p.topic = o.topic and p.key = o.key)
             order by o.position
             limit 1) as first,
           (select coalesce(max(o.position), 0) from outbox o) as last,
           (select count(*) from (select from outbox o limit 100000) w) as depth,
           (select count(*) from (select from outbox_parked p limit 100000) w) as parked,
           (select count(*) from (select from parked_key k limit 100000) w) as keys,
           (select count(*) from (select from dead_letter d limit 100000) w) as letters` }
  const { rows: [row] } = await pool.query<HeldUp>(question)
  if (row === undefined) throw new Error('A query without a table gave no row.')
  return row
}
