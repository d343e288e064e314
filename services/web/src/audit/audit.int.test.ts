import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '@weft/service-kit/database'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../test/door-world.ts'
import { ids, sampleScript } from '../../test/sample-answers.ts'
import { append, entriesAfter } from './audit.store.ts'
import { faultOfHeads, follow, START, type Head } from './entry.ts'

let database: TestDatabase
let world: DoorWorld
const folder = mkdtempSync(join(tmpdir(), 'weft-audit-'))
const heads = join(folder, 'heads.jsonl')
const at = (path: string) => `${world.origin}${path}`
const form = (fields: Record<string, string>) => ({ method: 'POST', headers: { origin: world.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() })
const signedIn = async (name: string) => {
  const browser = new Browser()
  await browser.signIn(world.origin, name)
  return browser
}
const wholeLog = () => entriesAfter(database.pool, 0, 10_000)
const linesSince = async (seq: number) => (await entriesAfter(database.pool, seq, 1_000)).map(({ actor, via, action, target, outcome }) => [actor, via, action, target, outcome])
const last = async () => (await wholeLog()).at(-1)?.seq ?? 0
const shipped = () => readFileSync(heads, 'utf8').trim().split('\n').map(line => JSON.parse(line) as Head)

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript(), env: { AUDIT_HEAD_FILE: heads } })
})
afterAll(async () => {
  await world.stop()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('What stands in the log', () => {
  it('When somebody signs in, launches, is refused and signs out, then each stands there by subject, with how it ended', async () => {
    const before = await last()
    const office = await signedIn('office@localhost')
    expect((await office.go(at(`/waves/${ids.planned}/launch`), form({}))).status).toBe(303)
    expect((await office.go(at(`/releases/${ids.release}/scores.csv`))).status).toBe(200)
    const analyst = await signedIn('ravi@example.org')
    expect((await analyst.go(at(`/waves/${ids.planned}/launch`), form({}))).status).toBe(403)
    await analyst.go(at('/sign-out'), form({}))
    const [ana, ravi] = ['subject of program-office', 'subject of analyst']
    expect(await linesSince(before)).toEqual([
      [ana, 'session', 'sign-in', '', 'done'],
      [ana, 'session', 'launch-wave', ids.planned, 'asked'],
      [ana, 'session', 'launch-wave', ids.planned, 'done'],
      [ana, 'session', 'take-scores', ids.release, 'done'],
      [ravi, 'session', 'sign-in', '', 'done'],
      [ravi, 'session', 'launch-wave', ids.planned, 'not-yours'],
      [ravi, 'session', 'sign-out', '', 'done']
    ])
  })

  it('When a service refuses a command, then its code stands there', async () => {
    const office = await signedIn('office@localhost')
    const before = await last()
    await office.go(at('/waves'), form({ title: 'Spring', instrument: 'full-8 v1', closesOn: 'soon', score: '5', spread: '10' }))
    expect((await linesSince(before)).map(line => line[4])).toEqual(['asked', 'malformed'])
  })

  it('When programs and operators act, then they stand there as such', async () => {
    const before = await last()
    const operator = await world.sign('web', { subject: 'operator', roles: ['operator'] })
    const answer = await fetch(at('/v1/keys'), { method: 'POST', headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' }, body: JSON.stringify({ signIn: 'ravi@example.org' }) })
    const { key } = await answer.json() as { key: string }
    expect((await fetch(at(`/v1/waves/${ids.open}/close`), { method: 'POST', headers: { authorization: `Bearer ${key}` } })).status).toBe(403)
    const { rows: [made] } = await database.pool.query<{ id: string }>('select key_id as id from access_key order by made_on desc limit 1')
    expect(await linesSince(before)).toEqual([
      ['operator', 'operator', 'make-key', '', 'asked'],
      ['operator', 'operator', 'make-key', made?.id, 'done'],
      ['subject of analyst', 'key', 'close-wave', ids.open, 'not-yours']
    ])
  })

  it('When the whole log is read, then no name, sign-in, secret or e-mail stands in it', async () => {
    const text = JSON.stringify(await wholeLog())
    expect(text).not.toMatch(/ana reyes|ravi|localhost|example\.org|weft_|@/i)
  })

  it('When a command cannot be written down, then it is not passed on', async () => {
    const office = await signedIn('office@localhost')
    await asOwner(owner => owner.query('alter table audit_entry rename to audit_entry_away'))
    const heard = world.heard.length
    try {
      expect((await office.go(at(`/waves/${ids.planned}/launch`), form({}))).status).toBe(500)
    } finally {
      await asOwner(owner => owner.query('alter table audit_entry_away rename to audit_entry'))
    }
    expect(world.heard.slice(heard).filter(({ url }) => url.includes('launch'))).toEqual([])
  })
})

describe('What cannot be done to it', () => {
  it('When many lines are added at once, then numbers have no gap and every line knows the one before', async () => {
    const head = await last()
    await Promise.all(Array.from({ length: 40 }, (_, i) => append(database.pool, { at: new Date(), actor: `s-${i}`, via: 'key', roles: '', action: 'test', target: '', outcome: 'done', about: null })))
    const log = await wholeLog()
    expect(log.length).toBe(head + 40)
    expect(follow(START, log).fault).toBeNull()
  })

  it('When the service’s own role or even the owner changes or deletes a line, then the database refuses', async () => {
    for (const change of [`update audit_entry set outcome = 'done'`, 'delete from audit_entry', 'truncate audit_entry']) {
      await expect(database.pool.query(change)).rejects.toThrow('permission denied')
      await expect(asOwner(owner => owner.query(change))).rejects.toThrow('only ever added to')
    }
  })

  it('When the end is cut off by somebody who can do anything in the database, then the shipped heads tell', async () => {
    await world.stop()
    world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript(), env: { AUDIT_HEAD_FILE: heads } })
    const hashes = (log: Awaited<ReturnType<typeof wholeLog>>) => new Map(log.map(({ seq, hash }) => [seq, hash]))
    const log = await wholeLog()
    expect(shipped().at(-1)).toMatchObject({ seq: log.length, hash: log.at(-1)?.hash })
    expect(faultOfHeads(shipped(), hashes(log))).toBeNull()
    await asOwner(async owner => {
      await owner.query('alter table audit_entry disable trigger all')
      await owner.query('delete from audit_entry where seq > $1', [log.length - 2])
      await owner.query('alter table audit_entry enable trigger all')
    }, database.superUrl)
    const cut = await wholeLog()
    expect(follow(START, cut).fault).toBeNull()
    expect(faultOfHeads(shipped(), hashes(cut))).toMatchObject({ code: 'missing-tail' })
  })
})

describe('Reading it', () => {
  it('When an auditor looks, then lines are filtered, the chain is checked, and the file holds the same; others see nothing', async () => {
    const auditor = await signedIn('auditor@example.org')
    const page = await (await auditor.go(at('/audit?action=launch-wave'))).text()
    expect(page).toContain('subject of program-office')
    expect(page).not.toContain('<td>Sign in</td>')
    expect(await (await auditor.go(at('/audit/verification'))).text()).toContain('The chain is whole')
    const file = await (await auditor.go(at('/audit.csv?action=launch-wave&day='))).text()
    expect(file.split('\r\n')[0]).toBe('line,at,actor,via,roles,action,target,outcome,hash')
    expect(file.split('\r\n').slice(1, -1).every(line => line.includes(',launch-wave,'))).toBe(true)
    for (const name of ['ravi@example.org', 'it@example.org', 'boss@example.org', 'emma@example.org']) expect((await (await signedIn(name)).go(at('/audit'))).status).toBe(403)
  })

  it('When there are more lines than a page, then earlier ones follow', async () => {
    for (let i = 0; i < 60; i++) await append(database.pool, { at: new Date(), actor: 's', via: 'key', roles: '', action: 'many', target: `=${i}`, outcome: 'done', about: null })
    const auditor = await signedIn('auditor@example.org')
    const first = await (await auditor.go(at('/audit?action=many'))).text()
    const earlier = /href="(\/audit\?action=many&amp;before=\d+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
    const second = await (await auditor.go(at(earlier ?? ''))).text()
    expect([first.match(/<td>Many<\/td>/g)?.length, second.match(/<td>Many<\/td>/g)?.length]).toEqual([50, 10])
    expect(await (await auditor.go(at('/audit.csv?action=many'))).text()).toContain(`,'=59,`)
  })
})

async function asOwner (work: (pool: ReturnType<typeof openPool>) => Promise<unknown>, url = database.ownerUrl): Promise<void> {
  const pool = openPool(url, { max: 1, onIdleError: () => {} })
  try {
    await work(pool)
  } finally {
    await pool.end()
  }
}
