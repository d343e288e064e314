import { randomUUID } from 'node:crypto'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellAccountsJob } from './tell-accounts.job.ts'

let database: TestDatabase
beforeAll(async () => { database = await databaseOf('directory') })
afterAll(() => database.drop())

const told = async () => {
  const { rows } = await database.pool.query<{ key: string, data: string | null }>('select key, data from outbox order by position')
  await database.pool.query('delete from outbox')
  return rows.map(({ key, data }) => [key, data === null ? null : (JSON.parse(data) as { subject: string }).subject])
}
const run = () => tellAccountsJob({ pool: database.pool, now: () => new Date(), newId: randomUUID, wake: () => {} }).run(new AbortController().signal)

test('When people come and leave, then each is told of once, and taken back once', async () => {
  const [here, gone] = [randomUUID(), randomUUID()]
  for (const [personId, subject] of [['P-1', here], ['P-2', gone]]) {
    await database.pool.query(`insert into person (person_id, since, subject) values ($1, '2026-01-05', $2)`, [personId, subject])
    await database.pool.query(`insert into person_version (person_id, from_version, from_day, name, email, unit_id, rank, bands) values ($1, 1, '2026-01-05', 'A', 'a@example.org', 'U-1', 'staff', '{}')`, [personId])
  }
  await run()
  expect((await told()).sort()).toEqual([['P-1', here], ['P-2', gone]].sort())
  await run()
  expect(await told()).toEqual([])
  await database.pool.query(`update person_version set until_version = 2, until_day = '2026-02-01' where person_id = 'P-2'`)
  await run()
  await run()
  expect(await told()).toEqual([['P-2', null]])
})
