import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { markDropped } from './portfolio-import.store.ts'

const HOUR_MS = 3_600_000
const ABANDONED_DAYS = 7

/** Files that nobody applied are dropped after a week. Rows of an import that was applied stay: they say why something is not in the portfolio. */
export const forgetPortfolioImportsJob = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): Job => ({
  name: 'forget-portfolio-imports',
  everyMs: HOUR_MS,
  run: () => inTransaction(pool, async tx => {
    await tx.query(/* sql */ `delete from portfolio_import where state = 'uploading' and started_at < $1::timestamptz - interval '1 day'`, [now()])
    const { rows } = await tx.query<{ runId: string }>(/* sql */ `
      select r.run_id as "runId"
        from portfolio_import r
       where r.state in ('matching', 'ready') and r.started_at < $1::timestamptz - make_interval(days => $2)
         for update`,
      [now(), ABANDONED_DAYS])
    for (const { runId } of rows) await markDropped(tx, runId)
  })
})
