import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '@weft/service-kit/log'
import { audienceOf } from '@weft/testkit/audience'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { buildApp, reactionsOf } from '../app.ts'
import type { Deps } from '../deps.ts'
import { full8 } from '../instrument/full-8.ts'
import { keepInstrument } from '../instrument/instrument.store.ts'
import { buildPublicHost } from '../public-host.ts'
import { draftIdOf, hashOfToken } from '../ticket/ticket.ts'

let database: TestDatabase
let look: pg.Client
let app: FastifyInstance
let host: FastifyInstance
let closed: string
let tokens: string[]
/** Of a wave of the instrument `one`. */
let ones: string[]
let waveId: string
const door = await openDoor()
/** Another instrument: its only factor is one of full-8's. */
const one = { ...full8, instrumentId: 'one', factors: full8.factors.slice(0, 1), items: full8.items.slice(0, 4) }
const logFile = join(mkdtempSync(join(tmpdir(), 'weft-survey-')), 'public.log')

let time = '2027-03-01T10:20:30Z'

beforeAll(async () => {
  database = await databaseOf('survey')
  look = new pg.Client({ connectionString: database.superUrl })
  await look.connect()
  await keepInstrument(database.pool, full8, randomUUID())
  const deps: Deps = {
    pool: database.pool, log: openLog({ name: 'survey', level: 'silent', file: '' }), now: () => new Date(time), newId: randomUUID, wake: () => {},
    config: { PUBLIC_HOST: '127.0.0.1', PUBLIC_PORT: 0, PUBLIC_ORIGIN: 'https://answers.example', PUBLIC_LOG_FILE: logFile, LIMIT_PER_LINK_PER_MINUTE: 120, REDEMPTION_HOUR: 3, TIME_ZONE: 'UTC', HEADERS_SECONDS: 20, REQUEST_SECONDS: 60 }
  }
  app = buildApp(deps, await door.verifierFor('survey'))
  host = buildPublicHost(deps)
  const past = await openWave(deps, 6)
  await app.inject({ method: 'POST', url: `/waves/${past.waveId}/close`, headers: await door.as('survey', 'program-office') })
  closed = past.tokens[0] as string
  await keepInstrument(database.pool, one, randomUUID())
  ones = (await openWave(deps, 6, 'one')).tokens
  ;({ waveId, tokens } = await openWave(deps, 60))
})
afterAll(async () => {
  await Promise.all([app.close(), host.close()])
  await look.end()
  await database.drop()
})

async function openWave (deps: Deps, people: number, instrumentId = 'full-8') {
  const headers = await door.as('survey', 'program-office')
  const { waveId } = (await app.inject({ method: 'POST', url: '/waves', headers, payload: { title: 'Spring <2027>', instrumentId, closesOn: '2027-03-31' } })).json<{ waveId: string }>()
  await app.inject({ method: 'POST', url: `/waves/${waveId}/launch`, headers })
  const { tokens, events } = audienceOf(waveId, Array.from({ length: people }, () => ({ unitId: 'north' })))
  await deliver(database.pool, reactionsOf(deps), events)
  return { waveId, tokens }
}

const token = () => tokens.pop() as string
const all = (answer = '4') => Object.fromEntries(full8.items.map(item => [`a-${item.itemId}`, answer]))
const get = (url: string, headers: Record<string, string> = {}) => host.inject({ url, headers })
const post = (of: string, fields: Record<string, string> | string, headers: Record<string, string> = {}) => host.inject({
  method: 'POST', url: `/s/${of}`, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
})
const sheets = async () => (await look.query<{ key: string, answers: Record<string, number | null>, stratum: object }>('select s.key, s.answers, s.stratum from sheet s where s.wave_id = $1', [waveId])).rows
const formOf = (html: string) => /name="form" value="([\w-]{22})"/.exec(html)?.[1] as string

