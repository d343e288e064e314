// `npm run compose:secrets`: fresh keys and passwords for docker-compose.yml, each in a file of its own under secrets/, and .env with
// the settings to fill in. What is there already is never changed.
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { completed, composePlan, DoesNotFit, fromOutside, type SecretFiles } from '../compose/secrets.ts'
import { zones } from '../small-default/house.ts'
import { readArguments } from './arguments.ts'
import { runCommand, Stop } from './operator.ts'

const usage = 'npm run compose:secrets -- [--to <folder>] [--for evaluation]'
const root = fileURLToPath(new URL('../..', import.meta.url))
/** The group that containers get to read their files by, where the folder is made by root, whose own group would be too much. */
const GROUP_OF_ITS_OWN = 10_001

const plan = composePlan(Object.values(zones).flat())

runCommand(async () => {
  const { to = root, for: purpose } = readArguments(process.argv.slice(2), { to: { type: 'string' }, for: { type: 'string' } }, usage)
  if (purpose !== undefined && purpose !== 'evaluation') throw new Stop(`Write it like this: ${usage}`)
  const group = process.getuid?.() === 0 ? GROUP_OF_ITS_OWN : process.getgid?.() ?? 0
  const written = writeSecrets(join(to, 'secrets'), group)
  const settings = writeSettings(join(to, '.env'), purpose ?? 'settings', group)
  process.stdout.write(`${written === 0 ? 'Every secret was there already.' : `${written} secrets were written to ${join(to, 'secrets')}.`}\n${settings}\n`)
  if (purpose === undefined) process.stdout.write(`Fill in ${fromOutside.map(name => `secrets/${name}`).join(' and ')} where they are empty, and .env; then: docker compose up --build --detach --wait\n`)
  return 0
})

function writeSecrets (folder: string, group: number): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const present = Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8').replace(/\n$/, '')]))
  const missing = Object.entries(completeOrStop(present)).filter(([name]) => present[name] === undefined)
  for (const [name, text] of missing) {
    const file = join(folder, name)
    writeFileSync(file, text === '' ? '' : `${text}\n`, { mode: 0o640, flag: 'wx' })
    chmodSync(file, 0o640)
    chownSync(file, process.getuid?.() ?? 0, group)
  }
  return missing.length
}

function completeOrStop (present: SecretFiles): SecretFiles {
  try {
    return completed(present, plan)
  } catch (error) {
    if (error instanceof DoesNotFit) throw new Stop(`These files do not fit to the keys they are made from: ${error.message}. Remove them and run this again; nothing was changed.`)
    throw error
  }
}

function writeSettings (file: string, purpose: string, group: number): string {
  const line = `WEFT_SECRETS_GROUP=${group}`
  if (existsSync(file)) {
    return readFileSync(file, 'utf8').split('\n').includes(line) ? '.env stays as it is.' : `.env stays as it is; it needs the line ${line}`
  }
  const template = readFileSync(new URL(`../compose/${purpose}.env`, import.meta.url), 'utf8')
  writeFileSync(file, `${template}\n# The group that may read the files of secrets/: containers get it.\n${line}\n`, { mode: 0o640, flag: 'wx' })
  return '.env was written.'
}
