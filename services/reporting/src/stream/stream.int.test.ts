import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { releasePublished, scoreReleased } from '@weft/contracts/scoring/events'
import { openCache } from '@weft/service-kit/cache/cache'
import { openLog, silentLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { eventsOfRelease, flatTree, releaseOf, type ReleaseOptions, type ReleaseParts } from '@weft/testkit/release'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, jobs, reactions } from '../app.ts'
import type { Deps } from '../deps.ts'
import { seatsFor } from './seats.ts'

type Message = { id: string, event: string, data: { releaseId: string } }

let database: TestDatabase
let door: TestDoor
beforeAll(async () => { [database, door] = await Promise.all([databaseOf('reporting'), openDoor()]) })
afterAll(() => database.drop())

const log = openLog({ name: 'reporting', level: 'silent', file: '' })
const depsOf = (stream: Partial<Deps['stream']>, seats = { inAll: 50, perSubject: 50 }): Deps => ({
  pool: database.pool, log, now: () => new Date(), newId: randomUUID, wake: () => {},
  cache: openCache({ url: '', service: 'reporting', secret: 'a secret', log: silentLog(), now: () => new Date() }), seats: seatsFor(seats), stream: { lookEveryMs: 20, heartbeatMs: 60_000, patienceMs: 5_000, ...stream }
})

async function serve (stream: Partial<Deps['stream']> = {}, seats?: { inAll: number, perSubject: number }) {
  const deps = depsOf(stream, seats)
  const app = buildApp(deps, await door.verifierFor('reporting'))
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), app, deps }
}
const authorization = (subject = 'ana') => door.tokenFor('reporting', { subject, roles: ['analyst'] })

async function open (url: string, { after, subject }: { after?: string, subject?: string } = {}) {
  const leaving = new AbortController()
  const response = await fetch(`${url}/scores/stream`, {
    headers: { authorization: await authorization(subject), ...(after !== undefined && { 'last-event-id': after }) },
    signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(20_000)])
  })
  return { response, leave: () => { leaving.abort() } }
}

/** Reads messages until `enough`, then leaves. */
async function read (url: string, enough: (messages: readonly Message[], text: string) => boolean, options: { after?: string } = {}): Promise<Message[]> {
  const { response, leave } = await open(url, options)
  const messages: Message[] = []
  let [text, rest] = ['', '']
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString()
    const parts = (rest + Buffer.from(chunk).toString()).split('\n\n')
    rest = parts.pop() ?? ''
    messages.push(...parts.filter(part => part.startsWith('id: ')).map(messageOf))
    if (enough(messages, text)) break
  }
  leave()
  return messages
}

function messageOf (part: string): Message {
  const [, id = '', event = '', data = ''] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(part) ?? []
  return { id, event, data: JSON.parse(data) as Message['data'] }
}

async function publish (options: ReleaseOptions = {}): Promise<ReleaseParts> {
  const parts = releaseOf({ waveId: randomUUID(), ...options })
  await deliver(database.pool, reactions, eventsOfRelease(parts))
  await runJobs()
  return parts
}
const runJobs = async () => { for (const job of jobs(depsOf({}))) await job.run(new AbortController().signal) }
const until = (last: string) => (messages: readonly Message[]) => messages.at(-1)?.id === last

