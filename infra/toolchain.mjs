// Runs on whatever Node (>= 20) started it, before anything is installed: plain JavaScript, node: imports only.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const home = join(root, '.toolchain')
const pins = JSON.parse(readFileSync(join(root, 'infra/toolchain.json'), 'utf8'))
const installMinutes = 15

/** The path of a Node that runs TypeScript and of the pinned pnpm; fetches from npm what is missing. */
export function ensureToolchain () {
  const node = runsTypeScript(process.versions.node) ? process.execPath : join(home, 'node_modules/node/bin/node')
  const pnpm = join(home, 'node_modules/pnpm/bin/pnpm.mjs')
  const missing = ['node', 'pnpm'].filter(name => !(name === 'node' && node === process.execPath) && versionOf(name) !== pins[name])
  if (missing.length > 0) fetchPinned(missing.map(name => `${name}@${pins[name]}`))
  if (!existsSync(node)) refuse('Node 24 was fetched but its program is not in .toolchain. Remove the folder .toolchain and start again.')
  return { node, pnpm }
}

/** Installs the packages of the workspace when the lock file, a package.json or the toolchain changed since the last time. */
export function ensurePackages ({ node, pnpm }) {
  const stampFile = join(root, 'node_modules/.weft-installed')
  const stamp = stampOf()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say('Installing the packages Weft is built on (once; one to three minutes).')
  const install = spawnSync(node, [pnpm, 'install', '--frozen-lockfile', '--reporter=silent'], {
    cwd: root, env: environment({ node }), encoding: 'utf8', timeout: installMinutes * 60_000, stdio: ['ignore', 'pipe', 'pipe']
  })
  if (install.status !== 0) {
    refuse('The packages could not be installed. Is this machine online, and does npm reach its registry?', `${install.stdout}\n${install.stderr}`)
  }
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** Runs one command with the toolchain on PATH, hands signals on, and ends as it ends. */
export function runToEnd (command, args, toolchain) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment(toolchain) })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // The terminal sends Ctrl-C to the whole group; the child decides how to end, this process only waits for it.
  process.on('SIGINT', () => undefined)
  // npm runs scripts in a shell that dies of a SIGTERM without handing it on: whoever loses that parent has been asked to end.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
  child.on('error', error => refuse(`${command} could not be started.`, error.message))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code ?? 1))
}

/** What Node needs on its command line to run the house, `.tsx` included. */
export const nodeArguments = ['--import', pathToFileURL(join(root, 'infra/tsx-hook.mjs')).href]

function runsTypeScript (version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 15)
}

function versionOf (name) {
  const file = join(home, 'node_modules', name, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined
}

function fetchPinned (specs) {
  say(`Fetching ${specs.join(' and ')} into .toolchain (once).`)
  mkdirSync(home, { recursive: true })
  const args = ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', ...keep(specs)]
  const npm = spawnSync('npm', args, {
    cwd: home, encoding: 'utf8', timeout: installMinutes * 60_000, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32'
  })
  if (npm.error?.code === 'ENOENT') refuse('Weft needs npm to fetch Node 24 and pnpm. Install Node 20 or newer together with npm and start again.')
  if (npm.status !== 0) refuse('Node 24 and pnpm could not be fetched. Is this machine online, and does npm reach its registry?', npm.stderr)
}

// With --no-save, npm removes what it was not asked for: what is there already and right is asked for again.
function keep (specs) {
  const present = Object.entries(pins).filter(([name, version]) => versionOf(name) === version).map(([name, version]) => `${name}@${version}`)
  return [...new Set([...specs, ...present])]
}

function stampOf () {
  const manifests = ['services', 'packages'].flatMap(folder => readdirSync(join(root, folder)).map(name => join(folder, name, 'package.json')))
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'infra/package.json', 'infra/toolchain.json', 'tests/package.json', ...manifests.sort()]
  const hash = createHash('sha256')
  for (const file of files.filter(file => existsSync(join(root, file)))) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function environment ({ node }) {
  const path = [dirname(node), join(home, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path }
}

function say (sentence) {
  process.stderr.write(`${sentence}\n`)
}

function refuse (sentence, detail = '') {
  const lines = detail.trim().split('\n').slice(-15).join('\n')
  process.stderr.write(`${lines ? `${lines}\n` : ''}${sentence}\n`)
  process.exit(1)
}
