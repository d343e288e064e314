import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@weft/contracts/topics'
import { metric } from '@weft/service-kit/telemetry/names'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { startCollector, type Collector, type SeenSpan } from '@weft/testkit/collector'
import { Driver, sendAnswers, until } from '@weft/testkit/driver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { superUrl } from '../border/quiz.ts'
import { databaseTraces, topicTraces, type Trace } from '../border/traces.ts'

const [SERVER, CLIENT, PRODUCER, CONSUMER] = [2, 3, 4, 5]
const silent = ['survey', 'scoring']
const carrying = ['int.directory.person.v1', 'int.directory.account.v1', 'int.directory.organisation.v1']
const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `${discipline}${number}`))

describe.each(['postgres', 'kafka'] as const)('one trace over %s', events => {
  const home = mkdtempSync(join(tmpdir(), 'weft-telemetry-'))
  let collector: Collector
  let platform: SmallDefault
  let driver: Driver
  beforeAll(async () => {
    collector = await startCollector()
    platform = await startSmallDefault({ home, ports: 'free', events, log: () => {}, given: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, TELEMETRY_SECONDS: '1' } })
    driver = await Driver.signedIn(platform, home)
    const reply = await driver.importOrganisation({
      units: 'unit,parent,name\ntop,,All of us\nshop,top,Shop',
      people: ['person,name,email,unit,boss,rank,role,sign_in', ...Array.from({ length: 12 }, (_, i) => `person-${i},Some Body,p${i}@example.org,shop,,staff,${i === 0 ? 'program-office,office@localhost' : ','}`)].join('\n')
    })
    if (!reply.ok) throw new Error(await reply.text())
  })
  afterAll(async () => {
    await platform.stop()
    await collector.stop()
    rmSync(home, { recursive: true, force: true })
  })
  const find = async (what: string, fits: (span: SeenSpan) => boolean): Promise<SeenSpan> => {
    let found: SeenSpan | undefined
    await until(`there is a span of ${what}`, async () => (found = collector.spans.find(fits)) !== undefined)
    if (found === undefined) throw new Error(what)
    return found
  }

  test('When people are imported at the door, then one trace goes through the outbox to what participation does about them', async () => {
    const door = await find('the request at the door', span => span.service === 'web' && span.kind === SERVER && span.name === 'POST /v1/organisation/imports')
    const calling = await find('the door\'s call', span => span.kind === CLIENT && span.traceId === door.traceId && span.name === 'POST directory')
    const request = await find('the request at directory', span => span.service === 'directory' && span.kind === SERVER && span.parentSpanId === calling.spanId)
    const effect = await find('the effect', span => span.service === 'participation' && span.kind === CONSUMER && span.parentSpanId === request.spanId && span.name === 'process int.directory.person.v1')
    const sending = await find('the sending', span => span.service === 'directory' && span.kind === PRODUCER && span.name === 'send int.directory.person.v1')
    expect(new Set([calling, request, effect].map(span => span.traceId))).toEqual(new Set([door.traceId]))
    expect(calling.parentSpanId).toBe(door.spanId)
    expect(door.parentSpanId).toBe('')
    expect(sending.links).toEqual([door.traceId])
    expect(sending.traceId).not.toBe(door.traceId)
    expect(effect.attributes).toMatchObject({ 'messaging.destination.name': 'int.directory.person.v1', 'messaging.system.name': events === 'kafka' ? 'kafka' : 'postgresql' })
  })

  test(`When a whole wave was walked over ${events}, then no trace is on the answer side, in no row dead or alive, no record, no log line, and nobody is named in what was told`, async () => {
    const { waveId } = await driver.planWave({ title: 'Traced', instrumentId: 'full-8', closesOn: '2099-12-31' })
    await driver.launch(waveId)
    await driver.untilOpened(waveId)
    const links = [...await driver.links()]
    for (const [, url] of links) expect((await sendAnswers(url, Object.fromEntries(items.map(item => [`a-${item}`, '3'])))).status).toBe(303)
    await driver.close(waveId)
    await driver.untilReleased(waveId)
    await driver.scoring(waveId)
    await driver.call('GET', '/program/initiatives')
    await driver.call('GET', '/commitments/roll-up')
    await find('the effect of the release', span => span.service === 'reporting' && span.kind === CONSUMER)

    const told = new Set(collector.spans.map(span => span.traceId))
    expect(told.size).toBeGreaterThan(10)
    const isTraced = ({ text }: Trace) => /00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|trace_id/.test(text) || [...text.matchAll(/[0-9a-f]{32}/g)].some(([id]) => told.has(id))
    const rows = await Promise.all(Object.keys(platform.databases).map(async name => (await databaseTraces(name, superUrl(platform, home, name))).filter(isTraced).map(() => name)))
    expect(new Set(rows.flat())).toEqual(new Set(['directory']))
    if (events === 'kafka') {
      const records = await topicTraces(platform.brokers.split(','))
      // A wave brings nothing of the program's projects and plans about, and nobody promises anything in it.
      const ofWaves = topics.filter(({ producer }) => producer !== 'program' && producer !== 'commitments')
      expect(new Set(records.map(record => record.place)).size).toBeGreaterThan(ofWaves.length - 3)
      expect(new Set(records.filter(isTraced).map(record => record.place))).toEqual(new Set(carrying.map(topic => `topic ${topic}`)))
    }
    for (const service of silent) expect(readFileSync(join(home, 'logs', `${service}.log`), 'utf8')).not.toContain('trace_id')

    expect(new Set(collector.spans.map(span => span.service))).toEqual(new Set(['web', 'directory', 'participation', 'program', 'commitments', 'reporting']))
    const words = [waveId, 'person-3', 'p3@example.org', 'Some Body', 'Shop', ...links.map(([, url]) => url.split('/').at(-1) ?? 'x')]
    for (const word of words) expect(collector.bodies.filter(body => body.includes(word)), word).toEqual([])
    expect(collector.bodies.filter(body => /"exemplars":\[\{/.test(body))).toEqual([])
  }, 120_000)

  test('When figures leave, then every service tells what waits in it; of links only whole hours, and of answers no time on the way', async () => {
    const has = (service: string, name: string) => collector.points().filter(point => point.service === service && point.name === name)
    const everywhere = [metric.outboxAge, metric.outboxDepth, metric.outboxParked, metric.relayLeader, metric.parkedKeys, metric.deadLetters, metric.eventLoopLag, metric.request]
    await until('all figures came', async () => {
      const missing = Object.keys(platform.services).flatMap(service => everywhere.filter(name => has(service, name).length === 0).map(name => `${service} ${name}`))
      if (missing.length > 0) throw new Error(`Missing: ${missing.join(', ')}`)
      return true
    }, 20_000)
    for (const service of ['directory', 'participation', 'program', 'commitments', 'survey', 'scoring', 'reporting']) {
      expect(has(service, metric.relayLeader).map(point => point.value), service).toEqual([1])
      await until(`the outbox of ${service} is empty`, async () => has(service, metric.outboxDepth)[0]?.value === 0 && has(service, metric.outboxAge)[0]?.value === 0)
    }
    await until('scoring tells its lag', async () => has('scoring', metric.consumerLag).some(point => point.attributes['messaging.destination.name'] === 'int.survey.sheet.v1'))
    expect(has('participation', metric.endToEnd).map(point => point.attributes['messaging.destination.name']).sort()).toEqual(['int.directory.organisation.v1', 'int.directory.person.v1', 'pub.directory.unit.v1'])
    for (const service of silent) expect(has(service, metric.endToEnd)).toEqual([])
    // Of what comes from the answer zone only a day is known.
    expect(has('reporting', metric.endToEnd).map(point => point.attributes['messaging.destination.name']).filter(name => name !== 'pub.program.progress.v1')).toEqual([])
    const bySurvey = collector.points().filter(point => point.service === 'survey')
    expect(bySurvey.filter(point => String(point.attributes['http.route']).startsWith('/s'))).toEqual([])
    for (const { attributes } of bySurvey.filter(point => point.name === metric.byHour)) expect(Object.keys(attributes).sort()).toEqual(['http.request.method', 'weft.status', 'weft.within_ms'])
  })
})
