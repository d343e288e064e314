import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSecrets, openHome } from '@weft/infra/small-default/home'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { tokenSigner } from '@weft/service-kit/access'
import { Driver, until } from '@weft/testkit/driver'
import pg from 'pg'
import type { Line } from './raw.ts'

/** Names that a spreadsheet would run. They come in as names of units. */
export const formulas = ['=HYPERLINK("http://x.example","y")', '+1+1', '-2+3', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠x', '"=1+1"', '\'=1', 'x,=1+1', ' =1+1']

export type Door = {
  name: string
  line: Line
  /** Header lines that let a caller in at this moment, each ending in CR LF; empty where nobody has to show anything. */
  readonly entry: string
  /** A POST that takes JSON or a form, for bodies. */
  post: string
  /** Content type of that POST. */
  takes: string
  /** A POST that takes files. */
  files?: string
  ready: string
}

export type World = {
  platform: SmallDefault
  driver: Driver
  doors: readonly Door[]
  /** One that answers an open survey, never used up here. */
  surveyLink: string
  /** What must never be found in a log: key, tokens, link, answer. */
  secrets: () => Record<string, string>
  /** Sum of every table of every database but of those that count calls. */
  state: () => Promise<Record<string, string>>
  logs: () => Record<string, string>
  stop: () => Promise<void>
}

/** The whole platform in real processes, with callers cut off soon, and with something in it that could be changed. */
export async function startWorld (): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'weft-hostile-'))
  chmodSync(home, 0o755)
  const given = { HEADERS_SECONDS: '2', REQUEST_SECONDS: '4', LIMIT_CALLS_PER_MINUTE: '0', LIMIT_PAGES_PER_MINUTE: '0', LIMIT_SIGN_INS_PER_MINUTE: '0', LIMIT_PER_LINK_PER_MINUTE: '0', LOG_LEVEL: 'debug' }
  const platform = await startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => undefined, given })
  const driver = await Driver.signedIn(platform, home)
  const surveyLink = await fill(driver)
  const secrets = openSecrets(openHome(home))
  const key = await keyOf(platform, secrets.door.private)
  const tokens = await freshTokens(Object.keys(platform.services), secrets.door.private)
  return {
    platform, driver, surveyLink,
    doors: doorsOf(platform, key, tokens.of, surveyLink),
    secrets: () => ({ key, surveyToken: surveyLink.split('/s/')[1] ?? '', doorPrivate: String(secrets.door.private['d']), postgres: secrets.postgres, ...tokens.all }),
    state: () => stateOf(platform, secrets.postgres),
    logs: () => Object.fromEntries(readdirSync(join(home, 'logs')).map(name => [name, readFileSync(join(home, 'logs', name), 'utf8')])),
    stop: async () => {
      tokens.stop()
      await platform.stop()
      rmSync(home, { recursive: true, force: true })
    }
  }
}

/** People, a release whose units have names of the worst kind, and an open wave. */
async function fill (driver: Driver): Promise<string> {
  const people = Array.from({ length: 12 }, (_, at) => `p${at},Person ${at},p${at}@example.org,all,${at === 0 ? '' : 'p0'},staff,${at === 0 ? 'program-office,office@localhost' : ','}`)
  const imported = await driver.importOrganisation({ units: 'unit,parent,name\nall,,Harbour\n', people: ['person,name,email,unit,boss,rank,role,sign_in', ...people].join('\n') })
  if (!imported.ok) throw new Error(`The organisation was not imported: ${await imported.text()}`)
  const past = await driver.importPastWave(pastWave())
  if (!past.ok) throw new Error(`The past wave was not imported: ${await past.text()}`)
  const { waveId } = await driver.planWave({ title: 'Open wave', instrumentId: 'full-8', closesOn: '2099-12-31' })
  await driver.launch(waveId)
  await driver.untilOpened(waveId)
  await driver.untilReleased((await past.json() as { waveId: string }).waveId)
  return [...(await driver.links()).values()][0] ?? ''
}

/** Six answers from each unit, in a unit path whose names are formulas. */
function pastWave (): { mapping: string, answers: string } {
  const mapping = {
    title: '=1+1', closedOn: '2024-03-31', organisation: '=Root', instrument: { instrumentId: 'past', version: 1, title: 'Past' }, language: 'en',
    scales: { agree: { min: 1, max: 5 } }, factors: [{ factorId: '=F1', name: '@factor', scale: 'agree' }],
    items: [{ column: 'q1', factorId: '=F1' }, { column: 'q2', factorId: '=F1' }], unitPath: ['unit']
  }
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = formulas.flatMap(name => Array.from({ length: 6 }, (_, at) => `${quoted(name)},${1 + at % 5},${1 + (at + 2) % 5}`))
  return { mapping: JSON.stringify(mapping), answers: ['unit,q1,q2', ...rows].join('\n') }
}

