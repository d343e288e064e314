import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePorts } from '../free-ports.ts'
import { settings, type Redis } from './redis.ts'

const run = promisify(execFile)
const START_MS = 20_000

/** The system's own redis-server on a free port of loopback. Gives the reason when there is none on the path. */
export async function startSystem (): Promise<Redis | string> {
  const found = await run('redis-server', ['--version'], { timeout: 10_000 }).then(() => true, () => false)
  if (!found) return 'there is none on the path'
  const [port = 0] = await freePorts(1)
  let server = await launch(port)
  return {
    url: `redis://127.0.0.1:${port}`,
    ours: true,
    stop: () => end(server),
    restart: async () => {
      await end(server)
      server = await launch(port)
    },
    freeze: async () => { server.kill('SIGSTOP') },
    thaw: async () => { server.kill('SIGCONT') }
  }
}

async function launch (port: number): Promise<ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-redis-'))
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--daemonize', 'no', ...settings]
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const endWithUs = () => { server.kill('SIGKILL') }
  process.once('exit', endWithUs)
  server.once('exit', () => {
    process.removeListener('exit', endWithUs)
    rmSync(folder, { recursive: true, force: true })
  })
  try {
    await ready(server)
    return server
  } catch (error) {
    await end(server)
    throw error
  }
}

/** What it says while it starts; read on to its end, or a full pipe would hold it up. */
function ready (server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => { reject(new Error(`redis-server was not ready within ${START_MS / 1_000} s. It said:\n${said}`)) }, START_MS)
    server.once('error', reject)
    server.once('exit', () => { reject(new Error(`redis-server ended while it started. It said:\n${said}`)) })
    server.stdout?.on('data', (data: Buffer) => {
      said = (said + data.toString()).slice(-2_000)
      if (!said.includes('Ready to accept connections')) return
      clearTimeout(late)
      resolve()
    })
  })
}

/** Frozen or not: there is nothing in it to save. */
async function end (server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise(resolve => server.once('exit', resolve))
  server.kill('SIGKILL')
  await gone
}
