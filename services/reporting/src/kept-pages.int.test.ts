import { randomUUID } from 'node:crypto'
import type { HeatMapReply, UnitReply } from '@weft/contracts/reporting/api'
import { openCache } from '@weft/service-kit/cache/cache'
import { openLog, silentLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { ownRedis, type TestRedis } from '@weft/testkit/redis'
import { eventsOfRelease, flatTree, releaseOf, type ReleaseOptions } from '@weft/testkit/release'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, jobs, reactions } from './app.ts'
import { seatsFor } from './stream/seats.ts'

let database: TestDatabase
let redis: TestRedis
let door: TestDoor
type Process = Awaited<ReturnType<typeof openProcess>>
let [here, there]: Process[] = []

/** One of several processes of the service: connections of its own, and a count of what it asks the database. */
async function openProcess () {
  const asked: string[] = []
  const pool = new Proxy(database.pool, {
    get: (target, name) => name === 'query'
      ? async (sql: string, values: unknown[]) => { asked.push(sql); return target.query(sql, values) }
      : name === 'connect'
        ? async () => { asked.push('a transaction'); return target.connect() }
        : Reflect.get(target, name) as unknown
  })
  const cache = openCache({ url: redis.url, service: 'reporting', secret: database.appUrl, log: silentLog(), now: () => new Date() })
  const deps = {
    pool, cache, log: openLog({ name: 'reporting', level: 'silent', file: '' }), now: () => new Date(), newId: randomUUID, wake: () => {},
    seats: seatsFor({ inAll: 5, perSubject: 5 }), stream: { lookEveryMs: 60_000, heartbeatMs: 60_000, patienceMs: 5_000 }
  }
  const app = buildApp(deps, await door.verifierFor('reporting'))
  await cache.ready()
  return { app, cache, deps, asked, close: async () => { await app.close(); cache.close() } }
}

beforeAll(async () => {
  [database, door, redis] = await Promise.all([databaseOf('reporting'), openDoor(), ownRedis()]);
  [here, there] = await Promise.all([openProcess(), openProcess()])
})
afterAll(async () => {
  await Promise.all([here?.close(), there?.close()])
  await redis.stop()
  await database.drop()
})

async function publish (options: ReleaseOptions = {}) {
  const parts = releaseOf({ waveId: randomUUID(), units: [...flatTree(40), { unitId: 'U-10/a', parentId: 'U-10', name: 'Desk' }], ...options })
  await deliver(database.pool, reactions, eventsOfRelease(parts))
  for (const job of jobs((here as Process).deps)) await job.run(new AbortController().signal)
  return parts.manifest.releaseId
}

async function get (process: Process | undefined, url: string, { roles = ['analyst'], units = [], headers = {} }: { roles?: string[], units?: string[], headers?: Record<string, string> } = {}) {
  if (process === undefined) throw new Error('no process')
  process.asked.length = 0
  const reply = await process.app.inject({ url, headers: { ...headers, authorization: await door.tokenFor('reporting', { subject: randomUUID(), roles, scopes: units }) } })
  return { status: reply.statusCode, body: reply.body, headers: reply.headers, asked: process.asked.length }
}
const pagesOf = (releaseId: string) => ['heat-map', 'heat-map?under=U-10&sort=CI', 'units/U-10', 'whole', 'scores.csv'].map(page => `/releases/${releaseId}/${page}`)

