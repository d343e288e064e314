import pg from 'pg'

/** A role of another service, and the topics of this database's event log that it may read. */
export type ReaderGrant = { role: string, topics: readonly string[] }

/**
 * Lets other services' roles read their topics of the event log, and no other row of anything. Run after `migrate`, as the owner.
 * Each role's topics become exactly those given, so running it again after a change takes away as well as adds.
 */
export async function grantReaders (ownerUrl: string, grants: readonly ReaderGrant[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, statement_timeout: 30_000 })
  await client.connect()
  try {
    await client.query('begin')
    for (const grant of grants) await grantReader(client, grant)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function grantReader (client: pg.Client, { role, topics }: ReaderGrant): Promise<void> {
  const name = client.escapeIdentifier(role)
  await client.query(/* sql */ `grant usage on schema public to ${name}`)
  await client.query(/* sql */ `grant select on event_log, event_grant to ${name}`)
  await client.query(/* sql */ `
    delete from event_grant g
     where g.role = $1 and g.topic <> all($2::text[])`,
    [role, topics])
  await client.query(/* sql */ `
    insert into event_grant (role, topic)
    select $1, t.topic from unnest($2::text[]) as t (topic)
    on conflict do nothing`,
    [role, topics])
}
