import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { ownRedis, type TestRedis } from '@weft/testkit/redis'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openKept } from './kept.ts'
import { openLimiter, type Limit } from './limiter.ts'
import { openNotices } from './notices.ts'
import { clientOf, openRedis, type Redis } from './redis.ts'

const said: string[] = []
const log = { info: (_fields: object, sentence: string) => { said.push(sentence) }, warn: (_fields: object, sentence: string) => { said.push(sentence) }, error: (_fields: object, sentence: string) => { said.push(sentence) } }
let server: TestRedis
const opened: { close: () => void }[] = []
const open = (options: Partial<Parameters<typeof openRedis>[0]> = {}): Redis => {
  const redis = openRedis({ url: server.url, service: 'web', secret: 'a secret', log, ...options })
  opened.push(redis)
  return redis
}
beforeAll(async () => { server = await ownRedis() })
afterEach(async () => {
  opened.splice(0).forEach(part => { part.close() })
  said.length = 0
})
afterAll(() => server.stop())

const now = () => new Date()
const soon = (ms = 10_000) => new Date(Date.now() + ms)
const took = async (work: () => Promise<unknown>) => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The fastest of five: a machine that stands still for a moment holds up one of them, and a wait that is built in holds up all. */
const fastest = async (work: () => Promise<unknown>) => {
  const times: number[] = []
  for (let i = 0; i < 5; i++) times.push(await took(work))
  return Math.min(...times)
}

describe('asking Redis', () => {
  test('When there is none, then every question is answered with nothing, at once', async () => {
    for (const url of ['', 'redis://127.0.0.1:1']) {
      const redis = open({ url })
      expect(await fastest(async () => { expect(await redis.ask(client => client.get('x'))).toBeUndefined() })).toBeLessThan(50)
    }
  })

  test('When it is frozen under a hundred questions at once, then each waits 60 ms at most and none throws; it is said once; afterwards nobody waits', async () => {
    const redis = open()
    // Each finds out by itself that Redis is frozen; a moment in which the machine stands still holds up one of them.
    const all = [redis, open(), open()]
    await Promise.all(all.map(one => one.ready()))
    await server.freeze()
    try {
      const firsts: number[] = []
      for (const one of all) firsts.push(await took(async () => { expect(new Set(await Promise.all(Array.from({ length: 100 }, () => one.ask(client => client.get('x')))))).toEqual(new Set([undefined])) }))
      expect(Math.min(...firsts)).toBeLessThan(500)
      expect(await fastest(async () => { for (let i = 0; i < 100; i++) await redis.ask(client => client.get('x')) })).toBeLessThan(100)
      expect(said).toEqual(all.map(() => 'Redis does not answer; everything goes on without it, only slower.'))
      for (const one of all.slice(1)) one.close()
    } finally {
      await server.thaw()
    }
    await redis.ready()
    expect(await redis.ask(client => client.set('x', '1', 'PX', 1_000))).toBe('OK')
    expect(said.slice(all.length)).toEqual(['Redis answers again.'])
  })

  test('When it is frozen for so long that its connections are made anew, then it is found again all the same', async () => {
    const redis = open()
    await redis.ready()
    await server.freeze()
    await Promise.all(Array.from({ length: 5 }, () => redis.ask(client => client.get('x'))))
    await new Promise(resolve => setTimeout(resolve, 7_000))
    await server.thaw()
    await redis.ready()
    expect(await redis.ask(client => client.ping())).toBe('PONG')
    expect(said).toHaveLength(2)
  })

  test('When it is stopped and comes back, then it is asked again, and its absence was said once', async () => {
    const redis = open()
    await redis.ready()
    await server.stop()
    for (let i = 0; i < 20; i++) expect(await redis.ask(client => client.get('x'))).toBeUndefined()
    await server.restart()
    await redis.ready()
    expect(await redis.ask(client => client.ping())).toBe('PONG')
    expect(said).toEqual(['Redis does not answer; everything goes on without it, only slower.', 'Redis answers again.'])
  })

  test('When somebody listens there who never says a word, then starting and asking go on', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const address = mute.address()
    const redis = open({ url: `redis://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` })
    expect(await fastest(async () => { expect(await redis.ask(client => client.get('x'))).toBeUndefined() })).toBeLessThan(50)
    redis.close()
    mute.close()
  })

  test('When it says no, then that is no reason to stop asking, and is said once, without what was asked', async () => {
    const redis = open()
    await redis.ready()
    for (let i = 0; i < 10; i++) expect(await redis.ask(client => client.call('INCR', 'weft', 'secret', 'words'))).toBeUndefined()
    expect(await redis.ask(client => client.ping())).toBe('PONG')
    expect(said).toEqual(['Redis refuses what it is asked; that part goes on without it.'])
  })
})