async function keyOf (platform: SmallDefault, doorKey: object): Promise<string> {
  const sign = await tokenSigner(doorKey)
  const reply = await fetch(`${platform.door}/v1/keys`, {
    method: 'POST', headers: { authorization: `Bearer ${await sign('web', { subject: 'operator', roles: ['operator'] })}`, 'content-type': 'application/json' },
    body: JSON.stringify({ signIn: 'office@localhost', name: 'hostile' })
  })
  return (await reply.json() as { key: string }).key
}

/** A token for each service that is always some seconds old: one lives for a minute, and after that every trick would only be answered with 401. */
async function freshTokens (services: readonly string[], doorKey: object) {
  const sign = await tokenSigner(doorKey)
  const all: Record<string, string> = {}
  const latest: Record<string, string> = {}
  const renew = async () => {
    for (const name of services) {
      const token = await sign(name, { subject: 'somebody', roles: ['program-office', 'operator', 'door'] })
      latest[name] = token
      all[`${name}, token ${Object.keys(all).length}`] = token
    }
  }
  await renew()
  const timer = setInterval(() => { void renew() }, 15_000)
  return { all, of: (service: string) => latest[service] ?? '', stop: () => { clearInterval(timer) } }
}

const lineOf = (url: string): Line => ({ host: new URL(url).hostname, port: Number(new URL(url).port) })

function doorsOf (platform: SmallDefault, key: string, tokenOf: (service: string) => string, surveyLink: string): Door[] {
  const posts: Record<string, [post: string, takes: string, files?: string]> = {
    directory: ['/parked/return', 'application/json', '/organisation/imports'],
    participation: ['/parked/return', 'application/json'],
    program: ['/parked/return', 'application/json', '/program/portfolio/imports'],
    commitments: ['/parked/return', 'application/json', '/commitments/imports'],
    survey: ['/waves', 'application/json', '/past-waves'],
    scoring: ['/parked/redrive', 'application/json'],
    reporting: ['/parked/redrive', 'application/json']
  }
  const internal = Object.entries(platform.services).map(([name, url]): Door => {
    const [post = '', takes = '', files] = posts[name] ?? []
    return { name, line: lineOf(url), get entry () { return `Authorization: Bearer ${tokenOf(name)}\r\n` }, post, takes, ready: '/health/ready', ...(files !== undefined && { files }) }
  })
  return [
    ...internal,
    { name: 'the door, for programs', line: lineOf(platform.door), entry: `Authorization: Bearer ${key}\r\n`, post: '/v1/waves', takes: 'application/json', files: '/v1/organisation/imports', ready: '/health/ready' },
    { name: 'the door, for strangers', line: lineOf(platform.door), entry: '', post: '/sign-out', takes: 'application/x-www-form-urlencoded', ready: '/health/ready' },
    { name: 'the host of /s/', line: lineOf(platform.surveys), entry: '', post: new URL(surveyLink).pathname, takes: 'application/x-www-form-urlencoded', ready: '/s/thanks' }
  ]
}

/** What counts calls, keeps time by itself or is there to note refusals: no call can be judged by it. */
const moving = /\.(session|pre_login|access_key|audit_entry)$/

async function stateOf (platform: SmallDefault, password: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {}
  for (const [service, { ownerUrl }] of Object.entries(platform.databases)) {
    const url = new URL(ownerUrl)
    ;[url.username, url.password] = ['postgres', password]
    const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000, statement_timeout: 30_000 })
    await client.connect()
    try {
      const { rows } = await client.query<{ name: string }>(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public' order by 1`)
      for (const { name } of rows) {
        if (moving.test(`${service}.${name}`)) continue
        const { rows: [row] } = await client.query<{ n: string, sum: string }>(`select count(*) as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t`)
        sums[`${service}.${name}`] = `${row?.n} ${row?.sum}`
      }
    } finally {
      await client.end()
    }
  }
  return sums
}

/** Waits until nothing moves any more by itself. */
export async function untilStill (world: World): Promise<Record<string, string>> {
  let last = await world.state()
  await until('the databases are still', async () => {
    const now = await world.state()
    // A release waits in commitments until a job has taken it in whole; the first quarter opens within a minute after people came.
    const still = JSON.stringify(now) === JSON.stringify(last) && now['commitments.arrived_manifest']?.startsWith('0 ') === true && now['commitments.quarter']?.startsWith('1 ') === true
    last = now
    return still
  }, 120_000)
  return last
}
