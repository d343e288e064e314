import { randomUUID } from 'node:crypto'
import type { HeatMapReply, UnitReply } from '@weft/contracts/reporting/api'
import type { Score } from '@weft/contracts/scoring/events'
import { openCache } from '@weft/service-kit/cache/cache'
import { openLog, silentLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { eventsOfRelease, flatTree, releaseOf } from '@weft/testkit/release'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, jobs, reactions } from './app.ts'
import { seatsFor } from './stream/seats.ts'

const units = [
  ...flatTree(3), { unitId: 'U-10/a', parentId: 'U-10', name: '=HYPERLINK("http://evil", "Desk, one")' }, { unitId: 'U-10/b', parentId: 'U-10', name: 'Bürgerservice' }
]
const parts = releaseOf({ units, hidden: ['U-11', 'U-10/b'] })
const { releaseId } = parts.manifest

let database: TestDatabase
let door: TestDoor
let app: ReturnType<typeof buildApp>
beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('reporting'), openDoor()])
  const deps = {
    pool: database.pool, log: openLog({ name: 'reporting', level: 'silent', file: '' }), now: () => new Date(), newId: randomUUID, wake: () => {},
    cache: openCache({ url: '', service: 'reporting', secret: 'a secret', log: silentLog(), now: () => new Date() }), seats: seatsFor({ inAll: 1, perSubject: 1 }), stream: { lookEveryMs: 20, heartbeatMs: 60_000, patienceMs: 5_000 }
  }
  app = buildApp(deps, await door.verifierFor('reporting'))
  await deliver(database.pool, reactions, eventsOfRelease(parts))
  for (const job of jobs(deps)) await job.run(new AbortController().signal)
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const get = async (path: string, { roles = ['program-office'], audience = 'reporting' }: { roles?: string[], audience?: string } = {}) =>
  app.inject({ url: path, headers: { authorization: await door.tokenFor(audience, { subject: 'ana', roles }) } })
const at = (path: string) => `/releases/${releaseId}/${path}`
const everything = ['/releases', `/releases/${releaseId}`, at('heat-map'), at('units/U-1'), at('scores'), at('scores.csv'), '/scores/stream']

describe('who may read', () => {
  test.each(everything)('When nobody, another role, or a token for another service asks for %s, then it is refused', async path => {
    expect((await app.inject({ url: path })).statusCode).toBe(401)
    expect((await get(path, { audience: 'scoring' })).statusCode).toBe(401)
    for (const roles of [[], ['staff'], ['office', 'program-office-2']]) expect((await get(path, { roles })).statusCode).toBe(403)
  })
  test.each(everything.slice(0, -1))('When the program office or an analyst asks for %s, then it is given', async path => {
    for (const role of ['program-office', 'analyst']) expect((await get(path, { roles: [role] })).statusCode).toBe(200)
  })
  test('When somebody tries to write, then there is nothing to write to', async () => {
    const headers = { authorization: await door.tokenFor('reporting', { subject: 'ana', roles: ['program-office'] }) }
    for (const method of ['POST', 'PUT', 'DELETE'] as const) expect((await app.inject({ method, url: '/releases', headers })).statusCode).toBe(404)
  })
})

describe('what is asked for wrongly', () => {
  test.each([
    ['an unknown release', `/releases/${randomUUID()}/heat-map`, 404, 'no-such-release'],
    ['a release id that is none', '/releases/1/heat-map', 400, 'malformed'],
    ['an unknown unit', at('units/U-99'), 404, 'no-such-unit'],
    ['a map under an unknown unit', at('heat-map?under=U-99'), 404, 'no-such-unit'],
    ['an unknown column', at('heat-map?sort=ZZ'), 404, 'no-such-factor'],
    ['an unknown field', at('heat-map?sortt=CI'), 400, 'malformed'],
    ['a field twice', at('heat-map?sort=CI&sort=EM'), 400, 'malformed'],
    ['a page of releases that is none', '/releases?after=2027-02-30.1', 400, 'no-such-place'],
    ['too large a page', '/releases?limit=101', 400, 'malformed']
  ])('When %s is asked for, then it is refused with a code', async (_, path, status, code) => {
    const response = await get(path)
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code])
  })
})

describe('the views', () => {
  test('When the map is asked for without a unit, then it is about the whole, and with one about that', async () => {
    const map = (await get(at('heat-map'))).json<HeatMapReply>()
    expect(map.rows.map(row => [row.unitId, row.below, row.depth])).toEqual([['U-10', 2, 1], ['U-12', 0, 1], ['U-11', 0, 1]])
    const under = (await get(at('heat-map?under=U-10&sort=CI'))).json<HeatMapReply>()
    expect(under.path.map(unit => unit.unitId)).toEqual(['U-1', 'U-10'])
    expect(under.rows.map(row => row.unitId)).toEqual(['U-10/a', 'U-10/b'])
    expect(under.rows[1]?.cells).toEqual([{ kind: 'hidden' }, { kind: 'hidden' }])
  })

  test('When a unit with a slash in its id is not shown, then its page shows the unit above', async () => {
    const unit = (await get(at(`units/${encodeURIComponent('U-10/b')}`))).json<UnitReply>()
    expect(unit).toMatchObject({ unit: { name: 'Bürgerservice' }, shownAs: { unitId: 'U-10' }, path: [{ unitId: 'U-1' }, { unitId: 'U-10' }, { unitId: 'U-10/b' }] })
  })

  test('When scores are read page by page, then they are the events of the release, each once, in order', async () => {
    const seen: Score[] = []
    for (let next: string | null = '0'; next !== null;) {
      const page: { scores: Score[], next: string | null } = (await get(at(`scores?limit=3&after=${next}`))).json()
      seen.push(...page.scores)
      next = page.next
    }
    expect(seen).toEqual(parts.scores)
  })

  test('When the file is asked for, then it has a line for every score, and no name that a spreadsheet would run', async () => {
    const response = await get(at('scores.csv'))
    expect(response.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': 'attachment; filename="scores-2027-03-31-1.csv"' })
    const lines = response.payload.split('\r\n')
    expect(lines).toHaveLength(parts.scores.length + 2)
    expect(lines.filter(line => line.includes('HYPERLINK')).map(line => line.slice(0, 50))).toEqual(Array(2).fill('U-10/a,"\'=HYPERLINK(""http://evil"", ""Desk, one""'))
    expect(lines).toContain('U-10/b,Bürgerservice,U-10,CI,Know customers now,hidden,,,,,,,,,')
  })
})
