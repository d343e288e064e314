import { randomBytes } from 'node:crypto'
import { openCache, type Cache } from '@weft/service-kit/cache/cache'
import type { Kept } from '@weft/service-kit/cache/kept'
import { silentLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { ownRedis, type TestRedis } from '@weft/testkit/redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../test/door-world.ts'
import { sampleScript } from '../../test/sample-answers.ts'
import type { Person } from '../access/person.ts'
import type { Client } from '../client.ts'
import { openWhoIs } from '../who-is.ts'
import { openSessions } from './kept-session.store.ts'
import { insertSession } from './session.store.ts'

let database: TestDatabase
let redis: TestRedis
const caches: Cache[] = []
beforeAll(async () => { [database, redis] = await Promise.all([databaseOf('web'), ownRedis()]) })
afterAll(async () => {
  caches.forEach(cache => { cache.close() })
  await redis.stop()
  await database.drop()
})

const limits = { idle: 100, absolute: 1_000 }
async function openProcess (url = redis.url, change: (kept: Kept) => Kept = kept => kept) {
  const cache = openCache({ url, service: 'web', secret: database.appUrl, log: silentLog(), now: () => new Date() })
  caches.push(cache)
  await cache.ready()
  return openSessions({ pool: database.pool, kept: change(cache.kept), limits })
}
async function newSession (ageSeconds = 0) {
  const idHash = randomBytes(32)
  await insertSession(database.pool, { idHash, signIn: 'office@localhost', now: new Date(Date.now() - ageSeconds * 1_000) })
  return idHash
}
const forget = (idHash: Buffer) => database.pool.query('delete from session where id_hash = $1', [idHash])
const later = (seconds: number) => new Date(Date.now() + seconds * 1_000)

describe('a session that is kept', () => {
  test('When it was read once, then no process asks Postgres for it again for a while', async () => {
    const [here, there] = [await openProcess(), await openProcess()]
    const id = await newSession()
    expect(await here.find(id, new Date())).toMatchObject({ signIn: 'office@localhost' })
    await forget(id)
    await expect.poll(() => there.find(id, new Date())).toMatchObject({ signIn: 'office@localhost', startedAt: expect.any(Date) as Date })
  })

  test('When it is ended, then every process knows at once', async () => {
    const [here, there] = [await openProcess(), await openProcess()]
    const id = await newSession()
    await here.find(id, new Date())
    expect(await there.find(id, new Date())).not.toBeNull()
    await here.end(id)
    expect(await Promise.all([here.find(id, new Date()), there.find(id, new Date())])).toEqual([null, null])
  })

  test('When it is ended between another one’s read and what that one keeps, then it does not come back', async () => {
    let write: (() => Promise<void>) | undefined
    const slow = await openProcess(redis.url, kept => ({ ...kept, put: async entry => { write = () => kept.put(entry) } }))
    const [here, there] = [await openProcess(), await openProcess()]
    const id = await newSession()
    expect(await slow.find(id, new Date())).not.toBeNull()
    await here.end(id)
    await write?.()
    expect(await there.find(id, new Date())).toBeNull()
  })

  test('When it looks unused for too long to one process and another has noted its use without Redis, then Postgres decides', async () => {
    const [here, apart] = [await openProcess(), await openProcess('')]
    const id = await newSession(90)
    const session = await here.find(id, new Date())
    if (session === null) throw new Error('no session')
    await apart.note(id, session, new Date())
    expect(await here.find(id, later(15))).toMatchObject({ seenAt: expect.toSatisfy((seen: Date) => Date.now() - seen.getTime() < 5_000) as Date })
  })

  test('When its use is noted, then the others see that use', async () => {
    const [here, there] = [await openProcess(), await openProcess()]
    const id = await newSession(90)
    const session = await here.find(id, new Date())
    if (session === null) throw new Error('no session')
    await here.note(id, session, new Date())
    await expect.poll(async () => Date.now() - ((await there.find(id, new Date()))?.seenAt.getTime() ?? 0)).toBeLessThan(5_000)
  })

  test('When Redis is frozen while it is ended, then it is ended for everybody all the same', async () => {
    const [here, there] = [await openProcess(), await openProcess()]
    const id = await newSession()
    await there.find(id, new Date())
    await redis.freeze()
    try {
      await here.end(id)
      expect(await there.find(id, new Date())).toBeNull()
      expect(await here.find(id, new Date())).toBeNull()
    } finally {
      await redis.thaw()
    }
  })
})

describe('during an update', () => {
  test('When another version of the code kept something of another shape, then it counts as nothing', async () => {
    const cache = openCache({ url: redis.url, service: 'web', secret: database.appUrl, log: silentLog(), now: () => new Date() })
    caches.push(cache)
    await cache.ready()
    const [here, id] = [await openProcess(), await newSession()]
    for (const value of ['{"signIn":"office@localhost","level":3}', 'no json']) {
      await cache.kept.put({ kind: 'session', words: [id.toString('base64url')], value, until: later(10) })
      expect(await here.find(id, new Date())).toMatchObject({ signIn: 'office@localhost', seenAt: expect.any(Date) as Date })
    }
    const client = { read: async () => ({ subject: 's', name: 'Ana Reyes', roles: ['employee'], units: [] }) } as unknown as Client
    await cache.kept.put({ kind: 'who', words: ['eve@localhost'], value: '{"until":99999999999999,"person":{"name":"Eve"}}', until: later(10) })
    expect(await openWhoIs(client, () => new Date(), cache.kept)('eve@localhost')).toMatchObject({ name: 'Ana Reyes' })
  })
})

describe('who a sign-in name is', () => {
  test('When a role is taken away, then no process believes in it 15 s after it was asked, however the processes hand it on', async () => {
    let roles: Person['roles'] = ['program-office', 'employee']
    const client = { read: async () => ({ subject: 's', name: 'Ana Reyes', roles, units: [] }) } as unknown as Client
    const start = Date.now()
    let seconds = 0
    const now = () => new Date(start + seconds * 1_000)
    const open = async () => {
      const cache = openCache({ url: redis.url, service: 'web', secret: database.appUrl, log: silentLog(), now })
      caches.push(cache)
      await cache.ready()
      return openWhoIs(client, now, cache.kept)
    }
    const [first, second] = [await open(), await open()]
    await first('ana@localhost')
    roles = ['employee']
    await expect.poll(async () => (await second('Ana@localhost'))?.roles).toHaveLength(2)
    seconds = 14
    const third = await open()
    expect((await third('ana@localhost'))?.roles).toHaveLength(2)
    seconds = 16
    for (const whoIs of [first, second, third]) expect((await whoIs('ana@localhost'))?.roles).toEqual(['employee'])
  })
})

describe('two doors of one house', () => {
  let doors: DoorWorld[] = []
  beforeAll(async () => {
    const open = () => openDoorWorld({
      appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript(),
      env: { REDIS_URL: redis.url, LIMIT_PAGES_PER_MINUTE: '120', LIMIT_CALLS_PER_MINUTE: '40', LIMIT_SIGN_INS_PER_MINUTE: '6' }
    })
    doors = [await open(), await open()]
  })
  afterAll(() => Promise.all(doors.map(door => door.stop())))
  const door = (at: number) => doors[at] ?? (() => { throw new Error('no door') })()
  const visit = (at: number, browser: Browser, path = '/') => {
    const [jar] = browser.jar.values()
    return fetch(`${door(at).origin}${path}`, { redirect: 'manual', headers: { cookie: `__Host-weft=${jar?.get('__Host-weft') ?? ''}` } })
  }

  test('When somebody signs in at one, then the other knows them; when they sign out there, then the first does not any more', async () => {
    const browser = new Browser()
    await browser.signIn(door(0).origin, 'ravi@example.org')
    expect([(await visit(0, browser)).status, (await visit(1, browser)).status]).toEqual([200, 200])
    const out = await browser.go(`${door(0).origin}/`)
    expect(out.status).toBe(200)
    const [jar] = browser.jar.values()
    const cookie = `__Host-weft=${jar?.get('__Host-weft') ?? ''}`
    const left = await fetch(`${door(1).origin}/sign-out`, { method: 'POST', redirect: 'manual', headers: { cookie, origin: door(1).origin, 'sec-fetch-site': 'same-origin' } })
    expect(left.status).toBe(303)
    for (const at of [0, 1]) expect((await visit(at, browser)).status).toBe(303)
  })

  test('When an account asks for more pages than it may, then it gets a calm page that says when to come again, and others are not touched', async () => {
    const [greedy, calm] = [new Browser(), new Browser()]
    await greedy.signIn(door(0).origin, 'office@localhost')
    await calm.signIn(door(0).origin, 'ravi@example.org')
    const replies = await Promise.all(Array.from({ length: 60 }, (_, at) => visit(at % 2, greedy)))
    const refused = replies.filter(reply => reply.status === 429)
    expect(replies.filter(reply => reply.status === 200).length).toBeLessThan(40)
    expect(refused.length).toBeGreaterThan(20)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    const page = await refused[0]?.text() ?? ''
    for (const words of ['Too often in a short time', 'Nothing was changed', 'Sign out']) expect(page).toContain(words)
    expect((await visit(1, calm)).status).toBe(200)
  })

  test('When a key calls more often than it may, then it gets a problem with the seconds to wait, at either door, and another key does not', async () => {
    const [greedy, calm] = [`weft_${randomBytes(32).toString('base64url')}`, `weft_${randomBytes(32).toString('base64url')}`]
    const call = (at: number, key: string) => fetch(`${door(at).origin}/v1/releases`, { headers: { authorization: `Bearer ${key}` } })
    const statuses = await Promise.all(Array.from({ length: 30 }, async (_, at) => (await call(at % 2, greedy)).status))
    expect(statuses.filter(status => status === 401).length).toBeLessThan(15)
    const refused = await call(1, greedy)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(await refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect((await call(0, calm)).status).toBe(401)
  })

  test('When one account signs in again and again, then it has to pause, and another signs in', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 9; i++) statuses.push((await new Browser().signIn(door(i % 2).origin, 'Office@localhost')).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await new Browser().signIn(door(0).origin, 'stranger@example.org')).status).toBe(403)
  })

  test('When Redis is frozen, then nobody is signed out and nobody waits long', async () => {
    const browser = new Browser()
    await browser.signIn(door(0).origin, 'ravi@example.org')
    await redis.freeze()
    try {
      const times: number[] = []
      for (let i = 0; i < 10; i++) {
        const from = performance.now()
        expect((await visit(i % 2, browser)).status).toBe(200)
        times.push(performance.now() - from)
      }
      expect(Math.max(...times), 'who waits for a frozen Redis waits for ever').toBeLessThan(10_000)
      // A machine that stands still for a moment holds up one visit, and a wait that is built in holds up all.
      expect(Math.min(...times)).toBeLessThan(2_000)
    } finally {
      await redis.thaw()
    }
  })
})
