import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Platform = { home: string, door: string, catcher: string, services: Record<string, string>, /** Of the process that was started; everything else descends from it. */ pid: number, stop: () => Promise<void> }

const root = join(import.meta.dirname, '../..')
const LONGEST_MS = 300_000

/** `npm start` on an empty home, without npm itself; with the demonstration it is ready when all of it is in. */
export async function startPlatform (demonstration: 'meridian' | 'none'): Promise<Platform> {
  const home = mkdtempSync(join(tmpdir(), 'weft-bench-home-'))
  chmodSync(home, 0o755)
  const child = spawn('node', ['infra/start.mjs'], { cwd: root, env: { ...process.env, WEFT_HOME: home, WEFT_PORT: '0', EVENTS: 'postgres', DEMO: demonstration }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const until = Date.now() + LONGEST_MS
  const ready = demonstration === 'none' ? /Ctrl-C stops it/ : /All of it is in/
  while (!ready.test(said)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The platform did not start:\n${said}`)
    await pause(100)
  }
  const { door, catcher, services } = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as Omit<Platform, 'home' | 'stop' | 'pid'>
  return {
    home, door, catcher, services, pid: child.pid ?? 0,
    stop: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(home, { recursive: true, force: true })
    }
  }
}
