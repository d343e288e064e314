import { randomUUID } from 'node:crypto'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExperimentDetailReply, ExperimentsReply } from '@weft/contracts/program/experiment-api'
import { buildApp } from '../app.ts'
import type { Deps } from '../deps.ts'

let database: TestDatabase
let door: TestDoor
let app: FastifyInstance
let time = new Date('2026-09-01T09:00:00Z')
const ana = randomUUID()
const office = { subject: randomUUID(), roles: ['program-office'], scopes: [] as string[] }
const manager = { subject: ana, roles: ['manager', 'employee'], scopes: ['east'] }
const written = { belief: 'calling first', forWhom: 'people with a late claim', will: 'end repeat calls', measure: 'repeat calls a week', baseline: 40, target: 20, better: 'lower', startsOn: '2026-09-01', endsOn: '2026-10-01' }

beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  app = buildApp({ pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => time, newId: randomUUID, wake: () => {} } as Partial<Deps> as Deps, await door.verifierFor('program'))
  await database.pool.query(`insert into unit (unit_id, parent_id, name, since) values ('all', null, 'All', '2026-01-01'), ('east', 'all', 'East', '2026-01-01'), ('desk', 'east', 'Desk', '2026-01-01'), ('west', 'all', 'West', '2026-01-01')`)
  await database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ('P-1', 'Ana Ruiz', 'a@x.org', 'east', 'manager', '2026-01-01')`)
  await database.pool.query(`insert into account (person_id, subject) values ('P-1', $1)`, [ana])
})
afterAll(async () => {
  await app.close()
  await database.drop()
})
beforeEach(() => { time = new Date('2026-09-01T09:00:00Z') })

const call = async (method: 'GET' | 'POST', url: string, payload?: object, as = manager) =>
  app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', as) } })
const register = async (change: object = {}, as = manager) => call('POST', '/program/experiments', { unitId: 'desk', ...written, ...change }, as)
const step = (id: string, act: string, payload: object, as = manager) => call('POST', `/program/experiments/${id}/${act}`, payload, as)
const read = async (id: string) => (await call('GET', `/program/experiments/${id}`)).json<ExperimentDetailReply>()
const registered = async (change: object = {}) => (await register(change)).json<{ experimentId: string }>().experimentId
const facts = async (id: string) => (await database.pool.query<{ kind: string }>(/* sql */ `select kind from happening where about = $1 order by happening_id`, [id])).rows.map(({ kind }) => kind)

describe('An experiment', () => {
  test('When it is tried to the end and fails, then what came out, who decided and every step stand, and the program hears of it', async () => {
    const id = await registered()
    expect((await step(id, 'change', { version: 1, ...written, target: 25 })).statusCode).toBe(200)
    expect((await step(id, 'start', { version: 2 })).statusCode).toBe(200)
    expect((await step(id, 'result', { version: 3, result: 44, learned: 'Calls only moved to the next day.' })).statusCode).toBe(200)
    expect((await step(id, 'decision', { version: 4, decision: 'stop', reason: 'It does not help.' })).statusCode).toBe(200)
    expect(await read(id)).toMatchObject({
      leads: true,
      experiment: { unitName: 'Desk', ownerName: 'Ana Ruiz', state: 'decided', verdict: 'not-moved', decision: 'stop', version: 5 },
      history: [{ act: 'decided' }, { act: 'ended' }, { act: 'started' }, { act: 'changed', byName: 'Ana Ruiz', changes: [{ field: 'Target', from: '20', to: '25' }] }, { act: 'registered' }]
    })
    expect(await facts(id)).toEqual(['experiment-started', 'experiment-measured', 'experiment-decided'])
    const { rows } = await database.pool.query<{ data: string }>(/* sql */ `select data from outbox where topic = 'int.program.experiment.v1' and key = $1 order by position`, [id])
    expect(rows.map(({ data }) => (JSON.parse(data) as { state: string }).state)).toEqual(['planned', 'planned', 'running', 'ended', 'decided'])
    expect(JSON.stringify(rows)).not.toMatch(/Ana|P-1/)
  })

  test('When there was no baseline, then a figure is an observation and counts as activity', async () => {
    const id = await registered({ baseline: null })
    await step(id, 'start', { version: 1 })
    await step(id, 'result', { version: 2, result: 5, learned: 'Fewer, it seems.' })
    expect((await read(id)).experiment.verdict).toBe('observation')
    expect(await facts(id)).toEqual(['experiment-started', 'experiment-observed'])
  })

  test('When two write a result at once, then one is told that it changed meanwhile and the first stands', async () => {
    const id = await registered()
    await step(id, 'start', { version: 1 })
    const both = await Promise.all([10, 20].map(result => step(id, 'result', { version: 2, result, learned: `It was ${result}.` })))
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const won = both.findIndex(({ statusCode }) => statusCode === 200)
    expect((await read(id)).experiment.result).toBe([10, 20][won])
    expect(both[1 - won]?.json()).toMatchObject({ code: 'changed-meanwhile' })
  })

  test('When it is of a foreign unit, then a manager neither registers nor changes it, and the office may', async () => {
    expect((await register({ unitId: 'west' })).json()).toMatchObject({ status: 403, code: 'not-your-unit' })
    const id = (await register({ unitId: 'west' }, office)).json<{ experimentId: string }>().experimentId
    expect((await step(id, 'start', { version: 1 })).json()).toMatchObject({ code: 'not-your-unit' })
    expect((await read(id)).leads).toBe(false)
    expect((await register({ unitId: 'nowhere' })).json()).toMatchObject({ status: 422, code: 'no-such-unit' })
    expect((await step(randomUUID(), 'start', { version: 1 })).json()).toMatchObject({ status: 404 })
  })

  test('When its time is over without a result, then it is overdue', async () => {
    const id = await registered()
    await step(id, 'start', { version: 1 })
    time = new Date('2026-10-02T09:00:00Z')
    expect((await read(id)).experiment).toMatchObject({ overdue: true, state: 'running' })
  })

  test('When there are more than a page, then the rest follows, and the file holds all of them, formulas harmless', async () => {
    for (let i = 0; i < 52; i += 1) await register({ belief: i === 0 ? '=cmd()' : `idea ${i}` })
    const first = (await call('GET', '/program/experiments')).json<ExperimentsReply>()
    const second = (await call('GET', `/program/experiments?after=${first.next}`)).json<ExperimentsReply>()
    const all = Object.values(first.counts).reduce((sum, many) => sum + many, 0)
    expect(first.experiments).toHaveLength(50)
    expect(new Set([...first.experiments, ...second.experiments].map(one => one.experimentId)).size).toBe(all)
    const file = (await call('GET', '/program/experiments.csv')).body
    expect(file.trim().split('\r\n')).toHaveLength(all + 1)
    expect(file).toContain(",'=cmd(),")
    expect((await call('GET', '/program/experiments?unit=west')).json<ExperimentsReply>().experiments.every(one => one.unitId === 'west')).toBe(true)
  })
})