describe('the stream of scores', () => {
  let house: Awaited<ReturnType<typeof serve>>
  const all: ReleaseParts[] = []
  beforeAll(async () => {
    house = await serve()
    all.push(await publish(), await publish({ units: flatTree(400), hidden: ['U-11', 'U-200'] }), await publish({ units: flatTree(0) }))
  })
  afterAll(() => house.app.close())
  const whole = () => read(house.url, messages => messages.filter(message => message.event === 'release-published').length === all.length)

  test('When it is read from the start, then it gives every release in its order: each score as its event, then the manifest', async () => {
    const expected = all.flatMap(({ scores, manifest }) => [...scores.map(data => ({ event: scoreReleased.type, data })), { event: releasePublished.type, data: manifest }])
    expect((await whole()).map(({ event, data }) => ({ event, data }))).toEqual(expected)
  })

  test('When a reader breaks off anywhere and resumes, then it gets exactly what follows, without gap or repeat', async () => {
    const messages = await whole()
    const last = messages.at(-1)?.id ?? ''
    expect(new Set(messages.map(message => message.id)).size).toBe(messages.length)
    await fc.assert(fc.asyncProperty(fc.nat(messages.length - 2), async at => {
      const [seen, rest] = [messages.slice(0, at + 1), messages.slice(at + 1)]
      expect(await read(house.url, until(last), { after: seen.at(-1)?.id ?? '' })).toEqual(rest)
    }), { numRuns: 25 })
  })

  test('When a reader resumes again and again, after a few events each, then the pieces make the whole', async () => {
    const messages = await whole()
    const pieces: Message[] = []
    while (pieces.length < messages.length) {
      const after = pieces.at(-1)?.id
      const piece = await read(house.url, part => part.length >= 150 || part.at(-1)?.id === messages.at(-1)?.id, after === undefined ? {} : { after })
      pieces.push(...piece.slice(0, 97))
    }
    expect(pieces).toEqual(messages)
  })

  test('When a release comes while a reader waits at the end, then it follows at once, and not before it is whole', async () => {
    const end = (await whole()).at(-1)?.id ?? ''
    const parts = releaseOf({ waveId: randomUUID() })
    const events = eventsOfRelease(parts)
    let silent = true
    const reading = read(house.url, messages => messages.at(-1)?.event === 'release-published', { after: end }).finally(() => { silent = false })
    await deliver(database.pool, reactions, events.slice(0, -1))
    await runJobs()
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(silent).toBe(true)
    await deliver(database.pool, reactions, events.slice(-1))
    await runJobs()
    all.push(parts)
    expect((await reading).map(message => message.data)).toEqual([...parts.scores, parts.manifest])
  })

  test.each(['1.999999', '999.1', 'one', '0.0', '1.0'])('When the Last-Event-ID is %s, which this stream never gave, then it is refused instead of guessed', async after => {
    const { response } = await open(house.url, { after })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'no-such-position' })
    // Readers of the tests before have left; the server notices a moment later.
    await expect.poll(() => house.deps.seats.taken()).toBe(0)
  })
})

describe('a stream that is open', () => {
  test('When nothing happens, then it says that it is still there', async () => {
    const { url, app } = await serve({ heartbeatMs: 40 })
    const end = (await read(url, messages => messages.filter(message => message.event === 'release-published').length >= 4)).at(-1)?.id ?? ''
    let beats = 0
    await read(url, (_, text) => (beats = text.split(': still here\n\n').length - 1) >= 3, { after: end })
    expect(beats).toBeGreaterThanOrEqual(3)
    await app.close()
  })

  test('When the service stops, then the stream ends and nothing is left open', async () => {
    const { url, app, deps } = await serve()
    const { response } = await open(url)
    let closed: Promise<unknown> | undefined
    // The loop comes to its end only because the stream does.
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      if (Buffer.from(chunk).includes('event: release-published')) closed ??= app.close()
    }
    await closed
    expect(closed).toBeDefined()
    expect(deps.seats.taken()).toBe(0)
  })

  test('When one subject opens more than it may, then it is refused and others are not; a stream that is left frees its seat', async () => {
    const { url, app, deps } = await serve({}, { inAll: 3, perSubject: 1 })
    const first = await open(url, { subject: 'ana' })
    const second = await open(url, { subject: 'ana' })
    expect(second.response.status).toBe(503)
    expect(await second.response.json()).toMatchObject({ code: 'too-many-streams' })
    expect((await open(url, { subject: 'ben' })).response.status).toBe(200)
    first.leave()
    await expect.poll(() => deps.seats.taken()).toBe(1)
    expect((await open(url, { subject: 'ana' })).response.status).toBe(200)
    await app.close()
  })

  test('When a reader takes nothing, then it is dropped and its seat is free', async () => {
    await publish({ units: flatTree(20_000), unitsPerChunk: 5_000 })
    const { url, app, deps } = await serve({ patienceMs: 300 })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.pause()
    socket.write(`GET /scores/stream HTTP/1.1\r\nhost: localhost\r\nauthorization: ${await authorization()}\r\n\r\n`)
    await expect.poll(() => deps.seats.taken()).toBe(1)
    await expect.poll(() => deps.seats.taken(), { timeout: 15_000 }).toBe(0)
    socket.destroy()
    await app.close()
  })
})
