import { startPostgres } from './postgres.ts'

/**
 * What a whole test run shares: one Postgres, given by WEFT_POSTGRES_URL (a server for tests, with a superuser) or started here.
 * Tests find it in WEFT_TEST_POSTGRES. Several vitest projects call this; the first starts it, the last but first only look.
 */
export default async function setup (): Promise<() => Promise<void>> {
  if (process.env['WEFT_TEST_POSTGRES']) return async () => {}
  const given = process.env['WEFT_POSTGRES_URL']
  const postgres = given === undefined ? await startPostgres() : undefined
  process.env['WEFT_TEST_POSTGRES'] = given ?? postgres?.url

  return async () => {
    delete process.env['WEFT_TEST_POSTGRES']
    await postgres?.stop()
  }
}
