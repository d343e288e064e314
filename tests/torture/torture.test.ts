import { beforeAll, describe, expect, test } from 'vitest'
import { ownKafka } from '@weft/testkit/kafka'
import { checks, type Report } from './report.ts'
import { torture } from './run.ts'

const seed = 20_261_124

// The short form: about ten seconds of load over each transport, every kind of fault, every failpoint at least once.
describe.each(['postgres', 'kafka'] as const)('torture', events => {
  let report: Report
  beforeAll(async () => {
    report = await torture({ seed, milliseconds: 10_000, events, form: 'short', ...events === 'kafka' && { broker: await ownKafka() } })
    console.log(report.lines.join('\n'))
  }, 420_000)

  test.each(checks)(`over ${events}, %s`, check => {
    expect(report.findings[check].slice(0, 5)).toEqual([])
  })

  test(`over ${events}, there was something to lose`, () => {
    expect(report.events).toBeGreaterThan(500)
    expect(report.kills).toBeGreaterThan(9)
  })
})
