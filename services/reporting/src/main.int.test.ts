import { appendToOutbox } from '@weft/service-kit/outbox'
import { inTransaction } from '@weft/service-kit/database'
import { openLog } from '@weft/service-kit/log'
import { startRelay } from '@weft/service-kit/relay'
import { openTransport } from '@weft/service-kit/transport/open'
import { databaseOf } from '@weft/testkit/database'
import { openDoor } from '@weft/testkit/door'
import { eventsOfRelease, releaseOf } from '@weft/testkit/release'
import { expect, test } from 'vitest'
import { start } from './main.ts'

test('When scoring\'s outbox sends a release, then the running service takes it in, publishes it whole and streams it; stopped and started again, it is still there', async () => {
  const [scoring, program, reporting, door] = await Promise.all([databaseOf('scoring'), databaseOf('program'), databaseOf('reporting'), openDoor()])
  const log = openLog({ name: 'scoring', level: 'silent', file: '' })
  const source = await scoring.readerFor('reporting', ['pub.scoring.release.v1', 'pub.scoring.score.v1'])
  const transport = openTransport({ EVENTS: 'postgres', KAFKA_BROKERS: '', EVENT_SOURCES: {}, name: 'scoring', pool: scoring.pool, log })
  const relay = startRelay({ pool: scoring.pool, transport, source: 'scoring', log })
  const env = {
    DATABASE_URL: reporting.appUrl, MIGRATION_DATABASE_URL: reporting.ownerUrl, EVENT_SOURCES: JSON.stringify({ scoring: source, program: await program.readerFor('reporting', ['pub.program.progress.v1']) }),
    DOOR_PUBLIC_KEY: JSON.stringify(door.publicKey), LOG_LEVEL: 'silent'
  }
  const parts = releaseOf({ hidden: ['U-12'] })
  const authorization = await door.tokenFor('reporting', { subject: 'ana', roles: ['analyst'] })
  const get = async (url: string, path: string) => fetch(`${url}${path}`, { headers: { authorization }, signal: AbortSignal.timeout(25_000) })
  const list = async (url: string) => (await (await get(url, '/releases')).json() as { releases: { releaseId: string }[] }).releases.map(release => release.releaseId)

  const first = await start(env)
  let streamed = ''
  const streaming = get(first.url, '/scores/stream').then(async response => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) streamed += Buffer.from(chunk).toString()
  })
  await inTransaction(scoring.pool, tx => appendToOutbox(tx, eventsOfRelease(parts)))
  relay.poke()
  await expect.poll(() => list(first.url), { timeout: 15_000 }).toEqual([parts.manifest.releaseId])
  await expect.poll(() => streamed, { timeout: 15_000 }).toContain('event: release-published')
  await first.stop()
  await streaming
  expect(streamed.split('event: score-released').length - 1).toBe(parts.scores.length)

  const second = await start(env)
  expect(await list(second.url)).toEqual([parts.manifest.releaseId])
  await second.stop()
  await relay.stop()
  await transport.close()
  await Promise.all([scoring.drop(), program.drop(), reporting.drop()])
})
