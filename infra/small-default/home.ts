import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The folder that holds everything an installation keeps; `.weft` beside the code unless WEFT_HOME says otherwise. */
export type Home = { folder: string, logs: string, vault: string, postgres: string, kafka: string }

/** Lays the folders. The home itself can be entered by others (Postgres may run under its own account); what is secret inside cannot be read. */
export function openHome (folder: string): Home {
  const home = { folder, logs: join(folder, 'logs'), vault: join(folder, 'vault'), postgres: join(folder, 'postgres'), kafka: join(folder, 'kafka') }
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  for (const inner of [home.logs, home.vault]) mkdirSync(inner, { recursive: true, mode: 0o700 })
  return home
}

const jwk = z.record(z.string(), z.unknown())
const secretsShape = z.strictObject({
  /** Password of the embedded Postgres's superuser. */
  postgres: z.string(),
  /** Key from which every role's password is derived. */
  roles: z.string(),
  /** What the door signs its calls with, and what every service checks them by. */
  door: z.strictObject({ private: jwk, public: jwk })
})
export type Secrets = z.infer<typeof secretsShape>

/** The secrets of this installation; made at the first start, readable by the account that runs Weft only. */
export function openSecrets ({ folder }: Home): Secrets {
  const file = join(folder, 'secrets.json')
  if (existsSync(file)) return secretsShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  const secrets = newSecrets()
  writeWhole(file, JSON.stringify(secrets, null, 2))
  return secrets
}

function newSecrets (): Secrets {
  const random = () => randomBytes(32).toString('base64url')
  return { postgres: random(), roles: random(), door: newDoorKeys() }
}

/** A fresh pair of keys for the door, as JWKs. */
export function newDoorKeys (): Secrets['door'] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const named = { kid: randomBytes(8).toString('hex'), alg: 'EdDSA', use: 'sig' }
  return { private: { ...privateKey.export({ format: 'jwk' }), ...named }, public: { ...publicKey.export({ format: 'jwk' }), ...named } }
}

// Never half a file: a start that dies in between leaves the old one or none.
function writeWhole (file: string, text: string): void {
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** What runs now, for whoever wants to know where: written by every start, removed by every clean stop. */
export type Run = { pid: number, door: string, surveys: string, catcher: string | null, provider: string | null, services: Record<string, string>, pids: Record<string, number> }

export function writeRun ({ folder }: Home, run: Run): void {
  writeWhole(join(folder, 'run.json'), JSON.stringify(run, null, 2))
}

export function removeRun ({ folder }: Home): void {
  rmSync(join(folder, 'run.json'), { force: true })
}

/** Takes the home for this process, or throws a sentence when another living process has it. Returns what gives it back. */
export function takeHome ({ folder }: Home): () => void {
  const file = join(folder, 'lock')
  const holder = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (holder !== '' && isAlive(holder)) {
    throw new Error(`Weft is already running from ${folder} (process ${holder.split(' ')[0]}). Stop it first, or set WEFT_HOME to another folder.`)
  }
  rmSync(file, { force: true })
  try {
    writeFileSync(file, identityOf(process.pid), { flag: 'wx' })
  } catch {
    throw new Error(`Another start of Weft from ${folder} was quicker. Only one can run.`)
  }
  return () => rmSync(file, { force: true })
}

function isAlive (holder: string): boolean {
  const pid = Number(holder.split(' ')[0])
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return identityOf(pid) === holder
}

// A process id alone comes round again after a restart of the machine; with its start time it does not.
function identityOf (pid: number): string {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return String(pid)
  const afterName = (readFileSync(stat, 'utf8').split(') ').at(-1) ?? '').split(' ')
  // Killed, and nobody has taken note of it yet: it runs no more.
  if (afterName[0] === 'Z') return `${pid} ended`
  return `${pid} ${afterName[19] ?? ''}`.trim()
}
