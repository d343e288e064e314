import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { markDropped } from './import-run.store.ts'
import { UNDO_DAYS } from './run.ts'

const HOUR_MS = 3_600_000
const ABANDONED_DAYS = 7

/** Files nobody applied are dropped after a week; names of whom an import changed go when it cannot be undone any more. Figures stay. */
export const forgetImportsJob = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): Job => ({
  name: 'forget-imports',
  everyMs: HOUR_MS,
  run: async () => {
    const time = now()
    await inTransaction(pool, async tx => {
      await tx.query(/* sql */ `delete from import_run where state = 'uploading' and started_at < $1::timestamptz - interval '1 day'`, [time])
      const { rows } = await tx.query<{ runId: string }>(/* sql */ `
        select r.run_id as "runId"
          from import_run r
         where r.state in ('matching', 'fixing', 'ready') and r.started_at < $1::timestamptz - make_interval(days => $2)
           for update`,
        [time, ABANDONED_DAYS])
      for (const { runId } of rows) await markDropped(tx, runId)
      for (const table of ['import_effect', 'import_left_out']) {
        await tx.query(/* sql */ `
          delete from ${table} e
           using import_run r
           where r.run_id = e.run_id and r.applied_at < $1::timestamptz - make_interval(days => $2)`,
          [time, UNDO_DAYS])
      }
    })
  }
})
