import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs, actingAsHouse } from './acting-as.ts'

let database: TestDatabase
const count = /* sql */ `select count(*)::int as n from commitment`

beforeAll(async () => {
  database = await databaseOf('commitments')
  await actingAsHouse(database.pool, async tx => {
    await tx.query(/* sql */ `insert into person (person_id, name, email, unit_id, boss_id, rank, since) values
      ('P-1', 'Ana', 'a@example.org', 'U-1', 'P-2', 'staff', '2026-01-01'), ('P-2', 'Bo', 'b@example.org', 'U-1', 'P-3', 'manager', '2026-01-01'), ('P-3', 'Cy', 'c@example.org', 'U-1', null, 'leader', '2026-01-01')`)
    await tx.query(/* sql */ `insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on) values
      ('018f0000-0000-7000-8000-000000000001', 'P-1', 'open', 1, 'When a claim is late, I will call first', '3-months', '2026-10-01', '2027-01-01', 'customer', 'Calls', 2, '2026-10-01'),
      ('018f0000-0000-7000-8000-000000000002', 'P-1', 'draft', 1, 'When it rains, I will', '3-months', null, null, 'customer', 'Calls', 2, '2026-10-01')`)
  })
})
afterAll(() => database.drop())

describe('the second fence', () => {
  test.each([['the person, with drafts,', 'P-1', 2], ['the boss', 'P-2', 1], ['the boss of the boss', 'P-3', 0], ['a person named like a wildcard', '*', 0]])('When %s asks, then the own lines and those of reports are there and no others, and no draft of anybody else', async (_who, personId, n) => {
    expect((await actingAs(database.pool, personId, tx => tx.query<{ n: number }>(count))).rows[0]?.n).toBe(n)
  })

  test('When nobody asks, then nothing is there', async () => {
    expect((await database.pool.query<{ n: number }>(count)).rows[0]?.n).toBe(0)
  })
})
