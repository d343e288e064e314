import { programProgressed } from '@weft/contracts/program/progress-events'
import { progressReply } from '@weft/contracts/reporting/api'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver, incoming } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { silentLog } from '@weft/service-kit/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp, reactions } from '../app.ts'

let database: TestDatabase
let door: TestDoor
let app: ReturnType<typeof buildApp>
const of = (day: string, all: number) => incoming(programProgressed, day, { ...programProgressed.example, day, projects: { ...programProgressed.example.projects, all } })

beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('reporting'), openDoor()])
  app = buildApp({ pool: database.pool, log: silentLog() } as never, await door.verifierFor('reporting'))
})
afterAll(async () => { await app.close(); await database.drop() })

const read = async (url: string) => app.inject({ method: 'GET', url, headers: { authorization: await door.tokenFor('reporting', { subject: 's', roles: ['employee'] }) } })

test('When days come in, one twice, then the last word of each day counts, the latest day comes first, and pages follow each other', async () => {
  await deliver(database.pool, reactions, [of('2026-11-17', 30), of('2026-11-18', 31), of('2026-11-18', 32), of('2026-11-19', 33)])
  const first = progressReply.parse((await read('/progress?limit=2')).json())
  expect(first.days.map(({ day, projects }) => [day, projects.all])).toEqual([['2026-11-19', 33], ['2026-11-18', 32]])
  const second = progressReply.parse((await read(`/progress?limit=2&before=${first.next ?? ''}`)).json())
  expect(second.days.map(({ day }) => day)).toEqual(['2026-11-17'])
  expect(second.next).toBeNull()
  expect((await read('/progress?before=yesterday')).statusCode).toBe(400)
})
