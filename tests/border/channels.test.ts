import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { patchedCopy } from '../teeth/copy.ts'
import { channels } from './channels.ts'
import type { Quiz } from './quiz.ts'

/** Runs the quiz in a copy of the source. The guard is off there and nowhere else. */
function quizIn (folder: string): Promise<Quiz> {
  const args = ['--import', './infra/tsx-hook.mjs', 'tests/border/run.ts', '--people', '300', '--seed', '7', '--permutations', '2000']
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, errors] = ['', '']
  child.stdout.on('data', (data: Buffer) => { output += data.toString() })
  child.stderr.on('data', (data: Buffer) => { errors += data.toString() })
  const timer = setTimeout(() => { child.kill('SIGTERM') }, 240_000)
  return new Promise((resolve, reject) => {
    child.on('close', code => {
      clearTimeout(timer)
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1) ?? '') as Quiz)
      else reject(new Error(`The quiz ended with ${code}: ${errors.slice(-3_000)}`))
    })
  })
}

describe('a channel reopened on purpose', () => {
  test.each(channels)('When it is "$name", then the linking program finds it', async ({ patches, found }) => {
    const copy = patchedCopy(patches)
    try {
      const { verdict } = await quizIn(copy.folder)
      const sure = verdict.findings.filter(finding => finding.p < 1e-6)
      expect(sure.map(finding => finding.channel).join('\n')).toMatch(new RegExp(found, 'm'))
    } finally {
      copy.remove()
    }
  }, 300_000)
})
