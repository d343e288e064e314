import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { inTransaction } from '@weft/service-kit/database'
import { silentLog } from '@weft/service-kit/log'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { startRelay } from '@weft/service-kit/relay'
import { openTransport } from '@weft/service-kit/transport/open'
import { databaseOf } from '@weft/testkit/database'
import { openDoor } from '@weft/testkit/door'
import { freePort } from '@weft/testkit/free-port'
import { ownRedis } from '@weft/testkit/redis'
import { eventsOfRelease, flatTree, releaseOf, type ReleaseParts } from '@weft/testkit/release'
import { expect, test } from 'vitest'
import { followStream } from '../journeys/stream.ts'

const root = resolve(import.meta.dirname, '../..')

/** *reporting* as a process of its own, as it runs in a deployment; resolves when it is ready. */
async function startReporting (env: Record<string, string>): Promise<{ url: string, stop: () => Promise<void> }> {
  const url = `http://127.0.0.1:${env['PORT']}`
  const child: ChildProcess = spawn(process.execPath, ['--import', resolve(root, 'infra/tsx-hook.mjs'), resolve(root, 'services/reporting/src/main.ts')], {
    env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'ignore', 'inherit']
  })
  const gone = new Promise(done => child.once('exit', done))
  const ready = () => fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1_000) }).then(reply => reply.ok, () => false)
  for (let tenths = 0; !await ready(); tenths++) {
    if (tenths > 300 || child.exitCode !== null) throw new Error('reporting did not start')
    await new Promise(done => setTimeout(done, 100))
  }
  return { url, stop: async () => { child.kill('SIGTERM'); await gone } }
}

test('When two processes stream and Redis is there, frozen, emptied or gone, then each reader gets every release whole, in order, once; with Redis at once', async () => {
  const [scoring, program, reporting, door, redis] = await Promise.all([databaseOf('scoring'), databaseOf('program'), databaseOf('reporting'), openDoor(), ownRedis()])
  const source = await scoring.readerFor('reporting', ['pub.scoring.release.v1', 'pub.scoring.score.v1'])
  const transport = openTransport({ EVENTS: 'postgres', KAFKA_BROKERS: '', EVENT_SOURCES: {}, name: 'scoring', pool: scoring.pool, log: silentLog() })
  const relay = startRelay({ pool: scoring.pool, transport, source: 'scoring', log: silentLog() })
  const env = async () => ({
    PORT: String(await freePort()), DATABASE_URL: reporting.appUrl, MIGRATION_DATABASE_URL: reporting.ownerUrl, EVENT_SOURCES: JSON.stringify({ scoring: source, program: await program.readerFor('reporting', ['pub.program.progress.v1']) }),
    DOOR_PUBLIC_KEY: JSON.stringify(door.publicKey), LOG_LEVEL: 'silent', REDIS_URL: redis.url, STREAM_LOOK_SECONDS: '10'
  })
  const processes = [await startReporting(await env()), await startReporting(await env())]
  // Signed at each call: five releases on a slow machine take longer than the minute that a token lives.
  const follow = async (at: number, after: Record<string, string> = {}) => followStream(`${processes[at]?.url}/scores/stream`, { authorization: await door.tokenFor('reporting', { subject: 'ana', roles: ['analyst'] }), ...after })
  const readers = await Promise.all([follow(0), follow(1)])
  const released: ReleaseParts[] = []
  let cut: { at: number, id: string } | undefined

  /** Publishes another release and waits until both readers have all of it; gives how long the slower one took from when the first had it. */
  const release = async (): Promise<number> => {
    const parts = releaseOf({ waveId: crypto.randomUUID(), units: flatTree(12), seed: released.length + 1 })
    released.push(parts)
    await inTransaction(scoring.pool, tx => appendToOutbox(tx, eventsOfRelease(parts)))
    relay.poke()
    const wanted = released.flatMap(({ scores }) => [...scores, 'manifest']).length
    const arrived = await Promise.all(readers.map(async reader => {
      await expect.poll(() => reader.events.length, { timeout: 60_000, interval: 10 }).toBe(wanted)
      return performance.now()
    }))
    return Math.max(...arrived) - Math.min(...arrived)
  }

  try {
    const withRedis = [await release(), await release(), await release()]
    await redis.freeze()
    const frozen = await release()
    await redis.thaw()
    await redis.stop()
    await release()
    // A reader that is cut off meanwhile resumes at the other process.
    const second = readers[1]
    cut = { at: second?.events.length ?? 0, id: second?.events.at(-1)?.id ?? '' }
    second?.leave()
    await redis.restart()
    const resumed = await follow(0, { 'last-event-id': cut.id })
    readers[1] = { ...resumed, get events () { return [...second?.events ?? [], ...resumed.events] } }
    await release()

    const expected = released.flatMap(({ scores, manifest }) => [...scores, manifest])
    for (const { events } of readers) {
      expect(events.map(event => event.data)).toEqual(expected)
      expect(new Set(events.map(event => event.id)).size).toBe(expected.length)
    }
    // Looking every ten seconds, two readers would hear of it up to ten seconds apart.
    expect(Math.max(...withRedis), `milliseconds between the two: ${withRedis.join(', ')}; frozen ${frozen}`).toBeLessThan(3_000)
  } finally {
    readers.forEach(reader => { reader.leave() })
    await Promise.all(processes.map(process_ => process_.stop()))
    await relay.stop()
    await transport.close()
    await redis.stop()
    await Promise.all([scoring.drop(), program.drop(), reporting.drop()])
  }
}, 300_000)
