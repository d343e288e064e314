import type { Subject } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from './deps.ts'
import { scopesOf, seesAll } from './may.ts'

/**
 * Reads values as somebody: the database itself gives rows of their units only, and of the whole organisation. The setting ends with
 * the transaction, so a connection that goes back to the pool sees nothing again.
 */
export const readingAs = <T>(pool: Deps['pool'], subject: Pick<Subject, 'roles' | 'scopes'>, work: (tx: Sql) => Promise<T>): Promise<T> =>
  inTransaction(pool, async tx => {
    await tx.query(/* sql */ `select set_config('weft.sees', $1, true), set_config('weft.units', $2::text[]::text, true)`, // guard: for this transaction
      [seesAll(subject) ? 'all' : 'scope', scopesOf(subject)])
    return work(tx)
  })
