import { randomUUID } from 'node:crypto'
import type { ExposureCoverageReply, ExposureReply } from '@weft/contracts/program/exposure-api'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs } from '../acting-as.ts'
import { buildApp } from '../app.ts'
import type { Deps } from '../deps.ts'
import { exposureTotal } from './exposure.store.ts'

let database: TestDatabase
let door: TestDoor
let app: FastifyInstance
const subjects = Array.from({ length: 12 }, () => randomUUID())
const [ana = '', ben = ''] = subjects

beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  app = buildApp({ pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => new Date('2026-11-24T09:00:00Z'), newId: randomUUID, wake: () => {} } as Partial<Deps> as Deps, await door.verifierFor('program'))
  await database.pool.query(`insert into unit (unit_id, parent_id, name, since) values ('all', null, 'All', '2026-01-01')`)
  for (const [i, subject] of subjects.entries()) {
    await database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ($1, $1, $1 || '@x.org', 'all', 'staff', '2026-01-01')`, [`P-${i}`])
    await database.pool.query(`insert into account (person_id, subject) values ($1, $2)`, [`P-${i}`, subject])
  }
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const call = async (subject: string, method: 'GET' | 'POST', url: string, payload?: object, roles = ['employee']) =>
  app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', { subject, roles }) } })
const log = (subject: string, change: object = {}) => call(subject, 'POST', '/program/exposure', { kind: 'call', day: '2026-11-10', aha: null, share: false, ...change })
const readAs = async (subject: string) => (await call(subject, 'GET', '/program/exposure')).json<ExposureReply>()
const idOf = async (response: ReturnType<typeof log>) => (await response).json<{ exposureId: string }>().exposureId

describe('Hearing customers in person', () => {
  test('When somebody logs it with a note, then nobody else sees either, not even past the routes', async () => {
    const id = await idOf(log(ana, { aha: 'They keep our letters in a drawer.' }))
    expect((await readAs(ana)).own).toMatchObject([{ exposureId: id, aha: 'They keep our letters in a drawer.', shared: false }])
    expect(await readAs(ben)).toEqual({ mayLog: true, own: [], notes: [] })
    for (const act of ['drop', 'sharing']) expect((await call(ben, 'POST', `/program/exposure/${id}/${act}`, act === 'sharing' ? { share: true } : undefined)).json()).toMatchObject({ status: 404, code: 'no-such-exposure' })
    expect((await database.pool.query(/* sql */ `select from exposure`)).rowCount).toBe(0)
    expect(await actingAs(database.pool, { subject: ben }, async tx => (await tx.query(/* sql */ `delete from exposure_note`)).rowCount)).toBe(0)
  })

  test('When a note is shared, then everybody reads it without a name; taken back, it is gone', async () => {
    const id = await idOf(log(ana, { aha: 'One number on the bill would do.', share: true }))
    const { notes } = await readAs(ben)
    expect(notes).toEqual([{ noteId: id, kind: 'call', text: 'One number on the bill would do.' }])
    await expect(actingAs(database.pool, { subject: ben }, tx => tx.query(/* sql */ `insert into exposure_note (note_id, kind, text) values ($1, 'call', 'forged')`, [randomUUID()]))).rejects.toThrow(/row-level security/)
    await call(ben, 'POST', `/program/exposure/${id}/sharing`, { share: false })
    expect((await readAs(ben)).notes).toHaveLength(1)
    await call(ana, 'POST', `/program/exposure/${id}/sharing`, { share: false })
    expect((await readAs(ben)).notes).toEqual([])
    await call(ana, 'POST', `/program/exposure/${id}/drop`)
    expect((await readAs(ana)).own.map(one => one.exposureId)).not.toContain(id)
  })

  test.each([
    ['to come', { day: '2026-11-25' }, 'not-yet'], ['too long ago', { day: '2026-08-25' }, 'too-long-ago'], ['shared and empty', { share: true }, 'nothing-to-share']
  ])('When it is %s, then it is refused with a sentence', async (_what, change, code) => {
    expect((await log(ana, change)).json()).toMatchObject({ status: 422, code })
  })

  test('When fewer than five people logged it, then the number of logs is not told; from five on it is', async () => {
    for (const subject of subjects.slice(1, 4)) await log(subject)
    expect(await exposureTotal(database.pool, '2026-11-01', '2026-11-24')).toBeNull()
    await log(subjects[4] ?? '')
    expect(await exposureTotal(database.pool, '2026-11-01', '2026-11-24')).toBe(5)
  })

  test('When coverage is read, then it is a band of the group, and a log of this week does not show yet', async () => {
    const read = async () => (await call(ana, 'GET', '/program/exposure/coverage', undefined, ['manager'])).json<ExposureCoverageReply>()
    // Five of twelve: bands 0–5 and 6–12.
    expect(await read()).toEqual({ from: '2026-08-25', until: '2026-11-22', next: null, units: [{ unitId: 'all', name: 'All', depth: 0, people: 12, heard: { atLeast: 0, atMost: 5 } }] })
    await log(subjects[5] ?? '', { day: '2026-11-23' })
    expect((await read()).units[0]?.heard).toEqual({ atLeast: 0, atMost: 5 })
    await log(subjects[5] ?? '', { day: '2026-11-22' })
    expect((await read()).units[0]?.heard).toEqual({ atLeast: 6, atMost: 12 })
  })

  test('When somebody is in no directory, then the page says so and nothing is logged', async () => {
    const stranger = randomUUID()
    expect((await readAs(stranger)).mayLog).toBe(false)
    expect((await log(stranger)).json()).toMatchObject({ status: 403, code: 'not-in-directory' })
  })
})
