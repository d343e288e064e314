import type { Subject } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from './deps.ts'

/**
 * Works in a transaction as somebody: policies of the database (row-level security) give and take only that subject's own rows of what
 * is personal. The setting ends with the transaction, so a connection that goes back to the pool is nobody again.
 */
export const actingAs = <T>(pool: Deps['pool'], { subject }: Pick<Subject, 'subject'>, work: (tx: Sql) => Promise<T>): Promise<T> =>
  inTransaction(pool, async tx => {
    await tx.query(/* sql */ `select set_config('weft.subject', $1, true)`, [subject])
    return work(tx)
  })
