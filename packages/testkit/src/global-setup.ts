import { startPostgres } from './postgres.ts'
import { startStarter } from './starter.ts'

/**
 * What a whole test run shares: one Postgres, given by WEFT_POSTGRES_URL (a server for tests, with a superuser) or started here,
 * and a Kafka that starts when the first test asks for it. Tests find them by WEFT_TEST_POSTGRES and WEFT_TEST_STARTER.
 * Several vitest projects call this; the first starts, the others find it done.
 */
export default async function setup (): Promise<() => Promise<void>> {
  if (process.env['WEFT_TEST_POSTGRES']) return async () => {}
  const given = process.env['WEFT_POSTGRES_URL']
  const postgres = given === undefined ? await startPostgres() : undefined
  const starter = await startStarter()
  process.env['WEFT_TEST_POSTGRES'] = given ?? postgres?.url
  process.env['WEFT_TEST_STARTER'] = starter.url

  return async () => {
    delete process.env['WEFT_TEST_POSTGRES']
    delete process.env['WEFT_TEST_STARTER']
    await Promise.all([postgres?.stop(), starter.stop()])
  }
}
