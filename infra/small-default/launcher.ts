import { fileURLToPath } from 'node:url'
import type { Env } from '@weft/service-kit/config'
import { kitMigrations, migrate } from '@weft/service-kit/migrate'
import { grantReaders } from '@weft/service-kit/transport/postgres-grants'
import { provision, readerRoles, type Databases } from '../provision.ts'
import { startChild, type Child } from './child.ts'
import { decideDemonstration, takeAway } from './demonstration.ts'
import { catcherOrigin, catchesMail, doorOrigin, environmentOf, hasOwnProvider, providerOrigin, serviceUrls, surveyOrigin, type Surroundings } from './environment.ts'
import { openHome, openSecrets, removeRun, takeHome, writeRun, type Home, type Secrets } from './home.ts'
import { house as wholeHouse, type House } from './house.ts'
import { planPorts } from './ports.ts'
import { startPostgres, stopLeftOver, type Postgres } from './postgres.ts'

export type Options = {
  /** Folder that keeps everything; WEFT_HOME. */
  home: string
  /** First port of the fixed plan, or `free` for ports that are free now. */
  ports: number | 'free'
  events: 'postgres' | 'kafka'
  /** Receives a sentence a step. */
  log: (sentence: string) => void
  /** Mail server, identity provider, first sign-in: what the person who starts Weft may set. */
  given?: Env
  house?: House
  /** Whether a first start is for the demonstration organisation. It is brought in by whoever starts (demonstration.ts). */
  demonstration?: boolean
}

export type SmallDefault = {
  door: string
  surveys: string
  /** null when a mail server is given. */
  catcher: string | null
  /** null when an identity provider is given. */
  provider: string | null
  services: Record<string, string>
  databases: Record<string, Databases>
  /** host:port, comma separated; empty with the `postgres` transport. */
  brokers: string
  pids: Record<string, number>
  /** Resolves with a sentence when any process ended that was not asked to. */
  broken: Promise<string>
  stop: () => Promise<void>
}

/** What has been started so far, in order; stopping goes the other way. */
type Started = { stop: () => Promise<void> }[]

/** Starts the whole platform on this machine: Postgres (and a broker), databases and rights, then a process per zone and the door. */
export async function startSmallDefault (options: Options): Promise<SmallDefault> {
  const home = openHome(options.home)
  const giveBack = takeHome(home)
  const started: Started = [{ stop: async () => { removeRun(home); giveBack() } }]
  const stop = once(() => stopAll(started))
  try {
    return await startInto(started, home, options, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function startInto (started: Started, home: Home, options: Options, stop: () => Promise<void>): Promise<SmallDefault> {
  const house = options.house ?? wholeHouse
  const services = Object.values(house.zones).flat()
  const { startOver } = decideDemonstration(home, options.demonstration ?? false)
  const secrets = openSecrets(home)
  await stopLeftOver(home, { password: secrets.postgres, say: options.log }) // guard: what is left holds a port
  const ports = await planPorts(options.ports === 'free' ? 0 : options.ports, services)
  const postgres = await startPostgres(home, { port: ports.postgres, password: secrets.postgres, say: options.log })
  started.push(postgres)
  if (startOver) await takeAway(home, postgres.adminUrl, services)
  const brokers = options.events === 'kafka' ? await withBroker(started, home, house, options) : ''
  const databases = await prepareDatabases(postgres, secrets, house)
  const surroundings: Surroundings = { home, ports, secrets, databases, brokers, given: options.given ?? {} }
  const children = await startZones(started, house, surroundings)
  const platform = describe(surroundings, postgres, children, stop)
  const { pids, door, surveys, catcher, provider } = platform
  writeRun(home, { pid: process.pid, door, surveys, catcher, provider, services: platform.services, pids })
  return platform
}

/** Databases, roles, tables, then what each reader role may see: in that order, since rights are given on tables that exist. */
async function prepareDatabases ({ adminUrl }: Postgres, { roles }: Secrets, house: House): Promise<Record<string, Databases>> {
  const services = Object.values(house.zones).flat()
  const databases = await provision({ adminUrl, passwordKey: roles }, services, house.topics)
  await Promise.all(Object.entries(databases).map(([service, { ownerUrl }]) =>
    migrate({ url: ownerUrl, folders: [kitMigrations, fileURLToPath(house.migrationsOf(service))], appRole: service })))
  const readers = readerRoles(services, house.topics)
  await Promise.all(Object.entries(databases).map(([service, { ownerUrl }]) =>
    grantReaders(ownerUrl, readers.filter(reader => reader.producer === service).map(({ role, topics }) => ({ role, topics })))))
  return databases
}

async function withBroker (started: Started, home: Home, house: House, { log }: Options): Promise<string> {
  log('Starting Kafka.')
  // Loaded only here: without a broker its client is never read.
  const { startBroker } = await import('./broker.ts')
  const broker = await startBroker(home, house.topics)
  started.push(broker)
  return broker.brokers
}

async function startZones (started: Started, house: House, surroundings: Surroundings): Promise<Child[]> {
  const names = Object.keys(house.zones)
  const starting = names.map(zone => startChild(surroundings.home, zone, orderFor(zone, house, surroundings)))
  const settled = await Promise.allSettled(starting)
  const children = settled.flatMap(result => result.status === 'fulfilled' ? [result.value] : [])
  started.push({ stop: () => stopZones(children) })
  const failed = settled.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
  return children
}

// The door first: nobody new comes in while the zones finish what they have in hand.
async function stopZones (children: readonly Child[]): Promise<void> {
  await Promise.all(children.filter(child => child.zone === 'door').map(child => child.stop()))
  await Promise.all(children.filter(child => child.zone !== 'door').map(child => child.stop()))
}

function orderFor (zone: string, house: House, surroundings: Surroundings) {
  const services = (house.zones[zone] ?? []).map(name => ({ name, module: house.moduleOf(name), env: environmentOf(name, surroundings) }))
  const { ports, given } = surroundings
  return { services, ...(zone === 'identity' && catchesMail(given) && { catcher: { smtpPort: ports.smtp, pagePort: ports.catcher } }) }
}

function describe ({ ports, given, databases, brokers }: Surroundings, postgres: Postgres, children: readonly Child[], stop: () => Promise<void>): SmallDefault {
  let stopping = false
  const broken = Promise.race([...children.map(child => child.ended), postgres.ended.then(() => 'Postgres ended.')])
  return {
    door: doorOrigin(ports),
    surveys: surveyOrigin(ports),
    catcher: catchesMail(given) ? catcherOrigin(ports) : null,
    provider: hasOwnProvider(given) ? null : providerOrigin(ports),
    services: serviceUrls(ports),
    databases,
    brokers,
    pids: { postgres: postgres.pid, ...Object.fromEntries(children.map(child => [child.zone, child.pid])) },
    broken: new Promise(resolve => { void broken.then(sentence => { if (!stopping) resolve(sentence) }) }),
    stop: () => {
      stopping = true
      return stop()
    }
  }
}

async function stopAll (started: Started): Promise<void> {
  for (const part of started.reverse()) await part.stop()
}

function once (work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => done ??= work()
}

