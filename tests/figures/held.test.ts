import { readFileSync } from 'node:fs'
import { Kafka, logLevel } from 'kafkajs'
import { topics } from '@weft/contracts/topics'
import type { ScoringReply } from '@weft/contracts/scoring/api'
import type { PastWaveReply } from '@weft/contracts/survey/api'
import { openSession, tryLock } from '@weft/service-kit/transport/session'
import { until } from '@weft/testkit/driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startThreeServices, type ThreeServices } from './three-services.ts'

const HELD_MS = 30_000
const textOf = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')

/** Keeps part of the sheets from scoring until it is called: partitions on Kafka, the reader on Postgres. */
type LetGo = () => Promise<void>

/** Another member of scoring's group takes its share of the partitions, and sits on it. */
async function holdPartitions (brokers: string): Promise<LetGo> {
  const consumer = new Kafka({ brokers: brokers.split(','), clientId: 'sitter', logLevel: logLevel.NOTHING }).consumer({ groupId: 'scoring', sessionTimeout: 45_000 })
  await consumer.connect()
  await consumer.subscribe({ topics: topics.filter(topic => topic.readers.includes('scoring')).map(topic => topic.name), fromBeginning: true })
  const joined = new Promise(resolve => consumer.on(consumer.events.GROUP_JOIN, resolve))
  await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async batch => { batch.pause() } })
  await joined
  return () => consumer.disconnect()
}

/** The lock under which one process of a group reads a source. */
async function holdReader (url: string): Promise<LetGo> {
  const session = await openSession(url)
  if (!await tryLock(session, 'reader:scoring:survey')) throw new Error('Somebody reads already')
  return () => session.end()
}

describe.each(['postgres', 'kafka'] as const)('sheets held back on their way over %s', events => {
  let services: ThreeServices
  beforeAll(async () => { services = await startThreeServices(events, ['survey'], { RE_EMISSION_AFTER_SECONDS: '10' }) }, 120_000)
  afterAll(() => services?.stop(), 60_000)

  it('When part of them is held for 30 seconds, then there is no release until all are there, however often they are asked for again', async () => {
    const letGo = events === 'kafka' ? await holdPartitions(services.brokers) : await holdReader(services.databases.scoring.appUrl)
    await services.start('scoring')
    await services.start('reporting')
    const form = new FormData()
    form.set('mapping', new Blob([textOf('thinned.mapping.json')]), 'mapping.json')
    form.set('answers', new Blob([textOf('thinned.csv')]), 'answers.csv')
    const { waveId } = await (await services.call('survey', '/past-waves', { method: 'POST', body: form })).json() as PastWaveReply
    const releases = async () => (await services.databases.scoring.pool.query(/* sql */ `select from release where wave_id = $1`, [waveId])).rowCount

    const end = Date.now() + HELD_MS
    while (Date.now() < end) {
      expect(await releases()).toBe(0)
      await new Promise(resolve => setTimeout(resolve, 500))
    }
    await letGo()
    const progress = async () => await (await services.call('scoring', `/waves/${waveId}/scoring`)).json() as ScoringReply
    await until('the release is made', async () => (await progress()).state === 'released', 120_000)
    expect(await progress()).toMatchObject({ sheetsExpected: 297, sheetsReceived: 297, missing: [] })
  }, 240_000)
})
