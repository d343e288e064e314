import { createHmac } from 'node:crypto'
import pg from 'pg'

/** One topic as far as rights go: who writes it and who reads it. */
export type Stream = { name: string, producer: string, readers: readonly string[] }

/** What a service connects with: its own database in two roles, and one reader role for each producer it listens to. */
export type Databases = {
  /** Runs migrations, owns the tables. */
  ownerUrl: string
  /** Runs the service: select, insert, update, delete. */
  appUrl: string
  /** producer → url of the role that reads this producer's event log (`postgres` transport only). */
  sources: Record<string, string>
}

export type Cluster = {
  /** A superuser, used here and nowhere afterwards. */
  adminUrl: string
  /** Every role's password is HMAC-SHA-256 of its name under this key: nothing to store, the same at every start. */
  passwordKey: string
}

/**
 * Makes each service's database and roles, and the reader roles, where they are missing; sets passwords and rights anew.
 * Running it again changes nothing. Tables and what a reader sees of them come later, with the migrations.
 */
export async function provision (cluster: Cluster, services: readonly string[], streams: readonly Stream[]): Promise<Record<string, Databases>> {
  const readers = readerRoles(services, streams)
  await asAdmin(cluster.adminUrl, async admin => {
    for (const service of services) {
      for (const role of [`${service}_owner`, service]) await ensureRole(admin, role, passwordOf(cluster, role))
    }
    for (const { role } of readers) await ensureRole(admin, role, passwordOf(cluster, role))
    for (const service of services) await ensureDatabase(admin, service)
    for (const service of services) await restrictConnections(admin, service, readers.filter(reader => reader.producer === service).map(reader => reader.role))
    await admin.query(/* sql */ `revoke connect on database postgres, template1 from public`)
  })
  for (const service of services) await asAdmin(databaseUrl(cluster, service), admin => giveDefaultRights(admin, service))
  return Object.fromEntries(services.map(service => [service, databasesOf(cluster, service, readers)]))
}

type Reader = { role: string, consumer: string, producer: string, topics: string[] }

/** One role per consumer and producer that share a topic; it may read just those topics. */
export function readerRoles (services: readonly string[], streams: readonly Stream[]): Reader[] {
  const pairs = services.flatMap(producer => services.filter(consumer => consumer !== producer).map(consumer => ({ consumer, producer })))
  return pairs
    .map(({ consumer, producer }) => ({
      role: `${consumer}_reads_${producer}`, consumer, producer,
      topics: streams.filter(stream => stream.producer === producer && stream.readers.includes(consumer)).map(stream => stream.name)
    }))
    .filter(reader => reader.topics.length > 0)
}

/** The urls of one service's database as its two roles, with the passwords that `provision` gives them. */
export function urlsOf (cluster: Cluster, service: string): Pick<Databases, 'ownerUrl' | 'appUrl'> {
  return { ownerUrl: databaseUrl(cluster, service, `${service}_owner`), appUrl: databaseUrl(cluster, service, service) }
}

function databasesOf (cluster: Cluster, service: string, readers: readonly Reader[]): Databases {
  const own = readers.filter(reader => reader.consumer === service)
  return {
    ...urlsOf(cluster, service),
    sources: Object.fromEntries(own.map(reader => [reader.producer, databaseUrl(cluster, reader.producer, reader.role)]))
  }
}

/** The url of a service's database, as the superuser or as the given role. */
function databaseUrl (cluster: Cluster, service: string, role?: string): string {
  const url = new URL(cluster.adminUrl)
  url.pathname = `/weft_${service}`
  if (role !== undefined) {
    url.username = role
    url.password = passwordOf(cluster, role)
  }
  return url.href
}

function passwordOf ({ passwordKey }: Cluster, role: string): string {
  return createHmac('sha256', passwordKey).update(role).digest('base64url')
}

async function asAdmin (url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

async function ensureRole (admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query(/* sql */ `select 1 from pg_roles where rolname = $1`, [role])
  // A role can neither be created nor altered with parameters; both parts are quoted.
  const verb = rowCount === 0 ? 'create' : 'alter'
  await admin.query(`${verb} role ${pg.escapeIdentifier(role)} login nosuperuser nocreatedb nocreaterole noinherit password ${pg.escapeLiteral(password)}`)
}

async function ensureDatabase (admin: pg.Client, service: string): Promise<void> {
  const { rowCount } = await admin.query(/* sql */ `select 1 from pg_database where datname = $1`, [`weft_${service}`])
  if (rowCount === 0) await admin.query(`create database ${pg.escapeIdentifier(`weft_${service}`)} owner ${pg.escapeIdentifier(`${service}_owner`)}`)
}

// Without this every role of the cluster could connect everywhere: the zones would share a front door.
async function restrictConnections (admin: pg.Client, service: string, readers: readonly string[]): Promise<void> {
  const database = pg.escapeIdentifier(`weft_${service}`)
  const roles = [`${service}_owner`, service].map(pg.escapeIdentifier).join(', ')
  await admin.query(`revoke all on database ${database} from public`)
  await admin.query(`grant connect, temporary on database ${database} to ${roles}`)
  for (const reader of readers) await admin.query(`grant connect on database ${database} to ${pg.escapeIdentifier(reader)}`)
}

async function giveDefaultRights (admin: pg.Client, service: string): Promise<void> {
  const owner = pg.escapeIdentifier(`${service}_owner`)
  const app = pg.escapeIdentifier(service)
  await admin.query(`grant usage on schema public to ${app}`)
  const defaults = `alter default privileges for role ${owner}`
  await admin.query(`${defaults} grant select, insert, update, delete on tables to ${app}`)
  await admin.query(`${defaults} grant usage, select on sequences to ${app}`)
  // A function the owner makes runs for the app alone; a reader role must not reach a security definer one.
  await admin.query(`${defaults} revoke execute on functions from public`)
  await admin.query(`${defaults} grant execute on functions to ${app}`)
}
