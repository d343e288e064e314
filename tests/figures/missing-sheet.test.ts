import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReleasesReply } from '@weft/contracts/reporting/api'
import type { ScoringReply } from '@weft/contracts/scoring/api'
import type { PastWaveReply, WaveReply } from '@weft/contracts/survey/api'
import { until } from '@weft/testkit/driver'
import { startThreeServices, type ThreeServices } from './three-services.ts'

const SHEETS = 'int.survey.sheet.v1'
const textOf = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')

/** Runs one of infra/commands as `npm run` does, against the given home. */
async function command (name: string, home: string, ...args: string[]): Promise<{ code: number | null, out: string, err: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../../infra/commands/${name}.ts`, import.meta.url)), ...args], { env: { PATH: process.env['PATH'], WEFT_HOME: home } })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => { said.out += data.toString() })
  child.stderr.on('data', (data: Buffer) => { said.err += data.toString() })
  return new Promise(resolve => child.once('close', code => resolve({ code, ...said })))
}

describe.each(['postgres', 'kafka'] as const)('a sheet that got lost on its way over %s', events => {
  let services: ThreeServices
  let home: string
  let waveId: string

  const json = async <T>(...call: Parameters<ThreeServices['call']>): Promise<T> => {
    const reply = await services.call(...call)
    if (!reply.ok) throw new Error(`${call[1]}: ${reply.status} ${await reply.text()}`)
    return await reply.json() as T
  }
  const scoring = () => json<ScoringReply>('scoring', `/waves/${waveId}/scoring`)

  beforeAll(async () => {
    // Here only the command asks again.
    services = await startThreeServices(events, ['survey'], { RE_EMISSION_AFTER_SECONDS: '3600' })
    const lose = await openLoss(services)
    waveId = (await importThinned(services)).waveId
    await lose()
    await services.start('scoring')
    await services.start('reporting')
    home = await services.home()
  }, 500_000)
  afterAll(async () => {
    await services?.stop()
    if (home) await rm(home, { recursive: true, force: true })
  }, 60_000)

  it('When one sheet is missing, then there is no release, and what is missing is said', async () => {
    await until('all others are there', async () => (await scoring()).sheetsReceived === 296)
    expect(await scoring()).toMatchObject({ state: 'incomplete', sheetsExpected: 297, sheetsReceived: 296, releases: [] })
    expect((await scoring()).missing).toContain('sheets')
    const { code, err } = await command('release', home, '--wave', waveId, '--verify')
    expect([code, err.trim().length > 0, err.includes('at ')]).toEqual([1, true, false])
    expect((await json<ReleasesReply>('reporting', '/releases')).releases).toEqual([])
  })

  it('When the wave is rebuilt, then the sheet comes under its own id and the right release follows', async () => {
    const { code, out } = await command('rebuild', home, '--wave', waveId)
    expect(code).toBe(0)
    expect(out).toContain('297 sheets are on their way again.')
    const { releases: [release] } = await scoring()
    expect(out).toContain(release?.sha256)
    expect(await scoring()).toMatchObject({ state: 'released', sheetsReceived: 297, missing: [] })
    await until('the release can be read', async () => (await json<ReleasesReply>('reporting', '/releases')).releases.some(one => one.waveId === waveId && one.sha256 === release?.sha256))
  })

  it('When it is rebuilt once more, then nothing changes', async () => {
    const before = await scoring()
    expect((await command('rebuild', home, '--wave', waveId)).code).toBe(0)
    expect(await scoring()).toEqual(before)
  })

  it('When the release is verified, then the same SHA-256 is printed twice', async () => {
    const { code, out } = await command('release', home, '--wave', waveId, '--verify')
    const { releases: [release] } = await scoring()
    expect([code, out.split(release?.sha256 ?? 'none').length - 1]).toEqual([0, 2])
  })

  it('When a command is written wrongly, or nothing runs, then it says so in a sentence', async () => {
    for (const [name, at, args, sentence] of [
      ['release', home, ['--wave', waveId], 'npm run release'], ['release', home, ['--wave', 'W', '--verify'], 'needs the id of a wave'], ['rebuild', home, ['--all'], 'npm run rebuild'],
      ['rebuild', home, ['--wave', '00000000-0000-4000-8000-000000000000'], 'no such wave'], ['key', home, [], 'does not answer'], ['key', '/nowhere/at/all', [], 'npm start']
    ] as const) {
      const { code, out, err } = await command(name, at, ...args)
      expect([code, out, err.includes(sentence) ? sentence : err]).toEqual([1, '', sentence])
    }
  })
})

describe('a sheet that got lost, and nobody looks', () => {
  it('When the hand-over is there and a sheet is not, then scoring asks for the sheets again and the release follows by itself', async () => {
    const services = await startThreeServices('postgres', ['survey'], { RE_EMISSION_AFTER_SECONDS: '1' })
    try {
      const lose = await openLoss(services)
      const { waveId } = await importThinned(services)
      await lose()
      await services.start('scoring')
      const progress = async () => await (await services.call('scoring', `/waves/${waveId}/scoring`)).json() as ScoringReply
      await until('the release is made', async () => (await progress()).state === 'released')
      const { sheetsReceived, reEmissions } = await progress()
      expect([sheetsReceived, reEmissions > 0]).toEqual([297, true])
    } finally {
      await services.stop()
    }
  })
})

/** Brings the thinned companies in, and waits until all their events lie in the log. */
async function importThinned (services: ThreeServices): Promise<PastWaveReply> {
  const form = new FormData()
  form.set('mapping', new Blob([textOf('thinned.mapping.json')]), 'mapping.json')
  form.set('answers', new Blob([textOf('thinned.csv')]), 'answers.csv')
  const wave = await (await services.call('survey', '/past-waves', { method: 'POST', body: form })).json() as PastWaveReply
  await until('the sheets are handed over', async () =>
    (await (await services.call('survey', `/waves/${wave.waveId}`)).json() as WaveReply).handOver === 'handed-over')
  await until('all events lie in the log', async () => (await services.databases.survey.pool.query(/* sql */ `select from outbox`)).rowCount === 0)
  return wave
}

/** Call it before sheets are sent; what it gives takes one of them, sent since, out of the log. */
async function openLoss ({ brokers, databases }: ThreeServices): Promise<() => Promise<void>> {
  if (brokers === '') return () => loseRow(databases.survey.superUrl)
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  const before = new Map<number, number>()
  // A topic that was just made has no leader for a moment.
  await until('the topic has its leaders', async () => {
    for (const { partition, high } of await admin.fetchTopicOffsets(SHEETS)) before.set(partition, Number(high))
    return true
  })
  return async () => {
    const grown = (await admin.fetchTopicOffsets(SHEETS)).find(({ partition, high }) => Number(high) > (before.get(partition) ?? 0))
    if (grown === undefined) throw new Error('No sheet came')
    await admin.deleteTopicRecords({ topic: SHEETS, partitions: [{ partition: grown.partition, offset: String((before.get(grown.partition) ?? 0) + 1) }] })
    await admin.disconnect()
  }
}

async function loseRow (superUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  const { rowCount } = await client.query(/* sql */ `delete from event_log where position = (select max(l.position) from event_log l where l.topic = $1)`, [SHEETS])
  await client.end()
  if (rowCount !== 1) throw new Error('No sheet came')
}
