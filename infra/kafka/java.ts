import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Kafka, KafkaOptions } from './kafka.ts'
import { freePorts } from '../free-ports.ts'
import { propertiesOf, settingsOf, type Place } from './settings.ts'

const run = promisify(execFile)
const here = import.meta.dirname
const libraries = join(here, 'target', 'lib')

/** Other settings than those of a broker alone on this machine, and the file of the accounts that may sign in. */
export type JavaOptions = KafkaOptions & { settings?: (place: Place) => Record<string, string>, accounts?: string }

/** A broker as a Java process, its jars fetched once by Maven. Gives the reason when that is not possible here. */
export async function startJava ({ dataDir, port, settings = settingsOf, accounts }: JavaOptions): Promise<Kafka | string> {
  const lacking = await fetchLibraries()
  if (lacking !== undefined) return lacking
  const folder = resolve(dataDir)
  await endLeftOver(folder)
  const [free, controllerPort] = await freePorts(2)
  const place = { port: port ?? free ?? 0, controllerPort: controllerPort ?? 0, dataDir: join(folder, 'log') }
  await format(folder, settings(place))

  const signIn = accounts === undefined ? [] : [`-Djava.security.auth.login.config=${accounts}`]
  let broker = await launch(folder, place.port, signIn)
  return {
    brokers: `127.0.0.1:${place.port}`,
    ours: true,
    stop: () => end(broker, 'SIGTERM'),
    kill: () => end(broker, 'SIGKILL'),
    restart: async () => {
      await end(broker, 'SIGTERM')
      broker = await launch(folder, place.port, signIn)
    }
  }
}

async function fetchLibraries (): Promise<string | undefined> {
  const java = await javaVersion()
  if (java === undefined) return 'there is no java on the path'
  if (java < 17) return `java is version ${java}`
  if (existsSync(libraries)) return undefined
  const draft = `${libraries}-${process.pid}`
  try {
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`, '-DincludeScope=runtime'], { cwd: here, timeout: 300_000 })
    // Whole or not at all: a fetch that broke off must not look like one that is done.
    await rename(draft, libraries).catch((error: Error) => { if (!existsSync(libraries)) throw error })
    return undefined
  } catch (error) {
    return `mvn could not fetch Kafka: ${(error as Error).message.split('\n')[0]}`
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function javaVersion (): Promise<number | undefined> {
  try {
    const { stderr } = await run('java', ['-version'], { timeout: 20_000 })
    const version = /version "(?:1\.)?(\d+)/.exec(stderr)?.[1]
    return version === undefined ? undefined : Number(version)
  } catch {
    return undefined
  }
}

const classPath = join(libraries, '*')
// The jars bring log4j without a configuration; its default tells errors only, which is what is wanted in the log.
const javaOf = (...rest: string[]) => ['-Xmx400m', '-Xms128m', '-XX:+UseSerialGC', '-cp', classPath, ...rest]

/** A folder is formatted once; a second start finds its data. The ports may have changed meanwhile, the settings are written anew. */
async function format (folder: string, settings: Record<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'server.properties')
  await writeFile(file, propertiesOf(settings))
  if (existsSync(join(folder, 'log', 'meta.properties'))) return
  // An id that begins with a dash, as one in 64 does, would be read as an option.
  const cluster = `w${Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url').slice(1)}`
  await run('java', javaOf('kafka.tools.StorageTool', 'format', '-t', cluster, '-c', file), { timeout: 60_000 })
}

async function launch (folder: string, port: number, options: readonly string[]): Promise<ChildProcess> {
  const log = await open(join(folder, 'broker.log'), 'w')
  // A process group of its own: Ctrl-C in a terminal must not end the broker before those who still send to it.
  const broker = spawn('java', [...options, ...javaOf('kafka.Kafka', join(folder, 'server.properties'))], { stdio: ['ignore', log.fd, log.fd], detached: true })
  await log.close()
  const endWithUs = () => { broker.kill('SIGKILL') }
  process.once('exit', endWithUs)
  broker.once('exit', () => process.removeListener('exit', endWithUs))
  await writeFile(join(folder, 'broker.pid'), String(broker.pid))
  try {
    await answers(broker, port, 60_000)
    return broker
  } catch (error) {
    await end(broker, 'SIGKILL')
    const said = await readFile(join(folder, 'broker.log'), 'utf8')
    throw new Error(`${(error as Error).message} It said:\n${said.slice(-2_000)}`, { cause: error })
  }
}

/** A launcher that was killed outright leaves its broker holding the data: it is ended first. */
async function endLeftOver (folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'broker.pid'), 'utf8').catch(() => '0'))
  const isOurs = async () => pid > 0 && (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(join(folder, 'server.properties'))
  for (let tenths = 0; await isOurs(); tenths++) {
    if (tenths > 300) throw new Error(`An earlier Kafka (process ${pid}) still runs on ${folder} and does not stop.`)
    if (tenths % 200 === 0) process.kill(pid, tenths === 0 ? 'SIGTERM' : 'SIGKILL')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

async function answers (broker: ChildProcess, port: number, milliseconds: number): Promise<void> {
  const until = Date.now() + milliseconds
  while (!await accepts(port)) {
    if (broker.exitCode !== null || broker.signalCode !== null) throw new Error('Kafka ended while it started.')
    if (Date.now() > until) throw new Error(`Kafka did not answer within ${milliseconds / 1000} s.`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

function accepts (port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(2_000, () => socket.destroy())
    socket.once('connect', () => { socket.destroy(); resolve(true) })
    socket.once('close', () => resolve(false))
    socket.once('error', () => resolve(false))
  })
}

/** SIGTERM lets it close its log; what does not end within 20 s is killed. */
async function end (broker: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return
  const gone = new Promise(resolve => broker.once('exit', resolve))
  broker.kill(signal)
  const late = setTimeout(() => broker.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(late)
}