describe('opening a link', () => {
  test('When it is good, then the whole survey is one form with nothing chosen', async () => {
    const reply = await get(`/s/${token()}`)
    expect(reply.statusCode).toBe(200)
    expect(reply.body.match(/<fieldset/g)).toHaveLength(32)
    expect(reply.body.match(/type="radio"/g)).toHaveLength(32 * 6)
    expect(reply.body).not.toContain('" checked')
    expect(reply.body).not.toMatch(/anonym/i)
    expect(reply.body).toContain('groups of at least 5 people')
    expect(reply.body).toContain('31 March 2027')
    expect(reply.body).toContain('Spring &lt;2027>')
  })

  test('When a page is served, then it may do nothing but itself, and nobody keeps it', async () => {
    const of = token()
    const { headers, body } = await get(`/s/${of}`)
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(body).not.toContain(of)
    expect(body.match(/<script(?![^>]* src="\/s\/assets\/)/)).toBeNull()
    const packed = await get(`/s/${of}`, { 'accept-encoding': 'gzip' })
    expect(gunzipSync(packed.rawPayload).toString()).toContain('Know customers now')
  })

  test('When links are used, closed, invented, cut short or odd, then code, headers and bytes are the same', async () => {
    const used = token()
    expect((await post(used, all())).statusCode).toBe(303)
    const odd = ['x', 'a'.repeat(99), 'a'.repeat(400), '%00', 'thanks/more', "'; select 1 --"]
    const replies = [await get(`/s/${used}`), await get(`/s/${closed}`), await get(`/s/${randomBytes(24).toString('base64url')}`), await get(`/s/${used.slice(1)}`)]
    const posted = [await post(used, all('5')), await post(closed, all('5')), await post(randomBytes(24).toString('base64url'), all('5'))]
    const first = replies[0]
    for (const reply of [...replies, ...posted]) {
      expect(reply.statusCode).toBe(404)
      expect(reply.body).toBe(first?.body)
      expect({ ...reply.headers, date: '' }).toEqual({ ...first?.headers, date: '' })
    }
    const wrong = await get('/s/%zz')
    expect([wrong.statusCode, wrong.body, { ...wrong.headers, date: '' }]).toEqual([404, first?.body, { ...first?.headers, date: '' }])
    for (const path of odd) expect((await get(`/s/${encodeURI(path)}`)).body).toBe(first?.body)
    expect((await sheets()).filter(sheet => sheet.answers['CI1'] === 5)).toEqual([])
  })

  test('When a sign-in comes along, then nothing is shown or stored', async () => {
    const of = token()
    for (const cookie of ['__Host-weft=abc', 'a=b; __Host-weft-session=1', '__Secure-weft=1']) {
      expect((await get(`/s/${of}`, { cookie })).statusCode).toBe(400)
      expect((await post(of, all(), { cookie })).statusCode).toBe(400)
    }
    expect((await get(`/s/${of}`, { cookie: 'other=1' })).statusCode).toBe(200)
  })
})

describe('sending', () => {
  test('When all is answered, then one sheet is stored with a random key, and the browser goes to a page without the link', async () => {
    const before = (await sheets()).length
    const of = token()
    const reply = await post(of, { ...all('2'), 'a-CI1': 'dk', form: formOf((await get(`/s/${of}`)).body), act: 'send' })
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/s/thanks'])
    const [sheet, ...more] = (await sheets()).filter(found => found.answers['CI2'] === 2)
    expect(more).toEqual([])
    expect(await sheets()).toHaveLength(before + 1)
    expect(sheet?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(sheet).toMatchObject({ stratum: { unitId: 'north', bands: {} }, answers: { CI1: null, CI2: 2, SA4: 2 } })
    expect((await get('/s/thanks')).body).toContain('Thank you')
  })

  test('When the same device comes back, then it is told that the answers were sent; another device is not', async () => {
    const of = token()
    const cookie = (await post(of, all())).headers['set-cookie'] as string
    expect(cookie).toMatch(/^weft-sent=[\w-]{22}; Path=\/s\/; Max-Age=7776000; HttpOnly; SameSite=Lax; Secure$/)
    expect(cookie).not.toContain(of)
    const back = await get(`/s/${of}`, { cookie: cookie.split(';')[0] as string })
    expect([back.statusCode, back.body.includes('You have already sent your answers')]).toEqual([200, true])
    expect((await get(`/s/${of}`)).statusCode).toBe(404)
    expect((await get(`/s/${token()}`, { cookie: cookie.split(';')[0] as string })).statusCode).toBe(200)
  })

  test('When twenty posts of one page arrive at once, then one sheet is stored and each gets the same thanks', async () => {
    const before = (await sheets()).length
    const of = token()
    const form = formOf((await get(`/s/${of}`)).body)
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(of, { ...all(), form })))
    expect(replies.map(reply => [reply.statusCode, reply.headers.location])).toEqual(Array.from({ length: 20 }, () => [303, '/s/thanks']))
    expect(await sheets()).toHaveLength(before + 1)
  })

  test('When twenty different pages of one link are sent at once, then one is stored and the others find the link used', async () => {
    const before = (await sheets()).length
    const of = token()
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => post(of, { ...all(String(1 + i % 5)), form: randomBytes(16).toString('base64url') })))
    expect(replies.map(reply => reply.statusCode).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 404)])
    expect(await sheets()).toHaveLength(before + 1)
  })

  test('When a form says that another instrument asked, then its answers are not stored, though that one exists', async () => {
    const fields = Object.fromEntries(one.items.map(item => [`a-${item.itemId}`, '5']))
    expect((await post(ones.pop() as string, { ...fields, by: '1 one' })).statusCode).toBe(303)
    const [before, of] = [(await sheets()).length, token()]
    const page = (await get(`/s/${of}`)).body
    expect(page).toContain('name="by" value="1 full-8"')
    expect((await post(of, { ...fields, by: '1 one' })).statusCode).toBe(422)
    expect((await post(of, { ...fields, by: '1 one', anyway: '1', 'a-CI1': '9' })).statusCode).toBe(422)
    expect(await sheets()).toHaveLength(before)
    expect((await post(of, { ...all(), by: '1 full-8' })).statusCode).toBe(303)
    expect(await sheets()).toHaveLength(before + 1)
  })

  test.each([
    ['an answer off the scale', { 'a-CI1': '6' }], ['a word for an answer', { 'a-CI1': 'yes' }], ['an unknown statement', { 'a-CI9': '3' }],
    ['an unknown field', { colour: 'red' }], ['a prototype', 'a-CI1=3&__proto__=1'], ['one statement twice', 'a-CI1=3&a-CI1=4']
  ])('When %s is posted, then it is refused on the page with its place, and nothing is stored', async (_what, fields) => {
    const before = (await sheets()).length
    const of = token()
    const reply = await post(of, typeof fields === 'string' ? `${new URLSearchParams(all()).toString().replace('a-CI1=4&', '')}&${fields}` : { ...all(), ...fields })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toContain('Some answers could not be read')
    expect(reply.body.match(/" checked/g)?.length).toBeGreaterThanOrEqual(31)
    expect(await sheets()).toHaveLength(before)
    expect((await get(`/s/${of}`)).statusCode).toBe(200)
  })

  test('When answers are missing, then it says so once with links, keeps the others, and takes them as they are the second time', async () => {
    const of = token()
    const some = Object.fromEntries(Object.entries(all('3')).filter(([field]) => field !== 'a-CI1' && field !== 'a-SA4'))
    const warned = await post(of, { ...some, act: 'send', form: 'A'.repeat(22) })
    expect(warned.statusCode).toBe(422)
    expect(warned.body).toContain('2 statements have no answer yet')
    expect(warned.body).toContain('href="#a-SA4"')
    expect(warned.body.match(/" checked/g)).toHaveLength(30)
    expect(formOf(warned.body)).toBe('A'.repeat(22))
    expect((await post(of, { ...some, act: 'send', anyway: '1' })).statusCode).toBe(303)
    expect((await sheets()).some(({ answers }) => answers['CF1'] === 3 && answers['CI1'] === null && answers['SA4'] === null)).toBe(true)
  })

  test.each([['application/json', 415], ['text/plain', 415], ['multipart/form-data; boundary=x', 415]])('When %s is posted, then it is not read', async (type, status) => {
    expect((await post(token(), '{"a-CI1":"3"}', { 'content-type': type })).statusCode).toBe(status)
  })

  test('When the body is far too large or has thousands of fields, then it is refused', async () => {
    expect((await post(token(), { ...all(), 'a-CI1': 'x'.repeat(70_000) })).statusCode).toBe(413)
    expect((await post(token(), Array.from({ length: 2_000 }, (_, i) => `f${i}=1`).join('&'))).statusCode).toBe(400)
  })
})

describe('a link that is used too often', () => {
  test('When it is opened or sent again and again, good or invented, then all get one page that says when to come again; nothing is stored or lost, and in the next minute it is taken', async () => {
    time = '2027-03-01T10:30:30Z'
    const before = (await sheets()).length
    const [good, invented, other] = [token(), 'A'.repeat(43), token()]
    for (const of of [good, invented]) for (let i = 0; i < 120; i++) await get(`/s/${of}`)
    const refused = [await get(`/s/${good}`), await get(`/s/${invented}`), await post(good, all()), await post(invented, all())]
    expect(refused.map(reply => [reply.statusCode, reply.headers['retry-after'], reply.body])).toEqual(Array(4).fill([429, '30', refused[0]?.body]))
    expect(refused[0]?.body).toContain('Please wait a minute')
    expect(await sheets()).toHaveLength(before)
    expect((await get(`/s/${other}`)).statusCode).toBe(200)
    time = '2027-03-01T10:31:00Z'
    expect((await post(good, all())).statusCode).toBe(303)
    expect(await sheets()).toHaveLength(before + 1)
  })
})

describe('finishing later', () => {
  test('When a draft is saved, then only the link opens it, on any device, and sending takes it away', async () => {
    const of = token()
    const saved = await post(of, { 'a-CI1': '5', 'a-CI2': 'dk', act: 'save' })
    expect([saved.statusCode, saved.headers.location]).toEqual([303, '/s/saved'])
    const again = await get(`/s/${of}`)
    expect(again.body).toMatch(/name="a-CI1" value="5" checked/)
    expect(again.body).toMatch(/name="a-CI2" value="dk" checked/)
    expect(again.body.match(/" checked/g)).toHaveLength(2)
    const { rows } = await look.query<{ draft_id: Buffer, sealed: Buffer }>('select d.draft_id, d.sealed from draft d')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.draft_id).toEqual(draftIdOf(of))
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('CI1')
    expect((await post(of, { ...all(), act: 'send' })).statusCode).toBe(303)
    expect((await look.query('select from draft')).rowCount).toBe(0)
    expect((await post(of, { 'a-CI1': '5', act: 'save' })).statusCode).toBe(404)
  })

  test('When one saves twice, then the later answers stand', async () => {
    const of = token()
    await post(of, { 'a-CI1': '1', act: 'save' })
    await post(of, { 'a-CI1': '2', act: 'save' })
    expect((await get(`/s/${of}`)).body).toMatch(/name="a-CI1" value="2" checked/)
  })
})

describe('what is left behind', () => {
  test('When people have answered, then no token stands anywhere in the database, and no table of answers has a time or a serial', async () => {
    const of = token()
    await post(of, all())
    const { rows: tables } = await look.query<{ name: string }>(`select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`)
    for (const { name } of tables) {
      expect((await look.query(`select from ${name} t where t::text like $1`, [`%${of}%`])).rowCount).toBe(0)
    }
    const { rows: columns } = await look.query(`
      select c.table_name, c.column_name from information_schema.columns c
       where (c.table_name like 'sheet%' or c.table_name like 'ticket%' or c.table_name like 'draft%')
         and (c.data_type ~ 'timestamp|date|time' or c.is_identity = 'YES' or c.column_default like 'nextval%')`)
    expect(columns).toEqual([])
  })

  test('When a ticket is redeemed, then it and its sheet share no value', async () => {
    const of = token()
    await post(of, all('1'))
    const { rows: [ticket] } = await look.query<{ hash: Buffer, form: Buffer }>('select t.hash, t.form from ticket t where t.hash = $1', [hashOfToken(of)])
    const [sheet] = (await sheets()).filter(found => found.answers['PV3'] === 1)
    const key = sheet?.key.replaceAll('-', '') as string
    expect(ticket?.hash.toString('hex')).not.toContain(key.slice(0, 8))
    expect(ticket?.form.toString('hex')).not.toContain(key.slice(0, 8))
  })

  test('When requests were served, then the log says hour and status and nothing else', async () => {
    const written = () => readFileSync(logFile, 'utf8').split('\n').slice(0, -1)
    await expect.poll(() => written().length).toBeGreaterThan(20)
    const lines = written().map(line => JSON.parse(line) as object)
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(['hour', 'level', 'status'])
      expect(line).toMatchObject({ hour: '2027-03-01T10' })
    }
  })
})
