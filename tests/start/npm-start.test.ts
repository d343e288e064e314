import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Driver } from '@weft/testkit/driver'
import { afterEach, describe, expect, it } from 'vitest'
import { isAlive } from './alive.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
type Run = { door: string, surveys: string, catcher: string, provider: string, services: Record<string, string>, pids: Record<string, number> }
type Started = { child: ChildProcess, said: () => string, run: Run, ended: Promise<number | null> }

const left: ChildProcess[] = []
// A test that failed on its way leaves nothing behind either: the whole group is asked to end.
afterEach(() => { for (const child of left.splice(0)) if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGTERM') })

/** `npm start`, in a process group of its own as a terminal makes one, until it says it is ready. */
async function npmStart (home: string): Promise<Started> {
  const child = spawn('npm', ['start'], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, WEFT_HOME: home, WEFT_PORT: '0', EVENTS: 'postgres', DEMO: 'none' } })
  left.push(child)
  let text = ''
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const ready = new Promise<void>(resolve => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      if (/Weft is ready:[^]*Ctrl-C stops it/.test(text)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
  await Promise.race([ready, ended.then(() => { throw new Error(`npm start ended:\n${text}`) })])
  return { child, said: () => text, run: JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as Run, ended }
}

function newHome (): string {
  const home = mkdtempSync(join(tmpdir(), 'weft-npm-start-'))
  chmodSync(home, 0o755)
  return home
}

const status = async (url: string) => (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })).status

describe('npm start', () => {
  it('When it is ready, then door, surveys and caught mail answer; Ctrl-C leaves no process; and the second time everybody is still known, in under 30 s', async () => {
    const home = newHome()
    const example = (file: string) => readFileSync(join(root, 'examples/organisation', file), 'utf8')
    for (const time of ['first', 'second']) {
      const from = performance.now()
      const { child, said, run, ended } = await npmStart(home)
      const office = await Driver.signedIn(run, home)
      if (time === 'first') expect((await office.importOrganisation({ units: example('units.csv'), people: example('people.csv') })).status).toBe(200)
      else expect(performance.now() - from, 'everything was fetched and made the first time').toBeLessThan(30_000)
      expect(await office.call('GET', '/organisation')).toMatchObject({ version: 1, units: 7, people: 42, officeSignIns: 1 })
      expect(said(), time).toContain(`Weft is ready: ${run.door}`)
      expect(said()).toContain('office@localhost')
      expect(said()).toContain('evaluation and pilots')
      expect(await status(run.door)).toBeLessThan(500)
      expect(await status(`${run.surveys}/s/not-a-token`)).toBeGreaterThanOrEqual(400)
      expect(await status(run.catcher)).toBe(200)
      process.kill(-(child.pid ?? 0), 'SIGINT')
      await ended
      expect(Object.entries(run.pids).filter(([, pid]) => isAlive(pid)), time).toEqual([])
    }
    rmSync(home, { recursive: true })
  })

  it('When one of its processes dies, then it names it, stops all and ends as a failure', async () => {
    const home = newHome()
    const { said, run, ended } = await npmStart(home)
    process.kill(run.pids['answers'] ?? 0, 'SIGKILL')
    expect(await ended).toBe(1)
    expect(said()).toMatch(/The answers process ended \(SIGKILL\)/)
    expect(Object.values(run.pids).filter(isAlive)).toEqual([])
    rmSync(home, { recursive: true })
  })

  it('When whoever reads its output goes away before it is asked to end, then it still stops everything', async () => {
    const home = newHome()
    const { child, run, ended } = await npmStart(home)
    child.stdout?.destroy()
    child.stderr?.destroy()
    process.kill(-(child.pid ?? 0), 'SIGHUP')
    await ended
    await expect.poll(() => Object.values(run.pids).filter(isAlive), { timeout: 60_000, interval: 100 }).toEqual([])
    rmSync(home, { recursive: true })
  })

  it('When it is started while it runs, then the second is refused with a sentence', async () => {
    const home = newHome()
    const first = await npmStart(home)
    await expect(npmStart(home)).rejects.toThrow(/already running/)
    expect(await status(first.run.door)).toBeLessThan(500)
    first.child.kill('SIGTERM')
    await first.ended
    // npm hands the signal on and does not wait; what it started stops in its own time.
    await expect.poll(() => Object.values(first.run.pids).filter(isAlive), { timeout: 60_000, interval: 100 }).toEqual([])
    await expect.poll(() => existsSync(join(home, 'lock')), { timeout: 10_000 }).toBe(false)
    rmSync(home, { recursive: true })
  })
})
