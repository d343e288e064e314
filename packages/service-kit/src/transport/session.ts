import pg from 'pg'

/**
 * A connection outside the pool, for a session lock: whoever holds the lock also reads and writes on this connection,
 * so that a lost connection, and with it the lock, ends the work.
 */
export async function openSession (url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 30_000, keepAlive: true })
  client.on('error', () => {}) // the next query rejects too, and that is where it is dealt with
  await client.connect()
  return client
}

/** The address a pool connects to. Pools of the kit are made by `openPool`, always from a url. */
export function urlOf (pool: pg.Pool): string {
  const url = pool.options.connectionString
  if (url === undefined) throw new Error('The pool has no connection string.')
  return url
}

/** Tries once for a session lock of this name; true when it is ours until the connection ends. */
export async function tryLock (client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(/* sql */ `
    select pg_try_advisory_lock(hashtextextended($1, 0)) as mine`, [name])
  return rows[0]?.mine === true
}
