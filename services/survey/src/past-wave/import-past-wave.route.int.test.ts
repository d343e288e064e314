import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PastWaveReply } from '@weft/contracts/survey/api'
import { sumOfHashes } from '@weft/service-kit/checksum'
import { openLog } from '@weft/service-kit/log'
import { Refusal } from '@weft/service-kit/refusal'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { buildApp } from '../app.ts'
import type { Deps } from '../deps.ts'
import { handOver } from '../hand-over/hand-over.job.ts'

const data = new URL('../../../../tests/data/', import.meta.url)
const fileOf = (name: string) => readFile(new URL(name, data), 'utf8')

let database: TestDatabase
let deps: Deps
let app: FastifyInstance
let url: string
const woken: (string | undefined)[] = []

beforeAll(async () => {
  database = await databaseOf('survey')
  deps = {
    pool: database.pool, log: openLog({ name: 'survey', level: 'silent', file: '' }), now: () => new Date('2027-03-02T12:00:00Z'), newId: randomUUID,
    wake: job => { woken.push(job) },
    config: { PUBLIC_HOST: '', PUBLIC_PORT: 0, PUBLIC_ORIGIN: '', PUBLIC_LOG_FILE: '', LIMIT_PER_LINK_PER_MINUTE: 120, REDEMPTION_HOUR: 3, TIME_ZONE: 'UTC', HEADERS_SECONDS: 20, REQUEST_SECONDS: 60 }
  }
  app = buildApp(deps, async role => {
    if (role === undefined) throw new Refusal('unauthenticated', 'no-token', 'Nobody.')
    return { subject: 'somebody', roles: [role], scopes: [] }
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app?.close()
  await database?.drop()
})

const aMapping = {
  title: 'Autumn 2024', closedOn: '2024-11-30', organisation: 'Harbour',
  instrument: { instrumentId: 'pulse', version: 1, title: 'Pulse' }, missing: ['NA'],
  scales: { agree: { min: 1, max: 5 } }, factors: [{ factorId: 'care', name: 'Care', scale: 'agree' }],
  items: [{ column: 'q1', factorId: 'care' }, { column: 'q2', factorId: 'care', reverse: true }],
  unitPath: ['area', 'team']
}
/** Another title and instrument each time, so that tests do not meet. */
const aFreshMapping = () => ({ ...aMapping, title: `Wave ${randomUUID()}`, instrument: { ...aMapping.instrument, instrumentId: `pulse-${randomUUID().slice(0, 8)}` } })
const someRows = ['name,area,team,q1,q2', ...Array.from({ length: 12 }, (_, i) => `Person Number${i},North,${i < 6 ? 'Desk' : 'Yard'},${1 + i % 5},`), 'Person Above,North,,5,NA', 'Person Atop,,,1,1'].join('\n')

type Part = { name: string, content: string | Uint8Array<ArrayBuffer> }
const post = async (parts: Part[], { query = '', role = 'program-office' } = {}) => {
  const form = new FormData()
  for (const { name, content } of parts) form.append(name, new Blob([content]), `${name}.file`)
  return fetch(`${url}/past-waves${query}`, { method: 'POST', headers: { authorization: role }, body: form, signal: AbortSignal.timeout(20_000) })
}
const send = (mapping: unknown, answers: Part['content'], options = {}) =>
  post([{ name: 'mapping', content: JSON.stringify(mapping) }, { name: 'answers', content: answers }], options)
const apply = async (mapping: unknown, answers: Part['content']) => {
  const response = await send(mapping, answers)
  expect(response.status).toBe(200)
  return await response.json() as PastWaveReply
}
const stored = async () => (await database.pool.query<Record<string, number>>(/* sql */ `
  select (select count(*) from wave) as waves, (select count(*) from instrument) as instruments, (select count(*) from wave_unit) as units,
         (select count(*) from sheet) as sheets, (select count(*) from outbox) as events`)).rows[0]
const unchangedBy = async (work: () => Promise<Response>) => {
  const before = await stored()
  const response = await work()
  const problem = await response.json() as { code: string, detail: string, problems?: { at: string, code: string }[] }
  expect(await stored()).toEqual(before)
  return { status: response.status, ...problem }
}
const letGo = () => handOver(deps).run(new AbortController().signal)
const eventsOf = async (waveId: string) => (await database.pool.query<{ topic: string, id: string, key: string, time: string, data: string }>(/* sql */ `
  select o.topic, o.id, o.key, o.time, o.data from outbox o where o.data like '%' || $1 || '%' order by o.position`, [waveId])).rows

describe('POST /past-waves', () => {
  it('When a file and its mapping fit, then the wave is here, closed, with its own tree, and its answers in their units', async () => {
    const mapping = aFreshMapping()
    const reply = await apply(mapping, someRows)
    expect(reply).toEqual({ waveId: reply.waveId, applied: true, title: mapping.title, sheets: 14, units: 4, items: 2, factors: 1, missingAnswers: 13, droppedColumns: ['name'] })
    const wave = await (await fetch(`${url}/waves/${reply.waveId}`, { headers: { authorization: 'analyst' } })).json() as Record<string, unknown>
    expect(wave).toMatchObject({ kind: 'past', state: 'closed', title: mapping.title, closesOn: '2024-11-30', validated: false })
    const { rows } = await database.pool.query(/* sql */ `
      select u.name, count(*) as sheets from sheet s join wave_unit u on u.wave_id = s.wave_id and u.unit_id = s.stratum ->> 'unitId'
       where s.wave_id = $1 group by u.name order by u.name`, [reply.waveId])
    expect(rows).toEqual([{ name: 'Desk', sheets: 6 }, { name: 'Harbour', sheets: 1 }, { name: 'North', sheets: 1 }, { name: 'Yard', sheets: 6 }])
    expect(woken.at(-1)).toBe('hand-over')
  })

  it('When it is imported, then nothing of an unmapped column is anywhere in the database', async () => {
    const { waveId } = await apply(aFreshMapping(), someRows.replaceAll('Person', 'Zyxwv'))
    await letGo()
    const all = new pg.Client({ connectionString: database.superUrl })
    await all.connect()
    const { rows } = await all.query<{ table: string }>(/* sql */ `select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')`)
    expect(rows.length).toBeGreaterThan(10)
    for (const { table } of rows) {
      const { rows: [found] } = await all.query<{ hits: number }>(`select count(*) as hits from "${table}" t where t::text like '%Zyxwv%'`)
      expect([table, found?.hits]).toEqual([table, 0])
    }
    await all.end()
    expect((await eventsOf(waveId)).length).toBeGreaterThan(14)
  })

  it('When its sheets are handed over, then they go the way of live sheets: coarser strata, a random order, a checksum that fits', async () => {
    const thin = someRows.split('\n').filter((_, line) => line < 9).join('\n') // Desk has 6, Yard 2
    const { waveId } = await apply(aFreshMapping(), thin)
    await letGo()
    const events = await eventsOf(waveId)
    const of = (noun: string) => events.filter(event => event.topic === `int.survey.${noun}.v1`)
    expect([of('tree').length, of('wave').length, of('hand-over').length]).toEqual([1, 1, 1])
    const sheets = of('sheet').map(({ key, data: text }) => ({ key, ...JSON.parse(text) as { waveId: string, stratum: { unitId: string }, answers: Record<string, number | null> } }))
    expect(JSON.parse(of('hand-over')[0]?.data ?? '')).toMatchObject({ sheets: 8, checksum: sumOfHashes(sheets.map(({ key, stratum, answers }) => ({ key, stratum, answers }))) })
    // Two in Yard are too few: they count as North's, Desk joins them, and eight carry one stratum.
    expect(new Set(sheets.map(sheet => sheet.stratum.unitId)).size).toBe(1)
    expect(sheets.map(sheet => sheet.key)).toEqual(sheets.map(sheet => sheet.key).sort())
    expect(of('sheet').every(event => event.id === event.key && /^\d{4}-\d{2}-\d{2}$/.test(event.time))).toBe(true)
  })

  it('When only a check is asked for, then the figures are the same and nothing is written', async () => {
    const mapping = aFreshMapping()
    const before = await stored()
    const response = await send(mapping, someRows, { query: '?check=true' })
    const checked = await response.json() as PastWaveReply
    expect(checked).toMatchObject({ applied: false, sheets: 14, units: 4, droppedColumns: ['name'] })
    expect(await stored()).toEqual(before)
    expect({ ...await apply(mapping, someRows), applied: false, waveId: checked.waveId }).toEqual(checked)
  })

  it('When the same file is applied twice, or twice at once, then there is one wave', async () => {
    const [mapping, other] = [aFreshMapping(), aFreshMapping()]
    await apply(mapping, someRows)
    expect(await unchangedBy(() => send(mapping, someRows))).toMatchObject({ status: 409, code: 'past-wave-exists' })
    expect(await unchangedBy(() => send(mapping, someRows, { query: '?check=true' }))).toMatchObject({ status: 409, code: 'past-wave-exists' })
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await send(other, someRows)).status))
    expect(statuses.sort()).toEqual([200, 409, 409, 409])
  })

  it('When a second wave brings the same instrument, then it is kept once; with other content under the same version it is refused', async () => {
    const mapping = aFreshMapping()
    await apply(mapping, someRows)
    await apply({ ...mapping, title: `${mapping.title} again` }, someRows)
    const changed = { ...mapping, title: 'Changed', items: [{ ...mapping.items[0], reverse: true }, mapping.items[1]] }
    expect(await unchangedBy(() => send(changed, someRows))).toMatchObject({ status: 409, code: 'instrument-differs' })
    expect(await unchangedBy(() => send(changed, someRows, { query: '?check=true' }))).toMatchObject({ status: 409, code: 'instrument-differs' })
    await apply({ ...changed, instrument: { ...mapping.instrument, version: 2 } }, someRows)
  })

  it.each<[string, (bytes: string) => Part['content']]>([
    ['UTF-16 LE with its mark and ;', text => Buffer.from(`\uFEFF${text.replaceAll(',', ';')}`, 'utf16le')],
    ['UTF-8 with its mark and Windows line ends', text => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
    ['tabs', text => text.replaceAll(',', '\t')]
  ])('When the file comes as %s, then it reads the same', async (_, encoded) => {
    const reply = await apply(aFreshMapping(), encoded(someRows))
    expect(reply).toMatchObject({ sheets: 14, units: 4, missingAnswers: 13 })
  })

  it.each<[string, Part['content'], number, string, string | undefined]>([
    ['an answer is out of scale', 'area,team,q1,q2\nNorth,Desk,3,4\nNorth,Desk,3,6\n', 422, 'out-of-scale', 'answers line 3, column q2'],
    ['an answer is no number', 'area,team,q1,q2\nNorth,Desk,agree,4\n', 422, 'not-a-number', 'answers line 2, column q1'],
    ['a unit hangs in the air', 'area,team,q1,q2\n,Desk,3,4\n', 422, 'gap-in-path', 'answers line 2, column team'],
    ['a mapped column is missing', 'area,q1\nNorth,3\n', 422, 'missing-columns', 'mapping q2'],
    ['a column comes twice', 'area,team,q1,q2,q2\nNorth,Desk,3,4,4\n', 422, 'duplicate-columns', undefined],
    ['a row is too short', 'area,team,q1,q2\nNorth,Desk,3\n', 422, 'uneven-row', undefined],
    ['there are no rows', 'area,team,q1,q2\n', 422, 'no-answers', undefined],
    ['there is nothing at all', '', 422, 'empty-file', undefined],
    ['the encoding is Latin-1', Buffer.from('area,team,q1,q2\nZürich,Desk,3,4\n', 'latin1'), 422, 'wrong-encoding', undefined]
  ])('When %s, then it is refused with a code and a place, and nothing is changed', async (_, answers, status, code, at) => {
    const problem = await unchangedBy(() => send(aFreshMapping(), answers))
    expect(problem).toMatchObject({ status, code })
    expect(problem.detail.length).toBeGreaterThan(10)
    if (at !== undefined) expect(problem.problems?.[0]?.at).toBe(at)
  })

  it('When the last of many rows is wrong, then not one row of the others is kept', async () => {
    const rows = `area,team,q1,q2\n${'North,Desk,3,4\n'.repeat(20_000)}North,Desk,3,9\n`
    expect(await unchangedBy(() => send(aFreshMapping(), rows))).toMatchObject({ status: 422, code: 'out-of-scale', problems: [{ at: 'answers line 20002, column q2' }] })
  })

  it('When the parts are not the two that are asked for, in their order, then it is refused', async () => {
    const mapping = { name: 'mapping', content: JSON.stringify(aFreshMapping()) }
    const answers = { name: 'answers', content: someRows }
    expect(await unchangedBy(() => post([answers, mapping]))).toMatchObject({ status: 400, code: 'mapping-comes-first' })
    expect(await unchangedBy(() => post([mapping]))).toMatchObject({ status: 400, code: 'no-answers-file' })
    expect(await unchangedBy(() => post([mapping, { ...answers, name: 'people' }]))).toMatchObject({ status: 400, code: 'unexpected-file' })
    expect(await unchangedBy(() => post([mapping, mapping]))).toMatchObject({ status: 400, code: 'unexpected-file' })
    expect(await unchangedBy(() => post([{ ...mapping, content: 'x'.repeat(1_100_000) }, answers]))).toMatchObject({ status: 413, code: 'mapping-too-large' })
    expect(await unchangedBy(() => post([{ ...mapping, content: '{"__proto__":{}}' }, answers]))).toMatchObject({ status: 422, code: 'mapping-not-json' })
    expect(await unchangedBy(() => fetch(`${url}/past-waves`, { method: 'POST', headers: { authorization: 'program-office', 'content-type': 'application/json' }, body: '{}' }))).toMatchObject({ status: 400, code: 'not-multipart' })
    expect(await unchangedBy(() => send(aFreshMapping(), someRows, { query: '?check=maybe' }))).toMatchObject({ status: 400 })
    expect(await unchangedBy(() => send(aFreshMapping(), someRows, { query: '?force=true' }))).toMatchObject({ status: 400 })
  })

  it('When an analyst sends a past wave, then it is refused', async () => {
    expect(await unchangedBy(() => send(aFreshMapping(), someRows, { role: 'analyst' }))).toMatchObject({ status: 403, code: 'not-yours' })
  })

  it('When the sender goes away in the middle, then nothing is kept and the next one is served', async () => {
    const before = await stored()
    const half = request(`${url}/past-waves`, { method: 'POST', headers: { authorization: 'program-office', 'content-type': 'multipart/form-data; boundary=xx' } })
    half.on('error', () => {})
    half.write(`--xx\r\ncontent-disposition: form-data; name="mapping"; filename="m"\r\n\r\n${JSON.stringify(aFreshMapping())}\r\n--xx\r\ncontent-disposition: form-data; name="answers"; filename="a"\r\n\r\n${someRows}`)
    await new Promise(resolve => setTimeout(resolve, 100))
    const closed = new Promise(resolve => half.once('close', resolve))
    half.destroy()
    await closed
    expect(await stored()).toEqual(before)
    await apply(aFreshMapping(), someRows)
  })

  it('When the example of the README comes in, then it fits, and its staff numbers are dropped', async () => {
    const example = (name: string) => readFile(new URL(`../../../../examples/past-wave/${name}`, import.meta.url), 'utf8')
    const reply = await apply(JSON.parse(await example('mapping.json')), await example('answers.csv'))
    expect(reply).toMatchObject({ sheets: 87, units: 12, items: 8, factors: 2, droppedColumns: ['staff_number'] })
  })

  it.each([['lq2002', 2_042, 50, 0], ['thinned', 297, 57, 0], ['bfi', 2_800, 13, 508]])('When %s comes in, then it has %d sheets, %d units and %d missing answers', async (name, sheets, units, missingAnswers) => {
    const reply = await apply(JSON.parse(await fileOf(`${name}.mapping.json`)), await fileOf(`${name}.csv`))
    expect(reply).toMatchObject({ sheets, units, missingAnswers })
  })
})
