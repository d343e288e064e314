import { programProgressed } from '@weft/contracts/program/progress-events'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteHappening } from '../momentum/happening.store.ts'
import { progressOf } from './progress.ts'
import { tellProgressJob } from './tell-progress.job.ts'

let database: TestDatabase
beforeAll(async () => { database = await databaseOf('program') })
afterAll(() => database.drop())

const run = (day: string) => tellProgressJob({ pool: database.pool, now: () => new Date(`${day}T12:00:00Z`), newId: randomUUID, wake: () => {} }).run(new AbortController().signal)
const told = async () => {
  const { rows } = await database.pool.query<{ key: string, data: string }>('select key, data from outbox order by position')
  await database.pool.query('delete from outbox')
  return rows.map(({ key, data }) => ({ key, data: programProgressed.data.parse(JSON.parse(data)) }))
}
const reached = (about: string, day: string) => noteHappening(database.pool, { kind: 'milestone-reached', about, what: 'A milestone was reached', href: '/program/plan', day })

test('When something came about, then the day is told once; again only when it changed, and the week moves on', async () => {
  await reached('m-1', '2026-11-10')
  await reached('m-2', '2026-11-17')
  await run('2026-11-17')
  await run('2026-11-17')
  const [first, ...more] = await told()
  expect(more).toEqual([])
  // 10 November is the eighth day before: this week holds 11 to 17.
  expect(first).toMatchObject({ key: '2026-11-17', data: { projects: { all: 0 }, counts: [{ kind: 'milestone-reached', side: 'outcome', words: 'milestones reached', total: 2, week: 1 }] } })
  await reached('m-3', '2026-11-17')
  await run('2026-11-17')
  expect((await told())[0]?.data.counts[0]).toMatchObject({ total: 3, week: 2 })
})

test('When projects were merged, then each counts where it went, and the places add up to all', () => {
  const stood = [
    { initiativeId: 'a', state: 'kept', mergedInto: null, linked: false }, { initiativeId: 'b', state: 'merged', mergedInto: 'a', linked: false },
    { initiativeId: 'c', state: 'retired', mergedInto: null, linked: false }, { initiativeId: 'd', state: 'undecided', mergedInto: null, linked: false }
  ] as const
  const { projects } = progressOf('2026-11-17', stood, [{ kind: 'no-longer-known', total: 3, week: 3 }])
  expect(projects).toEqual({ all: 4, inProgram: 2, undecided: 1, retired: 1, rejected: 0, goesOn: 2 })
  expect(projects.inProgram + projects.undecided + projects.retired + projects.rejected).toBe(projects.all)
})
