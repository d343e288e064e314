import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { markFaulty, nextArrived } from './arrival.store.ts'
import { takeIn } from './take-in.store.ts'

/** Takes in every release that is whole. A job and not the last reaction: its parts come over two topics, and neither transaction would see the other's last part. */
export const takeInWholeReleases = ({ pool, log }: Pick<Deps, 'pool' | 'log'>): Job => ({
  name: 'take-in-whole-releases',
  everyMs: 5_000,
  run: async signal => {
    while (!signal.aborted) {
      const manifest = await nextArrived(pool)
      if (manifest === null) return
      const fault = await inTransaction(pool, tx => takeIn(tx, manifest))
      if (fault === null) continue
      await markFaulty(pool, manifest.releaseId, fault)
      log.error({ releaseId: manifest.releaseId, fault }, 'All parts of a release are there and do not fit together; nothing is suggested from it.')
    }
  }
})