describe('released pages', () => {
  test('When one process made a page, then another gives the same without reading the figures again', async () => {
    const releaseId = await publish()
    for (const page of [...pagesOf(releaseId), '/releases']) {
      const first = await get(here, page)
      const second = await get(there, page)
      expect([second.status, second.body, second.headers['content-type']]).toEqual([200, first.body, first.headers['content-type']])
      expect(second.asked, page).toBeLessThan(first.asked)
    }
  })

  test('When a process made a page, then it asks the database no more for the figures of that page, nor for another page of its table', async () => {
    const releaseId = await publish()
    const first = await get(here, `/releases/${releaseId}/heat-map`)
    const again = await get(here, `/releases/${releaseId}/heat-map`)
    const sorted = await get(here, `/releases/${releaseId}/heat-map?sort=CI`)
    expect([again.body, sorted.status]).toEqual([first.body, 200])
    for (const { asked } of [again, sorted]) expect(asked).toBeLessThan(first.asked)
  })

  test('When somebody who sees less asks for a page that was made for somebody who sees more, then they see less, in any order', async () => {
    const releaseId = await publish()
    const page = `/releases/${releaseId}/units/U-1`
    const below = async (process: Process | undefined, as: { roles: string[], units?: string[] }) => (JSON.parse((await get(process, page, as)).body) as UnitReply).below.length
    expect(await below(here, { roles: ['analyst'] })).toBe(40)
    expect(await below(there, { roles: ['employee'] })).toBe(0)
    expect(await below(there, { roles: ['employee', 'manager'], units: ['U-10'] })).toBe(1)
    expect(await below(here, { roles: ['employee', 'manager'], units: ['U-11', 'U-12'] })).toBe(2)
    expect(await below(there, { roles: ['program-office'] })).toBe(40)
    expect((await get(there, `/releases/${releaseId}/heat-map`, { roles: ['employee'] })).status).toBe(403)
    expect((await get(there, `/releases/${releaseId}/heat-map?under=U-11`, { roles: ['manager'], units: ['U-10'] })).status).toBe(404)
  })

  test('When a reader has a page already, then it is told so and gets no body; another page has another mark', async () => {
    const releaseId = await publish()
    const tags = new Set<string>()
    for (const page of pagesOf(releaseId)) {
      const tag = String((await get(here, page)).headers.etag)
      tags.add(tag)
      expect(await get(there, page, { headers: { 'if-none-match': `"other", W/${tag}` } })).toMatchObject({ status: 304, body: '' })
      expect((await get(there, page, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
    }
    expect(tags.size).toBe(pagesOf(releaseId).length)
  })

  test('When another release is published, then every process lists it at once', async () => {
    const before = await publish()
    expect((await get(there, '/releases')).body).toContain(before)
    const after = await publish({ closedOn: '2031-01-01' })
    for (const process of [there, here]) expect((await get(process, '/releases')).body).toContain(after)
  })

  test('When there is no such release, then that is not kept: it is found once it is there', async () => {
    const waveId = randomUUID()
    const { releaseId } = releaseOf({ waveId }).manifest
    expect((await get(here, `/releases/${releaseId}/heat-map`)).status).toBe(404)
    await publish({ waveId })
    expect((await get(here, `/releases/${releaseId}/heat-map`)).status).toBe(200)
  })

  test('When Redis is emptied, frozen or stopped, then pages are the same, and not held up', async () => {
    const releaseId = await publish()
    const map = `/releases/${releaseId}/heat-map`
    const { body } = await get(here, map)
    await redis.freeze()
    const times: number[] = []
    for (const page of [map, ...pagesOf(releaseId)]) {
      const from = performance.now()
      const reply = await get(there, page)
      if (page === map) expect(reply.body).toBe(body)
      expect(reply.status).toBe(200)
      times.push(performance.now() - from)
    }
    expect(Math.max(...times), 'who waits for a frozen Redis waits for ever').toBeLessThan(10_000)
    // A machine that stands still for a moment holds up one page, and a wait that is built in holds up all.
    expect(Math.min(...times)).toBeLessThan(2_000)
    await redis.thaw()
    await redis.stop()
    expect((await get(there, map)).body).toBe(body)
    await redis.restart()
    await there?.cache.ready()
    expect((await get(there, map)).body).toBe(body)
    expect((JSON.parse((await get(here, map)).body) as HeatMapReply).rows).toHaveLength(40)
  })
})
