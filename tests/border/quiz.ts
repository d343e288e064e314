import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { startCollector } from '@weft/testkit/collector'
import { Driver, sendAnswers, until, type Mail } from '@weft/testkit/driver'
import { crowdsOf, type Stratum } from './crowds.ts'
import { evidenceOf } from './evidence.ts'
import { link, type Verdict } from './link.ts'
import { databaseTraces, logTraces, mailTraces, telemetryTraces, topicTraces, type Trace } from './traces.ts'
import { organisationFor, type QuizPerson } from './organisation.ts'
import { seeded } from '@weft/testkit/seeded'

export type Quiz = { verdict: Verdict, answered: number, crowds: number, smallestCrowd: number, mergedCrowds: number, traces: number, /** Traces that a collector of telemetry got. */ told: number }
export type QuizOptions = { people: number, seed: number, events: 'postgres' | 'kafka', permutations: number }

const K = 5

/**
 * Runs a whole wave with people whose answer sheets are known, closes it, destroys the vault key, stops the platform as an operator would find it,
 * and lets the linking program at everything that is left.
 */
export async function quiz ({ people: count, seed, events, permutations }: QuizOptions): Promise<Quiz> {
  const home = mkdtempSync(join(tmpdir(), 'weft-border-'))
  const random = seeded(seed)
  const collector = await startCollector()
  const given = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, TELEMETRY_SECONDS: '1' }
  const platform = await startSmallDefault({ home, ports: 'free', events, log: () => {}, given })
  try {
    const { units, people } = organisationFor(count, random)
    const driver = await Driver.signedIn(platform, home)
    const waveId = await takeWave(driver, { units, people })
    const answers = await answerAll(driver, people, random)
    await finish(driver, waveId)
    const mails = await driver.mails()
    // Spans and figures leave once a second.
    await new Promise(resolve => setTimeout(resolve, 2_500))
    return await examine(platform, home, { events, permutations, people, answers, waveId, random, mails, told: telemetryTraces(collector.bodies) })
  } finally {
    await platform.stop()
    await collector.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function takeWave (driver: Driver, { units, people }: ReturnType<typeof organisationFor>): Promise<string> {
  const reply = await driver.importOrganisation({
    units: ['unit,parent,name', ...units.map(unit => `${unit.id},${unit.parent ?? ''},${unit.name}`)].join('\n'),
    people: ['person,name,email,unit,boss,rank,role,sign_in', ...people.map(person => `${person.id},${person.name},${person.email},${person.unit},,staff,${person.role},${person.signIn}`)].join('\n')
  })
  if (!reply.ok) throw new Error(await reply.text())
  const { waveId } = await driver.planWave({ title: 'Border', instrumentId: 'full-8', closesOn: '2099-12-31' })
  await driver.launch(waveId)
  await driver.untilOpened(waveId)
  return waveId
}

/**
 * Most people answer, in the order in which their invitations lie in the catcher: as in life, who is invited first answers first.
 * So any order that the answer side keeps is an order that the identity side has too.
 */
async function answerAll (driver: Driver, people: readonly QuizPerson[], random: () => number): Promise<Map<string, Answered>> {
  const answered = new Map<string, Answered>()
  const byEmail = new Map(people.map(person => [person.email, person]))
  for (const [email, url] of await driver.links()) {
    const person = byEmail.get(email)
    if (person === undefined || random() < 0.1) continue
    const answers = Object.fromEntries(items.map(item => [item, String(1 + Math.floor(random() * 5))]))
    const reply = await sendAnswers(url, Object.fromEntries(items.map(item => [`a-${item}`, answers[item] ?? ''])))
    if (reply.status !== 303) throw new Error(`An answer was not taken: ${reply.status}`)
    answered.set(person.id, { token: url.split('/').at(-1) ?? '', code: items.map(item => answers[item]).join('') })
  }
  return answered
}

type Answered = { token: string, code: string }
const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `${discipline}${number}`))

