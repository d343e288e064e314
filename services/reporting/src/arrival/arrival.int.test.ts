import { randomUUID } from 'node:crypto'
import { scoreReleased, type Score } from '@weft/contracts/scoring/events'
import { openCache } from '@weft/service-kit/cache/cache'
import { openLog, silentLog } from '@weft/service-kit/log'
import type { OutEvent } from '@weft/service-kit/event'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { eventsOfRelease, flatTree, releaseOf, type ReleaseParts } from '@weft/testkit/release'
import { seeded, shuffled } from '@weft/testkit/seeded'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, jobs, reactions } from '../app.ts'
import { seatsFor } from '../stream/seats.ts'

let database: TestDatabase
let door: TestDoor
let app: Awaited<ReturnType<typeof openApp>>
beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('reporting'), openDoor()])
  app = await openApp()
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const depsOf = () => ({
  pool: database.pool, log: openLog({ name: 'reporting', level: 'silent', file: '' }), now: () => new Date(), newId: randomUUID, wake: () => {},
  cache: openCache({ url: '', service: 'reporting', secret: 'a secret', log: silentLog(), now: () => new Date() }), seats: seatsFor({ inAll: 9, perSubject: 9 }), stream: { lookEveryMs: 20, heartbeatMs: 60_000, patienceMs: 5_000 }
})
const openApp = async () => buildApp(depsOf(), await door.verifierFor('reporting'))
const publish = async () => { for (const job of jobs(depsOf())) await job.run(new AbortController().signal) }
const take = (events: readonly OutEvent[], maxBatch?: number) => deliver(database.pool, reactions, events, maxBatch === undefined ? {} : { maxBatch })

async function get (url: string): Promise<{ status: number, body: Record<string, unknown> }> {
  const authorization = await door.tokenFor('reporting', { subject: 'ana', roles: ['analyst'] })
  const response = await app.inject({ url, headers: { authorization } })
  return { status: response.statusCode, body: response.json() }
}
const viewOf = async ({ manifest: { releaseId } }: ReleaseParts) =>
  JSON.stringify([await get(`/releases/${releaseId}/heat-map`), await get(`/releases/${releaseId}/units/U-10`), await get(`/releases/${releaseId}/scores`), await get(`/releases/${releaseId}`)])

/** The same release under another wave, so that each run of a property has one of its own. */
const fresh = (): ReleaseParts => releaseOf({ waveId: randomUUID(), hidden: ['U-11'], units: flatTree(5) })
const withoutIds = (view: string, { manifest: { releaseId, waveId, sha256 } }: ReleaseParts) =>
  view.replaceAll(releaseId, 'release').replaceAll(waveId, 'wave').replaceAll(sha256, 'sum')

describe('a release', () => {
  test('When its parts come in any order, twice, under other ids and in any batches, then the view is the same, and until the last part there is none', async () => {
    const straight = fresh()
    await take(eventsOfRelease(straight))
    await publish()
    const expected = withoutIds(await viewOf(straight), straight)
    expect(expected).toContain('"status":200')

    await fc.assert(fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 40 }), async (seed, maxBatch) => {
      const parts = fresh()
      const random = seeded(seed)
      const events = eventsOfRelease(parts)
      const again = events.filter(() => random() < 0.5).map(event => random() < 0.5 ? event : { ...event, id: randomUUID() })
      const [last, ...others] = shuffled(random, events) as [OutEvent, ...OutEvent[]]
      await take(shuffled(random, [...others, ...again.filter(event => event.type !== last.type || event.data !== last.data)]), maxBatch)
      await publish()
      expect((await get(`/releases/${parts.manifest.releaseId}/heat-map`)).status).toBe(404)
      await take([last])
      await publish()
      await take(again)
      await publish()
      expect(withoutIds(await viewOf(parts), parts)).toBe(expected)
    }), { numRuns: 15 })
  })

  test('When two processes take in and publish at once, then it is published once', async () => {
    const parts = fresh()
    const events = eventsOfRelease(parts)
    await Promise.all([take(events, 3), take([...events].reverse(), 4)])
    await Promise.all([publish(), publish(), publish()])
    expect((await get(`/releases/${parts.manifest.releaseId}/heat-map`)).status).toBe(200)
    const { rows } = await database.pool.query('select from release where release_id = $1', [parts.manifest.releaseId])
    expect(rows).toHaveLength(1)
  })

  test('When it was published, then not even the service itself can change it, and its parts are gone', async () => {
    await expect(database.pool.query(`update score set value = '{}'`)).rejects.toThrow('permission denied')
    await expect(database.pool.query('delete from release')).rejects.toThrow('permission denied')
    const { rows } = await database.pool.query('select from arrived_score union all select from arrived_tree union all select from arrived_manifest')
    expect(rows).toHaveLength(0)
  })
})