describe('what is kept', () => {
  test('When a value is put, then every process of the service has it, another service or another secret does not, and Redis holds no word of it', async () => {
    const [mine, same, other, stranger] = [open(), open(), open({ service: 'reporting' }), open({ secret: 'another' })]
    await Promise.all([mine, same, other, stranger].map(redis => redis.ready()))
    const [first, ...rest] = [mine, same, other, stranger].map(redis => openKept({ redis, now }))
    await first?.put({ kind: 'who', words: ['ana@example.org'], value: 'Ana Reyes', until: soon() })
    expect(await Promise.all(rest.map(kept => kept.get('who', 'ana@example.org')))).toEqual(['Ana Reyes', undefined, undefined])

    const raw = clientOf(server.url)
    opened.push({ close: () => { raw.disconnect() } })
    await once(raw, 'ready')
    const everything = (await Promise.all((await raw.keys('*')).map(async key => [key, await raw.getBuffer(key)]))).flat().map(String).join(' ')
    expect(everything).toContain('weft:web:who:')
    for (const word of ['ana', 'Ana', 'Reyes', 'example']) expect(everything).not.toContain(word)
  })

  test('When somebody else writes there, or moves a value to another name, then it is not believed', async () => {
    const redis = open()
    await redis.ready()
    const kept = openKept({ redis, now })
    await kept.put({ kind: 'session', words: ['mine'], value: 'office', until: soon() })
    const [mine, yours] = [redis.nameOf('session', 'mine'), redis.nameOf('session', 'yours')]
    await redis.ask(client => client.copy(mine, yours))
    expect(await kept.get('session', 'yours')).toBeUndefined()
    await redis.ask(client => client.set(yours, JSON.stringify([Date.now() + 9_000, 'office'])))
    expect(await kept.get('session', 'yours')).toBeUndefined()
    expect(await kept.get('session', 'mine')).toBe('office')
  })

  test('When its time is over, then it is gone, and a write that comes too late keeps nothing', async () => {
    const redis = open()
    await redis.ready()
    const kept = openKept({ redis, now })
    await kept.put({ kind: 'a', words: ['b'], value: 'c', until: soon(150) })
    expect(await kept.get('a', 'b')).toBe('c')
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(await kept.get('a', 'b')).toBeUndefined()
    // What waited in a frozen connection arrives with a time that is over.
    await redis.ask(client => client.set(redis.nameOf('a', 'b'), redis.seal.close(redis.nameOf('a', 'b'), JSON.stringify([Date.now() - 1, 'c'])), 'PXAT', Date.now() - 1))
    expect(await kept.get('a', 'b')).toBeUndefined()
    expect(await redis.ask(client => client.exists(redis.nameOf('a', 'b')))).toBe(0)
  })

  test('When it is forbidden, then neither what is kept nor what is put afterwards is given, until the ban is over', async () => {
    const redis = open()
    await redis.ready()
    const kept = openKept({ redis, now })
    const put = () => kept.put({ kind: 'session', words: ['x'], value: 'office', until: soon() })
    await put()
    await kept.forbid({ kind: 'session', words: ['x'], forMs: 300 })
    expect(await kept.get('session', 'x')).toBeUndefined()
    await put()
    expect(await kept.get('session', 'x')).toBeUndefined()
    await new Promise(resolve => setTimeout(resolve, 350))
    expect(await kept.get('session', 'x')).toBe('office')
  })
})

describe('limits', () => {
  const limit: Limit = { name: 'calls', perMinute: 60, burst: 5, alone: 0.5 }
  const tries = async (limiters: readonly ReturnType<typeof openLimiter>[], who: string, count: number) => {
    const results = await Promise.allSettled(Array.from({ length: count }, async (_, at) => limiters[at % limiters.length]?.count(limit, who)))
    return { let: results.filter(result => result.status === 'fulfilled').length, refused: results.flatMap(result => result.status === 'rejected' ? [result.reason as Error] : []) }
  }

  test('When two processes count together, then a burst passes once, the rest is told when to come again, and others are not touched', async () => {
    const both = [open(), open()]
    await Promise.all(both.map(redis => redis.ready()))
    const limiters = both.map(redis => openLimiter({ redis, now }))
    const { let: passed, refused } = await tries(limiters, 'key-1', 40)
    expect(passed).toBe(5)
    expect(refused[0]).toMatchObject({ kind: 'too-many', code: 'too-many-requests', retryAfterSeconds: 1 })
    expect((await tries(limiters, 'key-2', 5)).let).toBe(5)
    await new Promise(resolve => setTimeout(resolve, 1_100))
    expect((await tries(limiters, 'key-1', 5)).let).toBe(1)
  })

  test('When there is no Redis, then each process counts alone, by the stricter share', async () => {
    const limiters = [openLimiter({ redis: open({ url: '' }), now }), openLimiter({ redis: open({ url: '' }), now })]
    expect((await tries(limiters, 'key-1', 40)).let).toBe(4)
  })

  test('When it is emptied in the middle, then nobody is refused who was not, and the limit goes on', async () => {
    const redis = open()
    await redis.ready()
    const limiters = [openLimiter({ redis, now })]
    expect((await tries(limiters, 'key-3', 9)).let).toBe(5)
    await redis.ask(client => client.flushall())
    expect((await tries(limiters, 'key-3', 9)).let).toBe(5)
  })

  test('When a limit is 0, then there is none', async () => {
    const limiter = openLimiter({ redis: open({ url: '' }), now })
    for (let i = 0; i < 1_000; i++) await limiter.count({ name: 'off', perMinute: 0, burst: 0 }, 'x')
  })
})

