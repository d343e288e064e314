// `npm test`: every check there is, in an order that lets the cheap ones speak first. The last line is the sum.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missing } from './test/needs.ts'
import { addUp, countOfReport, totalsLine, type Count } from './test/totals.ts'

type Step = { name: string, args: string[], /** A vitest project writes a report; lint and types are one check each. */ project?: string }

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (path: string) => join(root, 'node_modules', path)
const vitest = (project: string): Step => ({ name: project, project, args: [bin('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json'] })

const steps: Step[] = [
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  ...['architecture', 'unit', 'integration', 'platform'].map(vitest)
]

function run (args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } })
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill(signal))
  return new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('exit', code => resolve(code ?? 1))
  })
}

async function take (step: Step, reports: string): Promise<Count> {
  process.stdout.write(`\n— ${step.name}\n`)
  if (step.project === undefined) return await run(step.args) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
  const report = join(reports, `${step.project}.json`)
  const code = await run([...step.args, `--outputFile.json=${report}`])
  return countOfReport(readReport(report), code)
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
  const counts: Count[] = []
  try {
    for (const step of steps.filter(({ name }) => only.length === 0 || only.includes(name))) counts.push(await take(step, reports))
  } finally {
    rmSync(reports, { recursive: true })
  }
  const cannot = await missing(process.env)
  for (const sentence of cannot) process.stdout.write(`Cannot run here: ${sentence}\n`)
  // On the build machine a check that cannot run is a check that failed; elsewhere it is only named.
  const strict = process.env['CI'] === 'true'
  const total = addUp([...counts, ...(strict ? cannot.map(() => ({ passed: 0, failed: 1, skipped: 0 })) : [])])
  process.stdout.write(`\n${totalsLine(total)}\n`)
  return total.failed > 0 || total.passed === 0 || (strict && total.skipped > 0) ? 1 : 0
}

process.exitCode = await runAll(process.argv.slice(2))
