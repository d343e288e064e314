import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from './deps.ts'

const as = (setting: 'weft.person' | 'weft.house' | 'weft.subject', value: string) => <T>(pool: Deps['pool'], work: (tx: Sql) => Promise<T>): Promise<T> =>
  inTransaction(pool, async tx => {
    await tx.query(/* sql */ `select set_config($1, $2, true)`, [setting, value])
    return work(tx)
  })

/**
 * Works in a transaction as a person: policies of the database (row-level security) give and take only what that person may see,
 * one's own lines and those of one's reports. The setting ends with the transaction, so a connection that goes back to the pool is nobody again.
 */
export const actingAs = <T>(pool: Deps['pool'], personId: string, work: (tx: Sql) => Promise<T>): Promise<T> => as('weft.person', personId)(pool, work)

/** The same as the house itself, which sees every line: for jobs and reactions. No route of a person ever asks so for that person's eyes. */
export const actingAsHouse = <T>(pool: Deps['pool'], work: (tx: Sql) => Promise<T>): Promise<T> => as('weft.house', 'yes')(pool, work)

/** As whoever came through the door, also somebody whom the directory does not know: what one sent in is one's own. */
export const actingAsSubject = <T>(pool: Deps['pool'], subject: string, work: (tx: Sql) => Promise<T>): Promise<T> => as('weft.subject', subject)(pool, work)

/** As the house within a transaction that somebody else began (of a reaction); what comes after it in the transaction is nobody's again. */
export async function asHouseIn<T> (tx: Sql, work: () => Promise<T>): Promise<T> {
  await tx.query(/* sql */ `select set_config('weft.house', 'yes', true)`)
  const result = await work()
  await tx.query(/* sql */ `select set_config('weft.house', '', true)`)
  return result
}
