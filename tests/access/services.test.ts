import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { openCache } from '@weft/service-kit/cache/cache'
import { silentLog } from '@weft/service-kit/log'
import { addKitRoutes } from '@weft/service-kit/service'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { eventsOfRelease, releaseOf } from '@weft/testkit/release'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp as directory } from '../../services/directory/src/app.ts'
import { buildApp as participation } from '../../services/participation/src/app.ts'
import { buildApp as commitments } from '../../services/commitments/src/app.ts'
import { buildApp as program } from '../../services/program/src/app.ts'
import { buildApp as reporting, jobs, reactions } from '../../services/reporting/src/app.ts'
import { seatsFor } from '../../services/reporting/src/stream/seats.ts'
import { scoringApp as scoring } from '../../services/scoring/src/app.ts'
import { buildApp as survey } from '../../services/survey/src/app.ts'
import { addressOf, operationsOf, type Operation } from './documents.ts'
import { askers, byUnit, internal, type Asker } from './expected.ts'

type App = Awaited<ReturnType<typeof directory>>

// Whoever passes the question gets past it into a handler that has nothing to work with: what it answers then does not matter here.
const nothing: unknown = new Proxy(() => { throw new Error('nothing here') }, { get: (_target, name) => name === 'then' || typeof name === 'symbol' ? undefined : nothing })
const deps = new Proxy({ log: silentLog() }, { get: (known, name) => name === 'log' ? known.log : nothing }) as never
const builders = { directory, participation, program, commitments, survey, scoring, reporting }

let door: TestDoor
let database: TestDatabase
const apps = new Map<string, App>()
const tree = [['all', null], ['own', 'all'], ['own-below', 'own'], ['foreign', 'all']].map(([unitId, parentId]) => ({ unitId: unitId as string, parentId: parentId as string | null, name: unitId as string }))
const release = releaseOf({ units: tree })
const { releaseId } = release.manifest

beforeAll(async () => {
  [door, database] = await Promise.all([openDoor(), databaseOf('reporting')])
  const cache = openCache({ url: '', service: 'reporting', secret: 'a secret', log: silentLog(), now: () => new Date() })
  const real = { pool: database.pool, cache, log: silentLog(), now: () => new Date(), newId: randomUUID, wake: () => {}, seats: seatsFor({ inAll: 1, perSubject: 1 }), stream: { lookEveryMs: 20, heartbeatMs: 60_000, patienceMs: 5_000 } }
  await deliver(database.pool, reactions, eventsOfRelease(release))
  for (const job of jobs(real)) await job.run(new AbortController().signal)
  for (const [name, build] of Object.entries(builders)) {
    const app = build(deps, await door.verifierFor(name))
    addKitRoutes(app, { pool: nothing as never, stalledFor: () => 0, reactions: [], wake: () => {} })
    apps.set(name, app)
  }
  apps.set('by unit', reporting(real, await door.verifierFor('reporting')))
})
afterAll(async () => {
  for (const app of apps.values()) await app.close()
  await database.drop()
})

const subjectOf = (role: Asker) => ({ subject: `somebody who is ${role}`, roles: [role], scopes: role === 'manager' ? ['own'] : [] })
const call = async (app: App, { method, path }: Operation, authorization: string | undefined, url = addressOf(path)) =>
  app.inject({ method, url, ...(method === 'POST' && { payload: '{}' }), headers: { ...(authorization !== undefined && { authorization }), ...(method === 'POST' && { 'content-type': 'application/json' }) } })

/** A token as the door would have signed it some minutes ago. */
function expiredToken (audience: string, role: Asker): string {
  const then = Math.floor(Date.now() / 1_000) - 600
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { subject, roles, scopes } = subjectOf(role)
  const signed = `${part({ alg: 'EdDSA' })}.${part({ sub: subject, roles, units: scopes, scopes, iss: 'weft-door', aud: audience, iat: then, exp: then + 60 })}`
  return `Bearer ${signed}.${sign(null, Buffer.from(signed), createPrivateKey({ key: door.privateKey, format: 'jwk' })).toString('base64url')}`
}

