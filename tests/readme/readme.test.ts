import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** The shell blocks of README, in order. */
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```sh\n([^]*?)```/g)].map(match => match[1] ?? '')
let clone = ''
let start: ChildProcess | undefined
let output = ''

// A newcomer's machine has none of what a test run sets, nor its toolchain; how it reaches the network stays.
const bare = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(WEFT_|VITEST|NODE_(?!EXTRA_CA_CERTS)|npm_(?!config_(registry|cafile|proxy|https_proxy))|CI$|KAFKA_|EVENTS$|INIT_CWD|FORCE_COLOR)/.test(name))),
  PATH: (process.env['PATH'] ?? '').split(':').filter(folder => !/\.toolchain|node_modules/.test(folder)).join(':')
})

beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'weft-readme-')), 'weft')
  execFileSync('git', ['clone', '--quiet', root, clone], { timeout: 60_000 })
})

afterAll(async () => {
  await stopped()
  rmSync(join(clone, '..'), { recursive: true, force: true })
})

test('When a newcomer types what README says in a clean clone, then it leads from a living product to scores of their own', async () => {
  expect(blocks[0]?.trim()).toBe('npm start')
  await started('npm start', /Weft is ready/)
  await expect.poll(() => output, { timeout: 150_000, interval: 200 }).toMatch(/people have answered/)
  expect(output).toContain('Demonstration data')
  await stopped()
  expect(blocks[1]).toContain('DEMO=none npm start')
  await started(blocks[1] ?? '', /Weft is ready/)
  expect(output).not.toContain('Demonstration')
  // Not pipefail: the stream never ends by itself, so its curl is cut off on purpose.
  const script = ['set -eu', ...blocks.slice(2)].join('\n')
  const said = execFileSync('bash', ['-c', script], { cwd: clone, env: bare(), timeout: 240_000, maxBuffer: 64 << 20 }).toString()
  expect(said).toMatch(/42 303/)
  expect(said).toContain('"finding"')
  expect(said).toContain('event: score-released')
}, 750_000)

/** A start in its own process group, until it says this: at most the 180 seconds that a first start may take. */
function started (command: string, says: RegExp): Promise<void> {
  output = ''
  const child = start = spawn('bash', ['-c', command], { cwd: clone, env: bare(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => { reject(new Error(`It did not start in time:\n${output}`)) }, 180_000)
    child.once('exit', code => { reject(new Error(`${command} ended with ${code}:\n${output}`)) })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data.toString()
        if (!says.test(output)) return
        clearTimeout(late)
        resolve()
      })
    }
  })
}

/** As Ctrl-C does: the whole group is asked. */
async function stopped (): Promise<void> {
  if (start === undefined || start.exitCode !== null || start.signalCode !== null) return
  const gone = new Promise(resolve => start?.once('exit', resolve))
  process.kill(-(start.pid ?? 0), 'SIGINT')
  await gone
}
