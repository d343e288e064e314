import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signInAs } from '@weft/infra/demonstration/visitor'
import { Driver } from '@weft/testkit/driver'
import { afterEach, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
let left: ChildProcess | undefined
afterEach(() => { if (left !== undefined && left.exitCode === null && left.signalCode === null) process.kill(-(left.pid ?? 0), 'SIGTERM') })

type Run = { pid: number, door: string, catcher: string }

/** Npm ends before what it started does. */
const isRunning = (pid: number) => existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

/** `npm start` until it says this. */
async function startUntil (home: string, says: RegExp): Promise<{ run: () => Run, said: () => string, end: (signal: NodeJS.Signals) => Promise<void> }> {
  const child = left = spawn('npm', ['start'], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, WEFT_HOME: home, WEFT_PORT: '0', EVENTS: 'postgres' } })
  let text = ''
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString() })
  await expect.poll(() => text, { timeout: 300_000, interval: 50 }).toMatch(says)
  return {
    run: () => JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as Run,
    said: () => text,
    end: async signal => {
      const { pid } = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as Run
      process.kill(-(child.pid ?? 0), signal)
      await ended
      await expect.poll(() => isRunning(pid), { timeout: 30_000 }).toBe(false)
    }
  }
}

/** What a visitor looks at first in the program and in commitments, as the guest for whom it is. */
async function looksAround ({ door }: Run): Promise<void> {
  const guest = async (name: string) => signInAs(`${name}@localhost`, { door, signal: AbortSignal.timeout(60_000) })
  const [office, manager, employee] = await Promise.all([guest('office'), guest('manager'), guest('employee')])
  expect(await office.page('/')).toContain('14 of 32')
  expect(await office.page('/program/projects')).toContain('14 + 15 + 1 + 2 = 32')
  expect(await office.page('/program/on-one-page')).toContain('Seven of ten are solved at the first contact')
  expect(await office.page('/program/projects/overlaps')).toContain('Single view of the customer')
  expect(await office.page('/program/projects/overlaps?kind=contradiction')).toContain('Talk until it is solved')
  expect(await office.page('/program/same-page')).toContain('Leaders')
  expect(await office.page('/program/roadmap')).not.toContain('somebody who has left')
  expect(await office.page('/commitments/roll-up')).toMatch(/Q\d \d{4} stands here from/)
  expect(await employee.page('/commitments')).toContain('When a customer has paid a fee by our mistake')
  expect(await employee.page('/commitments/quarter')).toContain('How far did it come?')
  expect(await manager.page('/commitments/team')).toMatch(/wait for you/)
  expect(await manager.page('/commitments/quarter')).toContain('Agree to these values')
}

it('When the first start is killed while the demonstration comes in, then the next brings it in whole, once, and says that it is one', async () => {
  const home = mkdtempSync(join(tmpdir(), 'weft-demonstration-'))
  chmodSync(home, 0o755)
  const first = await startUntil(home, /units are in/)
  await first.end('SIGKILL')

  const second = await startUntil(home, /All of it is in/)
  expect(second.said()).toContain('office@localhost')
  const office = await Driver.signedIn(second.run(), home)
  expect(await office.call('GET', '/organisation')).toMatchObject({ version: 1, people: 1070, units: 66 })
  const { releases } = await office.releases()
  expect(releases.map(release => release.instrumentTitle)).toEqual(['Eight disciplines', 'Eight disciplines'])
  const { waves } = await office.call<{ waves: { kind: string, state: string, waveId: string }[] }>('GET', '/waves')
  expect(waves.map(wave => `${wave.kind} ${wave.state}`).sort()).toEqual(['live opened', 'past closed', 'past closed'])
  const file = await office.raw('GET', `/releases/${releases[0]?.releaseId}/scores.csv`)
  expect(file.headers.get('content-disposition')).toContain('filename="demonstration-scores-')
  expect((await fetch(`${second.run().door}/sign-in`)).ok).toBe(true)
  expect(await (await fetch(`${second.run().door}/sign-in`)).text()).toContain('Demonstration data')
  await looksAround(second.run())
  await second.end('SIGINT')
  rmSync(home, { recursive: true, force: true })
}, 600_000)
