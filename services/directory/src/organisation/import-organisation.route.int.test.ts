import { randomUUID } from 'node:crypto'
import { organisationVersioned, type Organisation, type Person } from '@weft/contracts/directory/events'
import { sumOfHashes } from '@weft/service-kit/checksum'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../app.ts'

let directory: TestDatabase
let today: Date
let app: ReturnType<typeof buildApp>

beforeAll(async () => {
  directory = await databaseOf('directory')
  app = buildApp({
    pool: directory.pool, log: openLog({ name: 'directory', level: 'silent', file: '' }), now: () => today, newId: () => v7(), wake: () => {}, firstOfficeSignIn: 'office@localhost'
  }, async role => ({ subject: 's', roles: [role ?? ''], scopes: [] }))
})
afterAll(async () => { await app.close(); await directory.drop() })
beforeEach(async () => {
  today = new Date('2026-11-02T09:30:00Z')
  for (const table of ['import_run', 'outbox', 'unit_version', 'person_version', 'unit', 'person', 'organisation_version']) await directory.pool.query(`delete from ${table}`)
})

const units = 'unit,parent,name\nU,,Company\nV,U,Claims\n'
const header = 'person,name,email,unit,boss,rank,role,sign_in,band_site\n'
const people = `${header}a,Ana,ana@example.org,U,,leader,program-office,ana@localhost,North\nb,Ben,ben@example.org,V,a,staff,,,\n`

type File = { field: string, content: string | Buffer }
function form (files: readonly File[]) {
  const boundary = `--weft${randomUUID()}`
  const parts = files.flatMap(({ field, content }) => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${field}.csv"\r\ncontent-type: text/csv\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')
  ])
  return { payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, authorization: 'program-office' } }
}
const send = (files: readonly File[], query = '') => app.inject({ method: 'POST', url: `/organisation/imports${query}`, ...form(files) })
const importFiles = (u: string | Buffer, p: string | Buffer, query = '') => send([{ field: 'units', content: u }, { field: 'people', content: p }], query)
const get = async (url: string, role: string) => (await app.inject({ url, headers: { authorization: role } })).json<Record<string, unknown>>()

