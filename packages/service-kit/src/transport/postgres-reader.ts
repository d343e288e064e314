import type pg from 'pg'
import { oldestIn, type Oldest } from './oldest.ts'
import { pause, paceOf, within, type Pace } from './pace.ts'
import { openSession, tryLock, urlOf } from './session.ts'
import type { Consumer, Handler, InRecord, Log, Waiting } from './transport.ts'

export type ReaderOptions = {
  pool: pg.Pool
  source: string
  url: string
  group: string
  topics: readonly string[]
  maxBatch: number
  handle: Handler
  log: Log
}

export type Reader = Consumer

/** Where the reader of one source stands. Times are milliseconds of a clock that only runs forward. */
type State = {
  cursors: Map<string, number>
  /** Since when a topic has had records waiting that could not be handled. */
  waiting: Map<string, number>
  /** When a topic whose handler failed is tried again. Other topics go on meanwhile. */
  retryAt: Map<string, number>
  /** Since when a database could not be reached. */
  lostAt: number | undefined
  /** The source, while it is ours to read. */
  theirs: pg.Client | undefined
  oldest: Map<string, Oldest>
}

type Sessions = { own: pg.Client, theirs: pg.Client }

const MOST_BYTES = 1_000_000
const LONGEST_RETRY = 30_000

/** Reads one source for one group for as long as it runs: through failing handlers, lost connections, a restart of either Postgres. */
export function readSource (options: ReaderOptions): Reader {
  const stopping = new AbortController()
  const state: State = { cursors: new Map(), waiting: new Map(), retryAt: new Map(), lostAt: undefined, theirs: undefined, oldest: new Map() }
  const done = terms(options, state, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await within(10_000, 'Finishing the batch in hand', done)
        .catch((late: Error) => options.log.warn({ err: late, source: options.source }, 'A reader of events was cut off; its batch will come again.'))
    },
    stalledFor: () => {
      const since = [...state.waiting.values(), ...state.lostAt === undefined ? [] : [state.lostAt]]
      return since.length === 0 ? 0 : performance.now() - Math.min(...since)
    },
    waiting: () => waitingIn(state)
  }
}

async function terms (options: ReaderOptions, state: State, signal: AbortSignal): Promise<void> {
  let wait = 100
  while (!signal.aborted) {
    await oneTerm(options, state, signal, () => { wait = 100 }).catch(async (error: Error) => {
      if (signal.aborted) return
      state.lostAt ??= performance.now()
      options.log.warn({ err: error, source: options.source }, 'Events cannot be read; trying again.')
      await pause(wait, signal)
      wait = Math.min(5_000, wait * 2)
    })
  }
}

/** From taking the lock to the first lost connection. The cursor is kept on the connection that holds the lock: with the lock gone, nothing is kept. */
async function oneTerm ({ pool, url, source, group, topics, maxBatch, handle, log }: ReaderOptions, state: State, signal: AbortSignal, progress: () => void): Promise<void> {
  const pace = paceOf(signal)
  const own = await openSession(urlOf(pool))
  try {
    while (!await tryLock(own, `reader:${group}:${source}`)) {
      state.lostAt = undefined
      if (signal.aborted) return
      await pace.wait()
    }
    const theirs = state.theirs = await openSession(url)
    try {
      state.cursors = await cursorsOf(own, group, topics)
      while (!signal.aborted) {
        await oneRound({ own, theirs }, { group, maxBatch, handle, log }, state, signal, pace)
        progress()
      }
    } finally {
      state.theirs = undefined
      await theirs.end()
    }
  } finally {
    state.waiting.clear()
    await own.end()
  }
}

type RoundOptions = Pick<ReaderOptions, 'group' | 'maxBatch' | 'handle' | 'log'>

