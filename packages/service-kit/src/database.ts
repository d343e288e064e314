import pg from 'pg'

export type Sql = Pick<pg.ClientBase, 'query'>

// Counts and positions are bigint in Postgres; every one of ours stays far below 2^53, and a silent string breaks sums.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A date is a day, not an instant: pg's default would shift it by the machine's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, String)

export type PoolOptions = { max?: number, onIdleError: (error: Error) => void }

/** A pool whose connections give up instead of hanging: 5 s to connect, 30 s a statement, 30 s idle in a transaction. */
export function openPool (url: string, { max = 10, onIdleError }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000
  })
  // Without a listener, an idle connection lost in a Postgres restart ends the whole process.
  pool.on('error', onIdleError)
  // The same for one that is in use: its query rejects, which is where the loss is dealt with, but pg also emits.
  pool.on('connect', client => { client.on('error', () => {}) })
  return pool
}

/** Runs `work` in one transaction; any throw rolls everything back. A connection that broke is thrown away, not returned. */
export async function inTransaction<T> (pool: pg.Pool, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => { broken = cause })
    throw error
  } finally {
    client.release(broken)
  }
}
