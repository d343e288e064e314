import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import type { Change } from './change-draft.store.ts'
import { lockDraft, noteChange, type Draft } from './draft.store.ts'

/** Changes the draft in one transaction, alone, and notes who changed what. A change that changes nothing is not noted. */
export const editDraft = ({ pool, now }: Pick<Deps, 'pool' | 'now'>, by: string, work: (tx: Sql, draft: Draft) => Promise<Change>) =>
  inTransaction(pool, async tx => {
    const draft = await lockDraft(tx)
    const { id, what } = await work(tx, draft)
    const changes = what === null ? draft.changes : await noteChange(tx, draft.version, { what, by, at: now() })
    return { version: draft.version, changes, id }
  })
