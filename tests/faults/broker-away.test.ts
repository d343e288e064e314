import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOwnKafka } from '@weft/infra/kafka/broker'
import { startSmallDefault } from '@weft/infra/small-default/launcher'
import { organisationCsv } from '@weft/testkit/builders'
import { Driver, sendAnswers } from '@weft/testkit/driver'
import { expect, test } from 'vitest'

const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `a-${discipline}${number}`))

test('When the broker is stopped, then answers are still taken and the wave can be closed, and the close completes when it is back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weft-broker-away-'))
  const broker = await startOwnKafka({ dataDir: join(folder, 'kafka') })
  const home = join(folder, 'home')
  // Given, not started, so that the platform leaves it to this test to stop it.
  const given = process.env['KAFKA_BROKERS']
  process.env['KAFKA_BROKERS'] = broker.brokers
  const platform = await startSmallDefault({ home, ports: 'free', events: 'kafka', log: () => {} })
  try {
    const driver = await Driver.signedIn(platform, home)
    const { units, people } = organisationCsv({ units: 3, people: 24 })
    expect((await driver.importOrganisation({ units, people })).status).toBe(200)
    const { waveId } = await driver.planWave({ title: 'Through a storm', instrumentId: 'full-8', closesOn: '2099-12-31' })
    await driver.launch(waveId)
    await driver.untilOpened(waveId)
    const links = [...(await driver.links()).values()]

    await broker.stop()
    for (const link of links.slice(0, 20)) {
      const reply = await sendAnswers(link, Object.fromEntries(items.map((item, at) => [item, String(1 + at % 5)])))
      expect([reply.status, reply.headers.get('location')]).toEqual([303, '/s/thanks'])
    }
    expect((await driver.close(waveId)).state).toBe('closed')
    expect((await driver.scoring(waveId)).state).not.toBe('released')

    await broker.restart()
    await driver.untilReleased(waveId, 180_000)
    expect(await driver.scoring(waveId)).toMatchObject({ sheetsExpected: 20, sheetsReceived: 20, missing: [] })
  } finally {
    if (given === undefined) delete process.env['KAFKA_BROKERS']
    else process.env['KAFKA_BROKERS'] = given
    await platform.stop()
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}, 400_000)
