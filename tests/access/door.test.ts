import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../services/web/test/door-world.ts'
import { ids, sampleScript } from '../../services/web/test/sample-answers.ts'
import { addressOf, operationsOf, type Operation } from './documents.ts'
import { machine, pages, type Asker } from './expected.ts'

/** Sign-in name → roles, as services/web/test/sample-answers.ts has them. Everybody the directory knows is an employee, too. */
const people: Readonly<Record<string, readonly Asker[]>> = {
  'office@localhost': ['program-office'], 'ravi@example.org': ['analyst'], 'it@example.org': ['it', 'employee'],
  'auditor@example.org': ['auditor', 'employee'], 'boss@example.org': ['manager', 'employee'], 'emma@example.org': ['employee']
}

let database: TestDatabase
let world: DoorWorld
const browsers = new Map<string, Browser>()
const keys = new Map<string, string>()

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript(), env: { LIMIT_PAGES_PER_MINUTE: '0', LIMIT_CALLS_PER_MINUTE: '0', LIMIT_SIGN_INS_PER_MINUTE: '0' } })
  for (const signIn of Object.keys(people)) {
    const browser = new Browser()
    await browser.signIn(world.origin, signIn)
    browsers.set(signIn, browser)
    const made = await fetch(`${world.origin}/v1/keys`, { method: 'POST', headers: { authorization: `Bearer ${await operatorToken()}`, 'content-type': 'application/json' }, body: JSON.stringify({ signIn }) })
    keys.set(signIn, (await made.json() as { key: string }).key)
  }
})
afterAll(async () => {
  await world.stop()
  await database.drop()
})

const operatorToken = () => world.sign('web', { subject: 'operator', roles: ['operator'] })
const given = { waveId: ids.open, releaseId: ids.release, unitId: 'claims', grantId: ids.grant }
const isUpload = (path: string) => /imports$|past-waves$/.test(path)
const bodyOf = ({ method, path }: Operation, type: string): { method?: string, body?: string, headers: Record<string, string> } => method === 'GET'
  ? { headers: {} }
  : { method, headers: { 'content-type': isUpload(path) ? 'multipart/form-data; boundary=x' : type }, body: isUpload(path) ? '--x--\r\n' : type.endsWith('json') ? '{}' : '' }

async function statusOf (reply: Promise<Response>): Promise<number> {
  const response = await reply
  // A stream never ends by itself.
  await response.body?.cancel()
  return response.headers.get('location')?.startsWith(`${world.origin}/sign-in`) === true ? 401 : response.status
}
const visit = (browser: Browser, operation: Operation) => {
  const init = bodyOf(operation, 'application/x-www-form-urlencoded')
  return statusOf(browser.go(`${world.origin}${addressOf(operation.path, given)}`, { ...init, headers: { ...init.headers, origin: world.origin, 'sec-fetch-site': 'same-origin' } }))
}
const use = (authorization: string | undefined, operation: Operation, headers: Record<string, string> = {}) => {
  const init = bodyOf(operation, 'application/json')
  return statusOf(fetch(`${world.origin}${addressOf(operation.path, given)}`, { ...init, headers: { ...init.headers, ...headers, ...(authorization !== undefined && { authorization }) } }))
}

const operations = operationsOf('web')
const ofMachine = operations.filter(({ path }) => path.startsWith('/v1/'))
const ofPeople = operations.filter(({ path }) => !path.startsWith('/v1/'))

describe('The door', () => {
  test('When its document is read, then every page and every /v1 was reviewed: a new one needs its line in tests/access/expected.ts', () => {
    expect(ofPeople.map(({ name }) => name).sort()).toEqual(Object.keys(pages).sort())
    expect(ofMachine.map(({ name }) => name).sort()).toEqual(Object.keys(machine).sort())
    expect(operations.filter(({ action }) => action === null).map(({ name }) => name).sort()).toEqual(Object.keys(pages).filter(name => pages[name] === 'anybody').sort())
  })

  test.each(ofPeople.filter(({ name }) => pages[name] !== 'anybody').map(operation => [operation.name, operation] as const))('When each role opens %s, then those see it who should, and strangers are sent to sign in', async (name, operation) => {
    const planted = new Browser()
    planted.jar.set(new URL(world.origin).host, new Map([['__Host-weft', 'x'.repeat(43)]]))
    expect([await visit(new Browser(), operation), await visit(planted, operation)]).toEqual([401, 401])
    for (const [signIn, roles] of Object.entries(people)) {
      const status = await visit(browsers.get(signIn) as Browser, operation)
      if (roles.some(role => (pages[name] as readonly Asker[]).includes(role))) expect([401, 403], `${signIn} ${name}`).not.toContain(status)
      else expect(status, `${signIn} ${name}`).toBe(403)
    }
  })

  test.each(ofMachine.map(operation => [operation.name, operation] as const))('When each role’s key is used on %s, then those pass who should', async (name, operation) => {
    const passes = machine[name] ?? []
    const cookie = [...browsers.get('office@localhost')?.jar.get(new URL(world.origin).host) ?? []].map(([key, value]) => `${key}=${value}`).join('; ')
    const wrong = [undefined, 'Bearer nonsense', `Bearer weft_${'x'.repeat(43)}`, `Bearer ${await world.sign('survey', { subject: 'operator', roles: ['operator'] })}`]
    for (const authorization of wrong) expect(await use(authorization, operation), `${authorization} ${name}`).toBe(401)
    expect(await use(undefined, operation, { cookie })).toBe(401)
    for (const [signIn, roles] of Object.entries(people)) {
      const status = await use(`Bearer ${keys.get(signIn)}`, operation)
      if (roles.some(role => passes.includes(role))) expect([401, 403], `${signIn} ${name}`).not.toContain(status)
      // Where only whoever runs the machine may, a key is no sign of anybody.
      else expect(status, `${signIn} ${name}`).toBe(passes.every(role => role === 'operator') ? 401 : 403)
    }
    const asOperator = await use(`Bearer ${await operatorToken()}`, operation)
    if (passes.includes('operator')) expect([401, 403]).not.toContain(asOperator)
    else expect(asOperator, name).toBe(401)
    expect(await use(`Bearer ${await world.sign('web', { subject: 'x', roles: ['program-office'] })}`, operation)).toBe(passes.includes('operator') ? 403 : 401)
  })

  test.each([['unused for an hour', 'seen_at'], ['twelve hours old', 'started_at']])('When a session is %s, then no page opens any more', async (_why, column) => {
    const browser = new Browser()
    await browser.signIn(world.origin, 'office@localhost')
    await database.pool.query(`update session set ${column} = now() - interval '12 hours 1 second'`)
    for (const operation of ofPeople.filter(({ name }) => pages[name] !== 'anybody').slice(0, 5)) expect(await visit(browser, operation)).toBe(401)
  })
})