type Event = { topic: string, key: string, data: string | null, time: string }
const events = async () => (await directory.pool.query<Event>('select topic, key, data, time from outbox order by position')).rows
const everything = async () => {
  const tables = ['outbox', 'unit_version', 'person_version', 'unit', 'person', 'organisation_version']
  return Promise.all(tables.map(async table => (await directory.pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows))
}

describe('POST /organisation/imports', () => {
  test.each([['units first', ['units', 'people']], ['people first', ['people', 'units']]])('When both files come, %s, then the organisation stands and its events wait', async (_, order) => {
    const content: Record<string, string> = { units, people }
    const reply = await send(order.map(field => ({ field, content: content[field] ?? '' })))
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toEqual({ version: 1, changedAnything: true, units: { added: 2, changed: 0, ended: 0, same: 0 }, people: { added: 2, changed: 0, ended: 0, same: 0 } })
    expect(await get('/organisation', 'program-office')).toEqual({ version: 1, people: 2, units: 2, bands: ['site'], officeSignIns: 1 })

    const all = await events()
    expect(all.map(event => `${event.topic} ${event.key}`)).toEqual([
      'pub.directory.unit.v1 U', 'pub.directory.unit.v1 V', 'int.directory.person.v1 a', 'int.directory.person.v1 b', 'int.directory.organisation.v1 organisation'
    ])
    expect(JSON.parse(all[2]?.data ?? '')).toEqual({
      personId: 'a', name: 'Ana', email: 'ana@example.org', unitId: 'U', bossId: null, rank: 'leader', bands: { site: 'North' }, since: '2026-11-02', version: 1
    } satisfies Person)
    const data = all.map(event => JSON.parse(event.data ?? 'null') as unknown)
    expect(data[4]).toEqual({ version: 1, people: 2, units: 2, unitsSum: sumOfHashes(data.slice(0, 2)), peopleSum: sumOfHashes(data.slice(2, 4)) } satisfies Organisation)
    organisationVersioned.data.parse(data[4])
  })

  test('When the same files come again, in other order and encoding, then nothing changes and nothing is sent', async () => {
    await importFiles(units, people)
    const before = await everything()
    const [head = '', ...rows] = people.trimEnd().split('\n')
    const turned = Buffer.from(`\uFEFF${[head, ...rows.reverse()].join('\r\n').replaceAll(',', ';')}\r\n`, 'utf16le')
    const reply = await importFiles(units, turned)
    expect(reply.json()).toMatchObject({ version: 1, changedAnything: false, people: { same: 2 }, units: { same: 2 } })
    expect(await everything()).toEqual(before)
  })

  test('When people and units change, leave and come back, then only they are sent, history is kept and the first day stays', async () => {
    await importFiles(`${units}W,U,Sales\n`, `${people}c,Cy,cy@example.org,V,a,staff,,,\n`)
    await directory.pool.query('delete from outbox')
    today = new Date('2026-11-20T09:30:00Z')
    const second = await importFiles(units, people.replace('Ben,ben', 'Benno,ben'), '?confirmLeavers=1')
    expect(second.json()).toMatchObject({ version: 2, units: { ended: 1, same: 2 }, people: { changed: 1, ended: 1, same: 1 } })
    const sent = await events()
    expect(sent.map(event => [event.key, event.data === null])).toEqual([['W', true], ['b', false], ['c', true], ['organisation', false]])
    expect(JSON.parse(sent[1]?.data ?? '')).toMatchObject({ name: 'Benno', since: '2026-11-02', version: 2 })

    await importFiles(`${units}W,U,Sales\n`, `${people}c,Cy,cy@example.org,V,a,staff,,,\n`)
    const { rows } = await directory.pool.query('select from_version, until_version, from_day, until_day from person_version where person_id = $1 order by 1', ['c'])
    expect(rows).toEqual([{ from_version: 1, until_version: 2, from_day: '2026-11-02', until_day: '2026-11-20' }, { from_version: 3, until_version: null, from_day: '2026-11-20', until_day: null }])
    const back = (await events()).findLast(event => event.key === 'c')
    expect(JSON.parse(back?.data ?? '')).toMatchObject({ since: '2026-11-02', version: 3 })
  })

  test('When versions pass, then the marker\'s sums are those of the latest event of every key', async () => {
    const state = new Map<string, unknown>()
    for (const [u, p] of [[units, people], [`${units}W,V,Sales\n`, `${people}c,Cy,cy@example.org,W,b,staff,,,\n`], [units, people]] as const) {
      await importFiles(u, p, '?confirmLeavers=1')
      for (const { topic, key, data } of await events()) {
        if (data === null) state.delete(`${topic} ${key}`)
        else state.set(`${topic} ${key}`, JSON.parse(data))
      }
      const of = (topic: string) => [...state].filter(([place]) => place.startsWith(topic)).map(([, value]) => value)
      expect(state.get('int.directory.organisation.v1 organisation')).toMatchObject({ peopleSum: sumOfHashes(of('int.directory.person')), unitsSum: sumOfHashes(of('pub.directory.unit')) })
    }
  })

  test('When more than a tenth would leave, then the number must be said, the right one, and nothing is changed before', async () => {
    await importFiles(units, `${people}c,Cy,cy@example.org,V,a,staff,,,\n`)
    const before = await everything()
    const stopped = await importFiles(units, people)
    expect([stopped.statusCode, stopped.json()]).toMatchObject([409, { code: 'too-many-leavers', detail: expect.stringContaining('1 of 3 people') as string }])
    expect((await importFiles(units, people, '?confirmLeavers=2')).json()).toMatchObject({ code: 'wrong-number' })
    expect((await importFiles(units, people, '?confirmLeavers=all')).statusCode).toBe(400)
    expect(await everything()).toEqual(before)
    expect((await importFiles(units, people, '?confirmLeavers=1')).json()).toMatchObject({ version: 2, people: { ended: 1 } })
  })

  test('When two imports come at once, then one follows the other', async () => {
    const replies = await Promise.all([importFiles(units, people), importFiles(units, people), importFiles(`${units}W,U,Sales\n`, people)])
    expect(replies.map(reply => reply.statusCode)).toEqual([200, 200, 200])
    const { rows } = await directory.pool.query<{ version: number }>('select version from organisation_version order by 1')
    expect(rows.map(row => row.version)).toEqual(rows.map((_, i) => i + 1))
    expect(rows.length).toBeLessThanOrEqual(3)
  })

  test.each<[string, string, string | Buffer, string | Buffer]>([
    ['Latin-1', 'wrong-encoding', units, Buffer.from(people.replace('Ana', 'Añá'), 'latin1')],
    ['a missing column', 'missing-columns', 'unit,name\nU,Company\n', people],
    ['an unknown column', 'unknown-columns', units, people.replace('band_site', 'site')],
    ['a unit twice', 'duplicate-id', `${units}V,U,Claims\n`, people],
    ['a person twice', 'duplicate-id', units, `${people}b,Ben,ben@example.org,V,a,staff,,,\n`],
    ['an unknown unit', 'unknown-unit', units, people.replace(',V,', ',X,')],
    ['an unknown parent', 'unknown-parent', `${units}W,X,Sales\n`, people],
    ['an unknown boss', 'unknown-boss', units, people.replace(',V,a,', ',V,x,')],
    ['units in a circle', 'cyclic-units', 'unit,parent,name\nU,,Company\nV,W,Claims\nW,V,Sales\n', people],
    ['bosses in a circle', 'cyclic-bosses', units, people.replace(',U,,', ',U,b,')],
    ['two roots', 'second-root', `${units}W,,Sales\n`, people],
    ['a bad e-mail', 'bad-email', units, people.replace('ben@', 'ben ')],
    ['an unknown rank', 'unknown-rank', units, people.replace('leader', 'chief')],
    ['an unknown role', 'unknown-role', units, people.replace('program-office', 'root')],
    ['a role without sign-in', 'role-without-sign-in', units, people.replace('ana@localhost', '')],
    ['a sign-in twice', 'duplicate-sign-in', units, people.replace('V,a,staff,,', 'V,a,staff,,ana@localhost')],
    ['an e-mail twice, one of them with a sign-in', 'duplicate-email', units, people.replace('ben@example.org', 'ANA@example.org')],
    ['nobody in the office', 'nobody-in-office', units, people.replace('program-office', 'analyst')],
    ['an open quotation mark', 'broken-quotes', units, `${people}"c`],
    ['a key that means more to JavaScript', 'bad-email', units, people.replace('a,Ana,ana@example.org', '__proto__,Ana,x')]
  ])('When the files hold %s, then they are refused as %s and nothing is changed', async (_, code, u, p) => {
    await importFiles(units, people)
    const before = await everything()
    const reply = await importFiles(u, p)
    expect(reply.statusCode).toBe(422)
    expect(reply.json()).toMatchObject({ code })
    expect(reply.json<{ problems: { at: string, sentence: string }[] }>().problems.every(problem => problem.sentence.length > 10)).toBe(true)
    expect(await everything()).toEqual(before)
  })

  test('When many rows are wrong, then a hundred findings name their lines', async () => {
    const reply = await importFiles(units, `${header}${Array.from({ length: 300 }, (_, i) => `p${i},P,p${i}@example.org,X,,staff,,,`).join('\n')}\n`)
    const { problems } = reply.json<{ problems: { at: string, code: string }[] }>()
    expect(problems).toHaveLength(100)
    expect(problems[99]).toMatchObject({ at: 'people.csv line 101', code: 'unknown-unit' })
  })

  test.each<[string, string, File[]]>([
    ['people is missing', 'no-people-file', [{ field: 'units', content: units }]],
    ['units is missing', 'no-units-file', [{ field: 'people', content: people }]],
    ['units comes twice', 'unexpected-file', [{ field: 'units', content: units }, { field: 'units', content: units }]],
    ['another file comes', 'unexpected-file', [{ field: 'salaries', content: units }]]
  ])('When %s, then it is refused as %s', async (_, code, files) => {
    const reply = await send(files)
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([400, code])
    expect(await events()).toEqual([])
  })

  test('When a file is far too large, then it is refused', async () => {
    const reply = await importFiles(units, Buffer.concat([Buffer.from(header), Buffer.alloc(65 * 1_048_576, 'x,\n')]))
    expect([400, 413, 422]).toContain(reply.statusCode)
    expect(await events()).toEqual([])
  })

  test('When somebody else asks, then it is forbidden', async () => {
    for (const role of ['analyst', 'door', '']) {
      const { payload, headers } = form([{ field: 'units', content: units }, { field: 'people', content: people }])
      expect((await app.inject({ method: 'POST', url: '/organisation/imports', payload, headers: { ...headers, authorization: role } })).statusCode).toBe(403)
    }
  })
})

describe('GET /sign-ins/:signIn', () => {
  test('When the platform is empty, then the first sign-in is the program office and nobody else is anybody', async () => {
    expect(await get('/sign-ins/Office@localhost', 'door')).toMatchObject({ name: 'Program office', roles: ['program-office'] })
    expect(await get('/sign-ins/ana@localhost', 'door')).toMatchObject({ code: 'no-such-sign-in' })
  })

  test('When the directory names the office, then the first sign-in is nobody, and the subject says nothing', async () => {
    await importFiles(units, people)
    expect(await get('/sign-ins/office@localhost', 'door')).toMatchObject({ code: 'no-such-sign-in' })
    const found = await get('/sign-ins/ANA@localhost', 'door')
    expect(found).toMatchObject({ name: 'Ana', roles: ['program-office', 'manager', 'employee'], units: [expect.any(String)] })
    expect(found['subject']).toMatch(/^[0-9a-f-]{36}$/)
    expect(await get('/sign-ins/ana@localhost', 'program-office')).toMatchObject({ code: 'not-yours' })
  })
})
