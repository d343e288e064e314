import { databaseOf } from '@weft/testkit/database'
import { startPostgres } from '@weft/testkit/postgres'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { bareHttp, answerProblem } from './http.ts'
import { healthRoutes } from './health.ts'

const appOf = (pool: Parameters<typeof healthRoutes>[0], stalledForMs = 0) => {
  const app = bareHttp(pino({ level: 'silent' }))
  app.setErrorHandler(answerProblem)
  app.register(healthRoutes(pool, () => stalledForMs))
  return app
}

test('When the database answers and the event loop keeps up, then the service is ready and says how long its reader stands still', async () => {
  const database = await databaseOf('kit')
  const app = appOf(database.pool, 1_234)
  expect((await app.inject('/health/live')).json()).toEqual({ live: true })
  expect((await app.inject('/health/ready')).json()).toEqual({ ready: true, stalledForMs: 1_234 })
  await app.close()
  await database.drop()
})

test('When the database is gone, then the service lives on but is not ready', async () => {
  const postgres = await startPostgres()
  const database = await databaseOf('kit', { server: postgres.url })
  const app = appOf(database.pool)
  await postgres.stop()
  expect((await app.inject('/health/live')).statusCode).toBe(200)
  expect((await app.inject('/health/ready')).json()).toMatchObject({ status: 503, code: 'no-database' })
  await app.close()
  await database.pool.end()
})

test('When the event loop was held up, then the service is not ready, and is again once it is free', async () => {
  const database = await databaseOf('kit')
  const app = appOf(database.pool)
  await app.ready()
  await new Promise(resolve => setTimeout(resolve, 50))
  const end = Date.now() + 1_500
  while (Date.now() < end);
  await new Promise(resolve => setTimeout(resolve, 50))
  expect((await app.inject('/health/ready')).json()).toMatchObject({ status: 503, code: 'busy' })
  await expect.poll(async () => (await app.inject('/health/ready')).statusCode, { interval: 100 }).toBe(200)
  await app.close()
  await database.drop()
})