describe('a release with a part missing', () => {
  test.each([
    ['a score', 'score-released', 'scores'], ['a chunk of the tree', 'release-tree-published', 'tree'], ['the manifest', 'release-published', 'manifest']
  ])('When %s is missing, then nothing of it can be read anywhere, and the service says what is missing', async (_, type, missing) => {
    const parts = fresh()
    const events = eventsOfRelease(parts)
    const gap = events.findIndex(event => event.type === type)
    await take(events.toSpliced(gap, 1))
    await publish()
    const { releaseId } = parts.manifest
    for (const path of ['heat-map', 'units/U-10', 'scores', 'scores.csv']) expect(await get(`/releases/${releaseId}/${path}`)).toMatchObject({ status: 404, body: { code: 'no-such-release' } })
    expect(JSON.stringify((await get('/releases?limit=100')).body)).not.toContain(releaseId)
    expect((await get(`/releases/${releaseId}`)).body).toEqual({ releaseId, state: 'incomplete', missing: [missing], fault: null, release: null })
    await take([events[gap] as OutEvent])
    await publish()
    expect((await get(`/releases/${releaseId}`)).body).toMatchObject({ state: 'released', missing: [], release: { releaseId } })
  })
})

describe('a release that does not fit', () => {
  const changed = (parts: ReleaseParts, change: (score: Score, at: number) => Score): ReleaseParts => ({ ...parts, scores: parts.scores.map(change) })
  const better = (score: Score, at: number): Score => at === 0 && score.value.kind === 'shown' ? { ...score, value: { ...score.value, n: score.value.n + 1 } } : score

  test.each([
    ['one figure differs by one', 'checksum', (parts: ReleaseParts) => changed(parts, better)],
    ['a score is of a unit outside the tree', 'stray-score', (parts: ReleaseParts) => changed(parts, (score, at) => at === 0 ? { ...score, unitId: 'U-0' } : score)],
    ['a score is of a factor outside the manifest', 'stray-score', (parts: ReleaseParts) => changed(parts, (score, at) => at === 0 ? { ...score, factorId: 'ZZ' } : score)],
    ['there is a score too many', 'too-many-parts', (parts: ReleaseParts) => ({ ...parts, manifest: { ...parts.manifest, scores: parts.manifest.scores - 1 } })],
    ['the tree has two roots', 'tree', (parts: ReleaseParts) => ({ ...parts, tree: parts.tree.map(chunk => ({ ...chunk, units: chunk.units.map(unit => ({ ...unit, parentId: null })) })) })]
  ])('When %s, then it stays unpublished and says so', async (_, fault, spoil) => {
    const parts = spoil(fresh())
    await take(eventsOfRelease(parts))
    await publish()
    await publish()
    const { releaseId } = parts.manifest
    expect(await get(`/releases/${releaseId}/heat-map`)).toMatchObject({ status: 404 })
    expect((await get(`/releases/${releaseId}`)).body).toEqual({ releaseId, state: 'incomplete', missing: [], fault, release: null })
  })

  test('When an event is off its contract, then it is put aside and everything else goes on', async () => {
    const [parts, other] = [fresh(), fresh()]
    const events = eventsOfRelease(parts)
    const at = events.findIndex(event => event.type === scoreReleased.type)
    const broken = { ...events[at] as OutEvent, data: '{"value":{"kind":"guessed"}}', key: 'U-broken' }
    await take([...events.toSpliced(at, 1, broken), ...eventsOfRelease(other)])
    await publish()
    expect((await get(`/releases/${parts.manifest.releaseId}`)).body).toMatchObject({ missing: ['scores'] })
    expect((await get(`/releases/${other.manifest.releaseId}`)).body).toMatchObject({ state: 'released' })
  })
})

describe('a correction', () => {
  test('When a release supersedes another, then lists show the new one alone, from the moment it is whole', async () => {
    const waveId = randomUUID()
    const first = releaseOf({ waveId, closedOn: '2031-01-01' })
    const second = releaseOf({ waveId, closedOn: '2031-01-01', number: 2, supersedes: first.manifest.releaseId, seed: 2 })
    const newest = async () => ((await get('/releases?limit=1')).body['releases'] as { releaseId: string }[]).map(release => release.releaseId)
    const [late, ...early] = eventsOfRelease(second).reverse() as [OutEvent, ...OutEvent[]]
    await take([...eventsOfRelease(first), ...early])
    await publish()
    expect(await newest()).toEqual([first.manifest.releaseId])
    await take([late])
    await publish()
    expect(await newest()).toEqual([second.manifest.releaseId])
    expect((await get('/releases?limit=100')).body['releases']).not.toContainEqual(expect.objectContaining({ releaseId: first.manifest.releaseId }))
  })

  test('When releases are listed page by page, then each comes once, newest wave first', async () => {
    const seen: { closedOn: string, releaseId: string }[] = []
    for (let next: unknown = ''; typeof next === 'string';) {
      const { body } = await get(`/releases?limit=2${next === '' ? '' : `&after=${next}`}`)
      seen.push(...body['releases'] as { closedOn: string, releaseId: string }[])
      next = body['next']
    }
    expect(seen).toEqual((await get('/releases?limit=100')).body['releases'])
    expect(new Set(seen.map(release => release.releaseId)).size).toBe(seen.length)
    const days = seen.map(release => release.closedOn)
    expect(days).toEqual([...days].sort().reverse())
  })
})
