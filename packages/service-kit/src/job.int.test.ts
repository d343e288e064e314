import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startJobs } from './job.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
beforeAll(async () => { database = await databaseOf('kit') })
afterAll(() => database.drop())

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
async function until (true_: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!true_()) {
    if (Date.now() > end) throw new Error('It never came true')
    await pause(5)
  }
}

test('When two processes have the same job, then one run is in hand at a time', async () => {
  let running = 0
  let most = 0
  let runs = 0
  const job = { name: 'count', everyMs: 1, run: async () => { most = Math.max(most, ++running); await pause(5); running--; runs++ } }
  const processes = [1, 2, 3].map(() => startJobs({ pool: database.pool, jobs: [job], log }))
  await until(() => runs > 20)
  await Promise.all(processes.map(process => process.stop()))
  expect(most).toBe(1)
})

test('When a run fails, then the job runs again and its lock is free', async () => {
  let runs = 0
  const jobs = startJobs({ pool: database.pool, log, jobs: [{ name: 'fail-once', everyMs: 1, run: async () => { if (++runs === 1) throw new Error('once') } }] })
  await until(() => runs > 3)
  await jobs.stop()
})

test('When it is poked, then it runs now and not at its next time', async () => {
  let runs = 0
  const jobs = startJobs({ pool: database.pool, log, jobs: [{ name: 'daily', everyMs: 86_400_000, run: async () => { runs++ } }] })
  await until(() => runs === 1)
  await jobs.poke('daily')
  expect(runs).toBe(2)
  await jobs.stop()
})

test('When it stops, then the run in hand is finished and none follows', async () => {
  let finished = 0
  let started = 0
  const jobs = startJobs({ pool: database.pool, log, jobs: [{ name: 'slow', everyMs: 1, run: async () => { started++; await pause(50); finished++ } }] })
  await until(() => started === 1)
  await jobs.stop()
  expect([started, finished]).toEqual([1, 1])
  await pause(20)
  expect(started).toBe(1)
})
