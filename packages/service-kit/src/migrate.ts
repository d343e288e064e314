import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** The kit's own tables: outbox, inbox, dead letters, event log. They are always brought up first. */
export const kitMigrations = fileURLToPath(new URL('../migrations', import.meta.url))

export type MigrateOptions = {
  /** The owner's connection; the app's role owns nothing. */
  url: string
  /** Folders of `NNNN-name.sql`, in order. The kit's own folder need not be named. */
  folders: readonly string[]
  /** Gets select, insert, update and delete on everything made here. Migrations read it as `current_setting('weft.app_role')`. */
  appRole: string
}

type Migration = { name: string, text: string, checksum: string }

// Any number will do, as long as every service's migrations use the same one in their own database.
const MIGRATION_LOCK = 7_000

/**
 * Brings a database up to date: every file not yet applied, in order, each in a transaction of its own.
 * Two starts at once are safe: the second waits and finds nothing to do. A file changed after it was applied is an error.
 */
export async function migrate ({ url, folders, appRole }: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(folders)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 300_000 })
  client.on('error', () => {}) // a lost connection also rejects the query in hand, which is where it is reported
  await client.connect()
  try {
    await client.query(/* sql */ 'select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await prepare(client, appRole)
    for (const migration of migrations) await apply(client, migration, applied.get(migration.name))
  } finally {
    await client.end()
  }
}

async function readMigrations (folders: readonly string[]): Promise<Migration[]> {
  const all = [...new Set([kitMigrations, ...folders.map(folder => resolve(folder))])]
  const migrations: Migration[] = []
  for (const folder of all) {
    const files = (await readdir(folder)).filter(file => file.endsWith('.sql')).sort()
    for (const file of files) {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(file)) throw new Error(`${file} in ${folder} is not named NNNN-name.sql.`)
      const text = await readFile(join(folder, file), 'utf8')
      // The name holds the package's folder and not the whole path: a clone somewhere else is the same migration.
      const name = `${basename(dirname(folder))}/${file}`
      migrations.push({ name, text, checksum: createHash('sha256').update(text).digest('hex') })
    }
  }
  return migrations
}

async function prepare (client: pg.Client, appRole: string): Promise<Map<string, string>> {
  const role = client.escapeIdentifier(appRole)
  await client.query(/* sql */ `create table if not exists migration (name text primary key, checksum text not null)`)
  await client.query(/* sql */ `grant usage on schema public to ${role}`)
  await client.query(/* sql */ `alter default privileges in schema public grant select, insert, update, delete on tables to ${role}`)
  await client.query(/* sql */ `select set_config('weft.app_role', $1, false)`, [appRole])
  const { rows } = await client.query<{ name: string, checksum: string }>(/* sql */ `select m.name, m.checksum from migration m`)
  return new Map(rows.map(row => [row.name, row.checksum]))
}

async function apply (client: pg.Client, { name, text, checksum }: Migration, applied: string | undefined): Promise<void> {
  if (applied === checksum) return
  if (applied !== undefined) throw new Error(`Migration ${name} was changed after it had been applied. Add a new file instead.`)
  try {
    await client.query('begin')
    await client.query(text)
    await client.query(/* sql */ `insert into migration (name, checksum) values ($1, $2)`, [name, checksum])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    throw new Error(`Migration ${name} failed: ${(cause as Error).message}`, { cause })
  }
}
