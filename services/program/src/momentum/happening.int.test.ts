import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteHappening, takeBackHappening, type Happening } from './happening.store.ts'

const merged: Happening = { kind: 'project-merged', about: 'I-7', what: 'Portal B was merged into Portal A', href: '/program/projects/I-7', day: '2026-11-20' }

let database: TestDatabase
const facts = async () => (await database.pool.query<{ kind: string, about: string, what: string, unit_id: string | null, day: string }>(/* sql */ `select kind, about, what, unit_id, day from happening order by happening_id`)).rows

beforeAll(async () => { database = await databaseOf('program') })
afterAll(() => database.drop())

describe('facts of the program', () => {
  test('When a change is told twice, then its fact stands once, as it was told first', async () => {
    await noteHappening(database.pool, merged)
    await noteHappening(database.pool, { ...merged, what: 'Told again', day: '2026-11-21' })
    expect(await facts()).toEqual([{ kind: 'project-merged', about: 'I-7', what: 'Portal B was merged into Portal A', unit_id: null, day: '2026-11-20' }])
  })

  test('When a name is very long, then the fact is cut and the change is not lost', async () => {
    await noteHappening(database.pool, { ...merged, about: 'I-8', what: 'x'.repeat(900) })
    expect((await facts()).at(-1)).toMatchObject({ about: 'I-8', what: `${'x'.repeat(299)}…` })
  })

  test('When a fact is no longer so, then it is taken back and may come about anew', async () => {
    await takeBackHappening(database.pool, merged)
    await noteHappening(database.pool, { ...merged, day: '2026-11-25' })
    expect((await facts()).find(fact => fact.about === 'I-7')).toMatchObject({ day: '2026-11-25' })
  })
})
