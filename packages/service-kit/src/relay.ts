import type pg from 'pg'
import { pause, paceOf, within, type Pace } from './transport/pace.ts'
import { openSession, tryLock, urlOf } from './transport/session.ts'
import { RecordRefused, type Log, type OutRecord, type Producer, type Transport } from './transport/transport.ts'

export type RelayOptions = {
  pool: pg.Pool
  transport: Pick<Transport, 'producer'>
  /** The service's name; events say `/weft/<source>`. */
  source: string
  log: Log
}

export type Relay = {
  /** Call after a commit that stored events: they leave now and not at the next look. */
  poke: () => void
  /** Whether it is this process that sends. */
  leads: () => boolean
  /** Finishes what is being sent and deletes it; waits at most 6 s for that. What is left leaves after the next start. */
  stop: () => Promise<void>
}

type Row = { position: number, id: string, topic: string, key: string, type: string, time: string, data: string | null, traceparent: string | null }
type Term = { client?: pg.Client, producer?: Producer, leads?: boolean }

const MOST_ROWS = 1_000
const MOST_BYTES = 1_000_000

/**
 * Sends the outbox of one service, oldest first, for as long as it runs: through lost connections, a broker that is away, a restart of Postgres.
 * However many processes call it, one sends at a time, for two could overtake each other within a key.
 */
export function startRelay (options: RelayOptions): Relay {
  const stopping = new AbortController()
  const pace = paceOf(stopping.signal)
  const term: Term = {}
  const done = terms(options, pace, stopping.signal, term)

  return {
    poke: pace.poke,
    leads: () => term.leads === true,
    stop: async () => {
      stopping.abort()
      await within(6_000, 'Finishing the outbox', done).catch(async (late: Error) => {
        options.log.warn({ err: late }, 'The relay was cut off while it was sending.')
        await Promise.allSettled([term.producer?.close(), term.client?.end()])
      })
    }
  }
}

async function terms (options: RelayOptions, pace: Pace, signal: AbortSignal, term: Term): Promise<void> {
  let wait = 100
  while (!signal.aborted) {
    const progress = () => { wait = 100 }
    await oneTerm(options, pace, signal, term, progress).catch(async (error: Error) => {
      if (signal.aborted) return
      options.log.warn({ err: error }, 'The outbox waits: events could not be sent.')
      await pause(wait, signal)
      wait = Math.min(5_000, wait * 2)
    })
  }
}

/** From taking the lock to the first failure. Each term has its own producer: after a failed send the old one's sequence cannot be trusted. */
async function oneTerm ({ pool, transport, source, log }: RelayOptions, pace: Pace, signal: AbortSignal, term: Term, progress: () => void): Promise<void> {
  const client = term.client = await openSession(urlOf(pool))
  try {
    while (!await tryLock(client, `outbox:${source}`)) { // guard: one sender
      if (signal.aborted) return
      await pace.wait()
    }
    term.leads = true
    const producer = term.producer = await transport.producer()
    try {
      await sendUntilStopped(client, producer, { source, log, pace, signal, progress })
    } finally {
      await producer.close()
    }
  } finally {
    term.leads = false
    await client.end()
  }
}

type Sending = { source: string, log: Log, pace: Pace, signal: AbortSignal, progress: () => void }

async function sendUntilStopped (client: pg.Client, producer: Producer, { source, log, pace, signal, progress }: Sending): Promise<void> {
  let limit = MOST_ROWS
  while (!signal.aborted) {
    const rows = await nextRows(client, limit)
    if (rows.length === 0) {
      await pace.wait()
      continue
    }
    try {
      await producer.send(rows.map(row => recordOf(row, source)))
      await forget(client, rows)
      limit = Math.min(MOST_ROWS, limit * 2)
    } catch (error) {
      if (!(error instanceof RecordRefused)) throw error
      limit = await narrow(client, rows, error, log)
    }
    progress()
    pace.quicken()
  }
}

/** Halves the batch until the refused record stands alone at the head, then parks it. Gives the size of the next batch. */
async function narrow (client: pg.Client, rows: readonly Row[], refused: RecordRefused, log: Log): Promise<number> {
  const at = rows.length === 1 ? 0 : refused.index
  const [head] = rows
  if (at !== 0 || head === undefined) return at ?? Math.ceil(rows.length / 2)

  await park(client, head, refused.message)
  log.error({ topic: head.topic, type: head.type, reason: refused.message }, 'An event cannot be sent; it and all of its key are parked.')
  return MOST_ROWS
}

async function nextRows (client: pg.Client, limit: number): Promise<Row[]> {
  const { rows } = await client.query<Row>(/* sql */ `
    select o.position, o.id, o.topic, o.key, o.type, o.time, o.data, o.traceparent
      from (select w.*,
                   row_number() over (order by w.position) as place,
                   sum(coalesce(octet_length(w.data), 0) + 300) over (order by w.position) as bytes
              from (select q.*
                      from outbox q
                     where not exists (select from outbox_parked p where p.topic = q.topic and p.key = q.key)
                     order by q.position
                     limit $1) w) o
     where o.place = 1 or o.bytes <= $2
     order by o.position`,
    [limit, MOST_BYTES])
  return rows
}

/** Exactly the rows acknowledged. A row with a lower position may have become visible meanwhile: `<=` would lose it. */
async function forget (client: pg.Client, rows: readonly Row[]): Promise<void> {
  await client.query(/* sql */ `
    delete from outbox o
     where o.position = any($1::bigint[])`,
    [rows.map(row => row.position)])
}

/** One statement, so one transaction. Rows of the key that are stored later stay in the outbox behind it. */
async function park (client: pg.Client, { topic, key }: Row, reason: string): Promise<void> {
  await client.query(/* sql */ `
    with parked as (
      delete from outbox o where o.topic = $1 and o.key = $2 returning o.*
    )
    insert into outbox_parked (position, id, topic, key, type, time, data, traceparent, reason)
    select p.position, p.id, p.topic, p.key, p.type, p.time, p.data, p.traceparent, $3 from parked p`,
    [topic, key, reason])
}

/** CloudEvents 1.0, Kafka binary mode: attributes are headers, the value is the data as it was stored. */
function recordOf ({ id, topic, key, type, time, data, traceparent }: Row, source: string): OutRecord {
  return {
    topic, key, value: data, time,
    headers: { ce_specversion: '1.0', ce_id: id, ce_type: type, ce_source: `/weft/${source}`, ce_time: time, 'content-type': 'application/json', ...traceparent !== null && { ce_traceparent: traceparent } }
  }
}