describe('word from process to process', () => {
  const listening = (redis: Redis, url = server.url) => {
    const notices = openNotices({ url, service: 'reporting', redis })
    opened.push(notices)
    return notices
  }
  const counter = () => {
    const heard = { times: 0 }
    return { heard, hear: () => { heard.times++ } }
  }

  test('When one tells, then the others hear it at once, also after Redis was away; and with none at all the same process still does', async () => {
    const [here, there] = [open(), open()]
    await Promise.all([here.ready(), there.ready()])
    const [teller, listener] = [listening(here), listening(there)]
    const { heard, hear } = counter()
    listener.hear('released', hear)
    await expect.poll(() => heard.times).toBe(1) // once it listens: what was before may have been missed
    await teller.tell('released')
    await expect.poll(() => heard.times, { interval: 5 }).toBe(2)

    await server.stop()
    await teller.tell('released')
    expect(heard.times).toBe(2)
    await server.restart()
    await expect.poll(() => heard.times, { timeout: 10_000 }).toBe(3)
    await here.ready()
    await teller.tell('released')
    await expect.poll(() => heard.times).toBe(4)

    const alone = listening(open({ url: '' }), '')
    const own = counter()
    const end = alone.hear('released', own.hear)
    await alone.tell('released')
    expect(own.heard.times).toBe(1)
    end()
    await alone.tell('released')
    expect(own.heard.times).toBe(1)
  })
})

describe('with the rights that docs/operations/redis.md gives', () => {
  test('When a service uses all of it, then nothing is refused; another service’s names and dangerous commands are', async () => {
    const page = readFileSync(new URL('../../../../docs/operations/redis.md', import.meta.url), 'utf8')
    const rules = /^user web on >PASSWORD (.+)$/m.exec(page)?.[1]?.split(' ') ?? []
    expect(rules.length).toBeGreaterThan(5)
    const operator = open()
    await operator.ready()
    expect(await operator.ask(client => client.call('ACL', 'SETUSER', 'web', 'on', '>secret', ...rules))).toBe('OK')

    const url = new URL(server.url)
    url.username = 'web'
    url.password = 'secret'
    const redis = open({ url: url.href })
    await redis.ready()
    const kept = openKept({ redis, now })
    await kept.put({ kind: 'a', words: ['b'], value: 'c', until: soon() })
    expect(await kept.get('a', 'b')).toBe('c')
    await kept.forbid({ kind: 'a', words: ['b'], forMs: 1_000 })
    expect(await kept.get('a', 'b')).toBeUndefined()
    const limiter = openLimiter({ redis, now })
    await limiter.count({ name: 'once', perMinute: 1, burst: 1 }, 'x')
    await expect(limiter.count({ name: 'once', perMinute: 1, burst: 1 }, 'x')).rejects.toMatchObject({ kind: 'too-many' })
    const notices = openNotices({ url: url.href, service: 'web', redis })
    opened.push(notices)
    let heard = 0
    notices.hear('news', () => { heard++ })
    await expect.poll(() => heard).toBe(1)
    await notices.tell('news')
    await expect.poll(() => heard).toBeGreaterThanOrEqual(2)
    expect(said).toEqual([])

    for (const [command = '', ...args] of [['GET', 'weft:reporting:x'], ['FLUSHALL'], ['KEYS', '*'], ['CONFIG', 'GET', '*'], ['MONITOR'], ['PUBLISH', 'weft:reporting:released', '']]) {
      expect(await redis.ask(client => client.call(command, ...args)), command).toBeUndefined()
    }
  })
})
