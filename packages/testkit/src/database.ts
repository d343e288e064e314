import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openPool } from '@weft/service-kit/database'
import { kitMigrations, migrate } from '@weft/service-kit/migrate'
import { grantReaders } from '@weft/service-kit/transport/postgres-grants'

export type TestDatabase = {
  name: string
  service: string
  /** As the service itself sees it: the app's role, which owns nothing. */
  pool: pg.Pool
  appUrl: string
  /** Owns the tables. */
  ownerUrl: string
  /** Sees everything. For looking at what no role may. */
  superUrl: string
  /** Makes the role `<consumer>_reads_<service>`, lets it read these topics of the event log, and gives its url. */
  readerFor: (consumer: string, topics: readonly string[]) => Promise<string>
  /** Ends the pool and drops the database. */
  drop: () => Promise<void>
}

const PASSWORD = 'weft-test'
const services = fileURLToPath(new URL('../../../services', import.meta.url))

/**
 * A fresh database for one test file: the service's real migrations, its real two roles.
 * `kit` stands for a service without tables of its own. `server` is a Postgres started by hand; without it the one of this run.
 */
export async function databaseOf (service: string, { server = runUrl() }: { server?: string } = {}): Promise<TestDatabase> {
  const name = `weft_test_${service}_${randomBytes(6).toString('hex')}`
  const template = await templateOf(service, server)
  await asSuper(server, 'postgres', async client => {
    await client.query(`create database ${name} template ${template} owner ${service}_owner`)
  })
  const [appUrl, ownerUrl, superUrl] = [urlFor(server, service, name), urlFor(server, `${service}_owner`, name), urlFor(server, undefined, name)]
  const pool = openPool(appUrl, { onIdleError: () => {} })
  return {
    name, service, pool, appUrl, ownerUrl, superUrl,
    readerFor: async (consumer, topics) => {
      const role = `${consumer}_reads_${service}`
      await asSuper(server, 'postgres', client => ensureRole(client, role))
      await grantReaders(ownerUrl, [{ role, topics }])
      return urlFor(server, role, name)
    },
    drop: async () => {
      if (!pool.ended) await pool.end()
      await asSuper(server, 'postgres', async client => { await client.query(`drop database if exists ${name} with (force)`) })
    }
  }
}

function runUrl (): string {
  const url = process.env['WEFT_TEST_POSTGRES']
  if (!url) throw new Error('There is no Postgres for this run: the test needs the global set-up of the testkit (packages/testkit/src/global-setup.ts).')
  return url
}

/** Migrating takes a second, copying a migrated database a tenth of it. The template's name holds what it was made from. */
async function templateOf (service: string, server: string): Promise<string> {
  const folder = join(services, service, 'migrations')
  const folders = existsSync(folder) ? [folder] : []
  const name = `weft_template_${service}_${fingerprintOf([kitMigrations, ...folders])}`
  await asSuper(server, 'postgres', async client => {
    // Test files run side by side: the first makes the template, the others wait for it.
    await client.query(`select pg_advisory_lock(hashtextextended('weft_test', 0))`)
    if ((await client.query(`select from pg_database where datname = $1`, [name])).rowCount) return
    for (const role of [service, `${service}_owner`]) await ensureRole(client, role)
    await client.query(`drop database if exists ${name}_draft with (force)`)
    await client.query(`create database ${name}_draft owner ${service}_owner`)
    await migrate({ url: urlFor(server, `${service}_owner`, `${name}_draft`), folders, appRole: service })
    await client.query(`alter database ${name}_draft rename to ${name}`)
  })
  return name
}

async function ensureRole (client: pg.Client, role: string): Promise<void> {
  await client.query(/* sql */ `
    do $$ begin
      create role ${role} login password '${PASSWORD}';
    exception when duplicate_object or unique_violation then null;
    end $$`)
}

function fingerprintOf (folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 12)
}

function urlFor (server: string, role: string | undefined, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  if (role === undefined) return url.href
  url.username = role
  url.password = PASSWORD
  return url.href
}

async function asSuper (server: string, database: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(server, undefined, database), connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
