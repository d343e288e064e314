import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Home } from './home.ts'
import type { Order, Report } from './zone.ts'

export type Child = {
  zone: string
  pid: number
  urls: Record<string, string>
  /** Resolves with a sentence when the process has ended. */
  ended: Promise<string>
  stop: () => Promise<void>
}

const readySeconds = 90
const stopSeconds = 30
/**
 * Everything shares one machine: a zone gets small spaces for young objects (V8 would let them grow to three times 16 MB), and once idle it
 * gives back what loading people and mails took. Measured by `npm run bench -- memory`; infra/start.mjs says the same of the launcher.
 */
const SMALL = ['--max-semi-space-size=4', '--memory-reducer-favors-memory', '--memory-reducer-for-small-heaps']
/** glibc's own: memory areas for two threads instead of eight a core, and what is free at their end goes back. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }
const zoneProgram = fileURLToPath(new URL('zone.ts', import.meta.url))
const hook = import.meta.resolve('../tsx-hook.mjs')

/** Starts a zone's process and resolves when all its services are ready. Ends it again, and throws a sentence, when they are not. */
export async function startChild (home: Home, zone: string, order: Order): Promise<Child> {
  const log = join(home.logs, `${zone}.out.log`)
  const output = openSync(log, 'a', 0o600)
  const process_ = spawn(process.execPath, [...SMALL, '--import', hook, zoneProgram, zone], {
    // No variable of the launcher's own reaches a zone: a service has what its order says.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: process.env['TZ'], ...FEW_ARENAS },
    stdio: ['ignore', output, output, 'ipc'], detached: true
  })
  closeSync(output)
  const ended = new Promise<string>(resolve => {
    process_.once('error', error => resolve(`The ${zone} process could not be started: ${error.message}`))
    process_.once('exit', (code, signal) => resolve(`The ${zone} process ended (${signal ?? `exit code ${code}`}). Its last words are in ${log}.`))
  })
  const stop = async () => {
    process_.kill('SIGTERM')
    const stopped = await Promise.race([ended.then(() => true), pause(stopSeconds * 1_000, false, { ref: false })])
    if (!stopped) process_.kill('SIGKILL')
    await ended
  }
  const report = new Promise<Report>(resolve => process_.once('message', resolve))
  process_.send(order)
  const first = await Promise.race([report, ended, pause(readySeconds * 1_000, `The ${zone} process was not ready within ${readySeconds} s.`, { ref: false })])
  if (typeof first === 'object' && 'ready' in first) return { zone, pid: process_.pid ?? 0, urls: first.ready, ended, stop }
  await stop()
  throw new Error(typeof first === 'string' ? `${first}\n${lastLines(log)}` : `The ${zone} process could not start: ${first.failed}`)
}

function lastLines (file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-10).join('\n')
}