async function finish (driver: Driver, waveId: string): Promise<void> {
  await driver.close(waveId)
  await driver.untilReleased(waveId)
  await driver.call('POST', `/waves/${waveId}/vault/destruction`)
  await until('the vault key is destroyed', async () => (await driver.participation(waveId)).vaultKey === 'destroyed')
}

type Scene = { events: 'postgres' | 'kafka', permutations: number, people: readonly QuizPerson[], answers: ReadonlyMap<string, Answered>, waveId: string, random: () => number, mails: readonly Mail[], told: readonly Trace[] }

async function examine (platform: SmallDefault, home: string, { permutations, people, answers, waveId, random, events, mails, told }: Scene): Promise<Quiz> {
  const traces = [...await gather(platform, home, events, mails), ...told]
  const survey = superUrl(platform, home, 'survey')
  const sheets = await sheetsOf(survey, waveId)
  const places = new Map(sheets.map((sheet, index) => [sheet.code, index]))
  const who = people.filter(person => answers.has(person.id))
  const sheetOf = who.map(person => places.get(answers.get(person.id)?.code ?? '') ?? -1)
  if (sheetOf.includes(-1) || new Set(sheetOf).size !== who.length) throw new Error('Not every planted sheet is in the store exactly once')

  const { crowdOf, merged } = crowdsOf(sheets.map(sheet => sheet.stratum), await parentsOf(survey, waveId), K)
  const evidence = evidenceOf(traces, who.map(person => markersOf(person, answers.get(person.id)?.token ?? '')), sheets.map(sheet => [sheet.key]))
  const crowds = sheetOf.map(sheet => crowdOf[sheet] ?? '')
  const sizes = [...Map.groupBy(crowds, crowd => crowd).values()].map(crowd => crowd.length)
  return {
    verdict: link(evidence, { sheetOf, crowdOf: crowds }, { permutations, random }),
    answered: who.length, crowds: sizes.length, smallestCrowd: Math.min(...sizes), mergedCrowds: merged, traces: traces.length, told: told.length
  }
}

/** Whoever runs the machine reads the links in the catcher, so a person's token and its hash are known here. */
const markersOf = ({ id, email }: QuizPerson, token: string) => [id, email, token, createHash('sha256').update(token).digest('hex')]

async function gather (platform: SmallDefault, home: string, events: 'postgres' | 'kafka', mails: readonly Mail[]): Promise<Trace[]> {
  const databases = await Promise.all(Object.keys(platform.databases).map(name => databaseTraces(name, superUrl(platform, home, name))))
  return [
    ...databases.flat(),
    ...await logTraces(join(home, 'logs')),
    ...mailTraces(mails),
    ...events === 'kafka' ? await topicTraces((platform.brokers ?? '').split(',')) : []
  ]
}

async function sheetsOf (survey: string, waveId: string): Promise<{ key: string, code: string, stratum: Stratum }[]> {
  const rows = await select<{ key: string, stratum: Stratum, answers: Record<string, number | null> }>(survey, /* sql */ `
    select s.key, s.stratum, s.answers from sheet s where s.wave_id = $1 order by s.key`, [waveId])
  return rows.map(({ key, stratum, answers }) => ({ key, stratum, code: items.map(item => answers[item]).join('') }))
}

async function parentsOf (survey: string, waveId: string): Promise<Map<string, string | null>> {
  const rows = await select<{ unit_id: string, parent_id: string | null }>(survey, /* sql */ `
    select u.unit_id, u.parent_id from wave_unit u where u.wave_id = $1`, [waveId])
  return new Map(rows.map(row => [row.unit_id, row.parent_id]))
}

/** As whoever holds the machine: the superuser of the embedded Postgres. */
export function superUrl (platform: SmallDefault, home: string, service: string): string {
  const secrets = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as { postgres: string }
  const url = new URL(platform.databases[service]?.appUrl ?? '')
  url.username = 'postgres'
  url.password = secrets.postgres
  return url.href
}

async function select<T extends object> (url: string, text: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}
