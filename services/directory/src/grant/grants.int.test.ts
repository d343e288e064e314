import { randomUUID } from 'node:crypto'
import { inTransaction } from '@weft/service-kit/database'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../app.ts'

let database: TestDatabase
let door: TestDoor
let app: FastifyInstance
let time = new Date('2026-11-24T09:00:00Z')
const subjects: Record<'ana' | 'ben' | 'cem', string> = { ana: randomUUID(), ben: randomUUID(), cem: randomUUID() }

beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('directory'), openDoor()])
  app = buildApp({ pool: database.pool, log: openLog({ name: 'directory', level: 'silent', file: '' }), now: () => time, newId: randomUUID, wake: () => {}, firstOfficeSignIn: 'office@localhost' }, await door.verifierFor('directory'))
  await database.pool.query(`insert into unit (unit_id, since) values ('all', '2026-01-01'), ('east', '2026-01-01')`)
  await database.pool.query(`insert into unit_version (unit_id, from_version, from_day, parent_id, name) values ('all', 1, '2026-01-01', null, 'All'), ('east', 1, '2026-01-01', 'all', 'East')`)
  for (const [name, role, boss] of [['ana', 'program-office', null], ['ben', null, 'ana'], ['cem', null, 'ana']] as const) {
    await database.pool.query(`insert into person (person_id, since, subject) values ($1, '2026-01-01', $2)`, [name, subjects[name]])
    await database.pool.query(`insert into person_version (person_id, from_version, from_day, name, email, unit_id, boss_id, rank, bands, role, sign_in) values ($1, 1, '2026-01-01', $1, $1 || '@x.org', 'all', $2, 'staff', '{}', $3, $1 || '@x.org')`, [name, boss, role])
  }
})
afterAll(async () => {
  await app.close()
  await database.drop()
})
beforeEach(() => { time = new Date('2026-11-24T09:00:00Z') })

const call = async (method: 'GET' | 'POST', url: string, payload?: object, { subject = subjects.ana, roles = ['program-office'] }: { subject?: string, roles?: string[] } = {}) =>
  app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('directory', { subject, roles }) } })
const give = (change: object = {}, as?: { subject?: string, roles?: string[] }) =>
  call('POST', '/grants', { signIn: 'ben@x.org', role: 'auditor', fromDay: '2026-11-24', untilDay: '2026-12-01', reason: 'Yearly audit', ...change }, as)
const rightsOf = async (name: string) => (await call('GET', `/sign-ins/${name}@x.org`, undefined, { roles: ['door'] })).json<{ roles: string[], units: string[] }>()

describe('A role for a time', () => {
  test('When it is given, then it works from its first day to its last, and ends by itself', async () => {
    expect((await give({ fromDay: '2026-11-25' })).statusCode).toBe(201)
    expect((await rightsOf('ben')).roles).toEqual(['employee'])
    for (const [day, roles] of [['2026-11-25', ['auditor', 'employee']], ['2026-12-01', ['auditor', 'employee']], ['2026-12-02', ['employee']]] as const) {
      time = new Date(`${day}T12:00:00Z`)
      expect((await rightsOf('ben')).roles).toEqual(roles)
    }
  })

  test('When a unit goes with it, then its results are seen besides the own', async () => {
    const { grantId } = (await give({ signIn: 'CEM@x.org', role: 'manager', unitId: 'east' })).json<{ grantId: string }>()
    expect(await rightsOf('cem')).toMatchObject({ roles: ['manager', 'employee'], units: ['east'] })
    expect((await call('POST', `/grants/${grantId}/end`)).statusCode).toBe(200)
    expect(await rightsOf('cem')).toMatchObject({ roles: ['employee'], units: [] })
    expect((await call('POST', `/grants/${grantId}/end`)).json()).toMatchObject({ status: 404, code: 'no-such-grant' })
  })

  test.each([
    ['oneself', { signIn: 'ana@x.org' }, 403, 'self-grant'],
    ['nobody known', { signIn: 'who@x.org' }, 422, 'no-such-sign-in'],
    ['a time that is over', { fromDay: '2026-11-01', untilDay: '2026-11-23' }, 422, 'grant-in-past'],
    ['a time that runs backwards', { fromDay: '2026-12-02' }, 422, 'grant-backwards'],
    ['more than a year', { untilDay: '2027-11-25' }, 422, 'grant-too-long'],
    ['a manager of nothing', { role: 'manager' }, 422, 'grant-needs-unit'],
    ['an auditor of a unit', { unitId: 'east' }, 422, 'grant-without-place'],
    ['a unit that is not there', { role: 'manager', unitId: 'west' }, 422, 'no-such-unit'],
    ['the program office itself', { role: 'program-office' }, 400, 'malformed'],
    ['no reason', { reason: '' }, 400, 'malformed']
  ])('When it would be given to %s, then it is refused and nothing is kept', async (_, change, status, code) => {
    const before = (await call('GET', '/grants')).body
    expect((await give(change)).json()).toMatchObject({ status, code })
    expect((await call('GET', '/grants')).body).toBe(before)
  })

  test('When somebody else than the office gives or ends one, then it is refused; auditors may read', async () => {
    for (const role of ['it', 'auditor', 'analyst', 'manager', 'employee']) {
      expect((await give({}, { subject: subjects.cem, roles: [role] })).statusCode).toBe(403)
      expect((await call('GET', '/grants', undefined, { roles: [role] })).statusCode).toBe(role === 'auditor' ? 200 : 403)
    }
  })

  test('When there are more than a page, then pages follow one another without gap or repeat', async () => {
    for (let i = 0; i < 55; i++) await give({ reason: `Round ${i}` })
    const first = (await call('GET', '/grants')).json<{ grants: { grantId: string }[], next: string }>()
    const second = (await call('GET', `/grants?after=${first.next}`)).json<{ grants: { grantId: string }[], next: string | null }>()
    expect([first.grants.length, second.next]).toEqual([50, null])
    const all = [...first.grants, ...second.grants].map(one => one.grantId)
    expect(new Set(all).size).toBe(all.length)
    expect((await call('GET', '/grants?after=nowhere')).statusCode).toBe(400)
  })
})

describe('The second fence', () => {
  const count = async (sql: { query: (text: string) => Promise<{ rows: { n: number }[] }> }) => (await sql.query('select count(*) as n from role_grant')).rows[0]?.n

  test('When a query says for nobody that it reads, then it sees no grant, also on a connection that has just been used for all', async () => {
    await give()
    await Promise.all(Array.from({ length: 20 }, () => call('GET', '/grants')))
    for (let i = 0; i < 20; i++) expect(await count(database.pool)).toBe(0)
    await inTransaction(database.pool, async tx => {
      await tx.query(`select set_config('weft.person', 'cem', true)`)
      const { rows } = await tx.query<{ person_id: string }>('select distinct person_id from role_grant')
      expect(rows.map(row => row.person_id)).toEqual(['cem'])
    })
  })

  test('When the service itself would rewrite or delete what was given, then its role may not', async () => {
    await expect(inTransaction(database.pool, async tx => {
      await tx.query(`select set_config('weft.sees', 'all', true)`)
      await tx.query(`delete from role_grant`)
    })).rejects.toThrow('permission denied')
    await expect(inTransaction(database.pool, async tx => {
      await tx.query(`select set_config('weft.sees', 'all', true)`)
      await tx.query(`update role_grant set reason = 'another'`)
    })).rejects.toThrow('permission denied')
  })
})
