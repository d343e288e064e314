import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { startCollector, type Collector, type SeenSpan } from '@weft/testkit/collector'
import { Driver, until } from '@weft/testkit/driver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const [SERVER, CLIENT, PRODUCER, CONSUMER] = [2, 3, 4, 5]

describe.each(['postgres', 'kafka'] as const)('one trace over %s', events => {
  const home = mkdtempSync(join(tmpdir(), 'weft-telemetry-'))
  let collector: Collector
  let platform: SmallDefault
  let driver: Driver
  beforeAll(async () => {
    collector = await startCollector()
    platform = await startSmallDefault({ home, ports: 'free', events, log: () => {}, given: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, TELEMETRY_SECONDS: '1' } })
    driver = await Driver.signedIn(platform, home)
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
    const reply = await driver.importOrganisation({
      units: 'unit,parent,name\ntop,,All of us\nshop,top,Shop',
      people: ['person,name,email,unit,boss,rank,role,sign_in', ...Array.from({ length: 12 }, (_, i) => `p${i},Some Body,p${i}@example.org,shop,,staff,${i === 0 ? 'program-office,office@localhost' : ','}`)].join('\n')
    })
    expect(reply.status, await reply.text()).toBe(200)

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
})