async function oneRound ({ own, theirs }: Sessions, { group, maxBatch, handle, log }: RoundOptions, state: State, signal: AbortSignal, pace: Pace): Promise<void> {
  const now = performance.now()
  const due = [...state.cursors].filter(([topic]) => (state.retryAt.get(topic) ?? 0) <= now)
  const batches = Map.groupBy(await nextRecords(theirs, due, maxBatch), record => record.topic)
  state.lostAt = undefined
  for (const [topic, records] of batches) {
    if (signal.aborted) return
    if (!state.waiting.has(topic)) state.waiting.set(topic, performance.now())
    try {
      await handle({ topic, partition: 0, records }, { signal })
    } catch (error) {
      retryLater(topic, state)
      log.warn({ err: error, topic }, 'A batch of events could not be handled; it comes again.')
      continue
    }
    await keepCursor(own, group, topic, Number(records.at(-1)?.offset))
    state.cursors.set(topic, Number(records.at(-1)?.offset))
    state.waiting.delete(topic)
    state.retryAt.delete(topic)
    pace.quicken()
  }
  if (batches.size === 0) await pace.wait()
}

/** As long as it has been failing already, between a fifth of a second and half a minute: quick at first, patient later. */
function retryLater (topic: string, state: State): void {
  const now = performance.now()
  const failing = now - (state.waiting.get(topic) ?? now)
  state.retryAt.set(topic, now + Math.min(LONGEST_RETRY, Math.max(200, failing)))
}

async function cursorsOf (own: pg.Client, group: string, topics: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await own.query<{ topic: string, position: number }>(/* sql */ `
    select t.topic, coalesce(c.position, 0) as position
      from unnest($2::text[]) as t (topic)
      left join event_cursor c on c.consumer_group = $1 and c.topic = t.topic`,
    [group, topics])
  return new Map(rows.map(row => [row.topic, row.position]))
}

async function keepCursor (own: pg.Client, group: string, topic: string, position: number): Promise<void> {
  await own.query(/* sql */ `
    insert into event_cursor as c (consumer_group, topic, position)
    values ($1, $2, $3)
    on conflict (consumer_group, topic) do update set position = excluded.position`,
    [group, topic, position])
}

type Row = { topic: string, key: string, value: string | null, headers: Record<string, string>, time: string, position: number }

/** Of each topic the next records, at most `maxBatch` and about a megabyte, but at least one. */
async function nextRecords (theirs: pg.Client, cursors: readonly [string, number][], maxBatch: number): Promise<InRecord[]> {
  const { rows } = await theirs.query<Row>(/* sql */ `
    select l.topic, l.key, l.value, l.headers, l.time, l.position
      from unnest($1::text[], $2::bigint[]) as c (topic, position)
     cross join lateral (
       select w.*,
              row_number() over (order by w.position) as place,
              sum(coalesce(octet_length(w.value), 0) + 300) over (order by w.position) as bytes
         from (select e.*
                 from event_log e
                where e.topic = c.topic and e.position > c.position
                order by e.position
                limit $3) w
     ) l
     where l.place = 1 or l.bytes <= $4
     order by l.topic, l.position`,
    [cursors.map(([topic]) => topic), cursors.map(([, position]) => position), maxBatch, MOST_BYTES])
  return rows.map(({ position, ...record }) => ({ ...record, partition: 0, offset: String(position) }))
}

const MOST_COUNTED = 10_000

/** Nothing where another process of the group reads. */
async function waitingIn ({ theirs, cursors, oldest }: State): Promise<Waiting[]> {
  if (theirs === undefined) return []
  const { rows } = await theirs.query<{ topic: string, records: number, last: number }>(/* sql */ `
    select c.topic,
           (select count(*) from (select from event_log e where e.topic = c.topic and e.position > c.position limit $3) w) as records,
           (select coalesce(max(e.position), 0) from event_log e where e.topic = c.topic) as last
      from unnest($1::text[], $2::bigint[]) as c (topic, position)`,
    [[...cursors.keys()], [...cursors.values()], MOST_COUNTED])
  return rows.map(({ topic, records, last }) => {
    const known = oldest.get(topic) ?? oldestIn()
    oldest.set(topic, known)
    // The cursor may have moved on meanwhile.
    return { topic, partition: 0, records, seconds: known.look((cursors.get(topic) ?? 0) + 1, last + 1, performance.now()) / 1_000 }
  })
}
