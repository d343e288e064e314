// `npm test`: every check there is, in an order that lets the cheap ones speak first. The last line is the sum.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failuresOf } from './test/failures.ts'
import { missing } from './test/needs.ts'
import { addUp, countOfReport, totalsLine, type Count } from './test/totals.ts'

type Step = { name: string, args: string[], /** A vitest project writes a report; lint and types are one check each. */ project?: string }
type Ran = { code: number, said: string }
type Told = { /** Folder of the reports. */ reports: string, failures: string[] }

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (path: string) => join(root, 'node_modules', path)
const vitest = (project: string): Step => ({ name: project, project, args: [bin('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json'] })

const steps: Step[] = [
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  ...['architecture', 'unit', 'integration'].map(vitest)
]
// These two wait more than they compute (sessions that time out, brokers that come back): side by side they take hardly longer than one.
const together: readonly Step[] = ['events', 'house'].map(vitest)

/** Runs one step; `kept`: its output is held back and given when it ends, so that two at once can be read. */
function run (args: string[], kept: boolean): Promise<Ran> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: kept ? ['ignore', 'pipe', 'pipe'] : 'inherit', env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => { said += data.toString() })
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill(signal))
  return new Promise(resolve => {
    child.once('error', () => resolve({ code: 1, said }))
    child.once('close', code => resolve({ code: code ?? 1, said }))
  })
}

/** `failures` gets a line for each test that failed. */
async function take (step: Step, { reports, failures }: Told, kept = false): Promise<Count> {
  if (!kept) process.stdout.write(`\n— ${step.name}\n`)
  const report = join(reports, `${step.project}.json`)
  const { code, said } = await run(step.project === undefined ? step.args : [...step.args, `--outputFile.json=${report}`], kept)
  if (kept) process.stdout.write(`\n— ${step.name}\n${said}`)
  if (step.project === undefined && code !== 0) failures.push(step.name)
  if (step.project === undefined) return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
  const told = readReport(report)
  failures.push(...failuresOf(told, root))
  return countOfReport(told, code)
}

function readReport (file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function runAll (only: readonly string[]): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), 'weft-test-'))
  const told: Told = { reports, failures: [] }
  const counts: Count[] = []
  try {
    const wanted = ({ name }: Step) => only.length === 0 || only.includes(name)
    for (const step of steps.filter(wanted)) counts.push(await take(step, told))
    counts.push(...await Promise.all(together.filter(wanted).map((step, place) => take(step, told, place > 0))))
  } finally {
    rmSync(reports, { recursive: true })
  }
  for (const line of told.failures) process.stdout.write(`Failed: ${line}\n`)
  const cannot = await missing(process.env)
  for (const sentence of cannot) process.stdout.write(`Cannot run here: ${sentence}\n`)
  // On the build machine a check that cannot run is a check that failed; elsewhere it is only named.
  const strict = process.env['CI'] === 'true'
  const total = addUp([...counts, ...(strict ? cannot.map(() => ({ passed: 0, failed: 1, skipped: 0 })) : [])])
  process.stdout.write(`\n${totalsLine(total)}\n`)
  return total.failed > 0 || total.passed === 0 || (strict && total.skipped > 0) ? 1 : 0
}

process.exitCode = await runAll(process.argv.slice(2))
