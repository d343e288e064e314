import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patchedCopy, type Patch } from './copy.ts'

/** A guard, how to take it out, and the test that must miss it. */
export type Guard = {
  name: string
  patches: readonly Patch[]
  /** Test file, and a part of the name of the test that is to go red. */
  file: string
  test: string
}

export type Bite = { guard: string, bitten: boolean, red: string[], detail: string }

type Report = { testResults: { message?: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }

// The short year of tests/commitments was seen to take 228 s beside others: a guard whose test is cut off counts as missed by none.
const LIMIT_MS = 900_000

/** Takes one guard out of a copy of the source and runs its test there. Bitten: that very test went red, by an assertion or a refusal. */
export async function bite ({ name, patches, file, test }: Guard): Promise<Bite> {
  const copy = patchedCopy(patches)
  const reports = mkdtempSync(join(tmpdir(), 'weft-report-'))
  try {
    const output = await run(copy.folder, ['run', file, '-t', escaped(test), '--reporter=json', `--outputFile=${join(reports, 'report.json')}`])
    const report = reportOf(join(reports, 'report.json'))
    const ran = report?.testResults.flatMap(result => result.assertionResults).filter(result => ['passed', 'failed'].includes(result.status)) ?? []
    const red = ran.filter(result => result.status === 'failed')
    return {
      guard: name,
      bitten: red.some(result => result.fullName.includes(test)),
      red: red.map(result => `${result.fullName}: ${result.failureMessages[0]?.split('\n')[0] ?? ''}`),
      // What went wrong before any test began stands in the report alone.
      detail: ran.length === 0 ? `No test of that name ran.\n${report?.testResults.map(({ message }) => message).join('\n') ?? ''}\n${output.slice(-2_000)}` : ''
    }
  } finally {
    copy.remove()
    rmSync(reports, { recursive: true, force: true })
  }
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function reportOf (file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

function run (folder: string, args: string[]): Promise<string> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(folder, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CI: '' } })
    const timer = setTimeout(() => { child.kill('SIGKILL') }, LIMIT_MS)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => { output += data.toString() })
    child.on('close', () => {
      clearTimeout(timer)
      resolve(output)
    })
  })
}
