import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export type Violation = { rule: string, from: string, to: string }
export type Findings = { modules: string[], violations: Violation[] }

type Report = { modules: { source: string }[], summary: { violations: { rule: { name: string }, from: string, to: string }[] } }

/** Runs the rules of .dependency-cruiser.mjs over a tree. */
export function cruise (folder: string): Findings {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'services', 'packages', 'infra', 'tests']
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28 })
  if (run.stdout === '') throw new Error(`dependency-cruiser said nothing: ${run.stderr}`)
  const { modules, summary } = JSON.parse(run.stdout) as Report
  return {
    modules: modules.map(({ source }) => source),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  }
}

/** Copies what the rules look at into a temporary folder and writes the given files into it. */
export function copyWith (files: Record<string, string>): { folder: string, remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'weft-architecture-')))
  for (const name of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.json', 'tsconfig.base.json']) cpSync(join(root, name), join(folder, name))
  for (const place of packageFolders()) {
    cpSync(join(root, place), join(folder, place), { recursive: true, filter: path => !/\/(node_modules|target)$/.test(path) })
    linkDependencies(place, folder)
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

function packageFolders (): string[] {
  return ['services', 'packages'].flatMap(parent => readdirSync(join(root, parent)).map(name => `${parent}/${name}`)).concat('infra', 'tests')
}

// Packages of the house must lead into the copy; all others may stay where they are.
function linkDependencies (place: string, folder: string): void {
  const source = join(root, place, 'node_modules')
  if (!existsSync(source)) return
  const names = readdirSync(source).filter(name => !name.startsWith('.')).flatMap(name => name.startsWith('@') ? readdirSync(join(source, name)).map(inner => `${name}/${inner}`) : [name])
  for (const name of names) {
    const real = realpathSync(join(source, name))
    const target = join(folder, place, 'node_modules', name)
    mkdirSync(dirname(target), { recursive: true })
    symlinkSync(name.startsWith('@weft/') ? join(folder, real.slice(root.length)) : real, target)
  }
}