describe.each(Object.keys(builders))('Who may call %s', service => {
  const expected = internal[service] ?? {}
  const operations = operationsOf(service)
  // The host of /s/ is a server of its own and knows nobody; tests/border and the journeys walk through it.
  const tried = operations.filter(({ path }) => !path.startsWith('/s/'))

  test('When its document is read, then every route was reviewed: a new one needs its line in tests/access/expected.ts', () => {
    expect(operations.map(operation => operation.name).sort()).toEqual(Object.keys(expected).sort())
  })

  test('When a route asks nothing, or is about a unit, then that is on purpose', () => {
    expect(operations.filter(({ action }) => action === null).map(({ name }) => name).sort()).toEqual(Object.keys(expected).filter(name => expected[name] === 'anybody').sort())
    expect(operations.filter(({ aboutUnit }) => aboutUnit).map(({ name }) => name).sort()).toEqual(Object.keys(expected).filter(name => expected[name] === 'by unit').sort())
    // A unit in the address or the query that nobody is asked about would be a way around.
    for (const { path, aboutUnit } of operations) if (/:unitId/.test(path)) expect(aboutUnit).toBe(true)
  })

  test.each(tried.filter(({ name }) => expected[name] !== 'anybody').map(operation => [operation.name, operation] as const))('When nobody, an old token or one for another service asks for %s, then nobody is known', async (_name, operation) => {
    const app = apps.get(service) as App
    const other = service === 'survey' ? 'scoring' : 'survey'
    const tokens = [undefined, 'Bearer nonsense', await door.tokenFor(other, subjectOf('program-office')), expiredToken(service, 'program-office'), expiredToken(service, 'operator')]
    for (const token of tokens) expect((await call(app, operation, token)).statusCode).toBe(401)
  })

  test.each(tried.filter(({ name }) => Array.isArray(expected[name])).map(operation => [operation.name, operation] as const))('When each role asks for %s, then those pass who should', async (name, operation) => {
    const app = apps.get(service) as App
    for (const role of askers) {
      const reply = await call(app, operation, await door.tokenFor(service, subjectOf(role)))
      const passed = (expected[name] as readonly Asker[]).includes(role)
      if (passed) expect([401, 403], `${role} ${name}`).not.toContain(reply.statusCode)
      else expect([reply.statusCode, reply.json<{ code: string }>().code], `${role} ${name}`).toEqual([403, 'not-yours'])
    }
  })
})

describe('Which units somebody may ask about', () => {
  const operations = operationsOf('reporting').filter(({ aboutUnit }) => aboutUnit)
  test('When the document names routes about a unit, then each has its line', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(byUnit).sort())
  })

  test.each(operations.map(operation => [operation.name, operation] as const))('When each role asks for %s, then it sees its own and learns nothing of others', async (name, operation) => {
    const app = apps.get('by unit') as App
    const rule = byUnit[name] ?? expect.fail(name)
    const at = (unitId: string) => operation.path.includes(':unitId') ? addressOf(operation.path, { releaseId, unitId }) : `${addressOf(operation.path, { releaseId })}${unitId === 'all' ? '' : `?under=${unitId}`}`
    for (const role of askers) {
      const ask = async (unitId: string) => call(app, operation, await door.tokenFor('reporting', subjectOf(role)), at(unitId))
      const missing = await ask('no-such-unit-here')
      for (const [place, unitId] of [['whole', 'all'], ['own', 'own'], ['below', 'own-below'], ['foreign', 'foreign']] as const) {
        const reply = await ask(unitId)
        if (rule.never.includes(role)) expect([reply.statusCode, missing.statusCode], `${role} ${unitId}`).toEqual([403, 403])
        else if (rule[place].includes(role)) expect(reply.statusCode, `${role} ${unitId}`).toBe(200)
        else {
          expect([reply.statusCode, reply.body], `${role} ${unitId}`).toEqual([404, missing.body])
          expect({ ...reply.headers, date: '' }).toEqual({ ...missing.headers, date: '' })
        }
      }
    }
  })
})
